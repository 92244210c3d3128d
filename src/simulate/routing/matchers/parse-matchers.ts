import type { Result } from '../../../shared/result.ts';
import type { Matcher } from './matcher.ts';
import { parseClassicMatchers } from './parse-classic-matchers.ts';
import { parseUtf8Matchers } from './parse-utf8-matchers.ts';

/** Which Alertmanager is meant: 0.25, or the releases since 0.27. */
export type AlertmanagerVersion = '0.25' | 'current';

/**
 * The matchers of one text as that Alertmanager reads them. Current releases know two syntaxes, and take the classic one
 * whenever it is valid and means something else.
 */
export function parseMatchers(text: string, version: AlertmanagerVersion): Result<readonly Matcher[], string> {
  const classic = parseClassicMatchers(text);
  if (version === '0.25' || classic.ok) return classic;
  const modern = parseUtf8Matchers(text);
  return modern.ok ? modern : classic;
}
