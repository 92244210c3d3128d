import { fail, ok, type Result } from '../../shared/result.ts';
import { findMatch, type Slots } from './capture.ts';
import { createMatcher } from './lazy-automaton.ts';
import { parseRegex } from './parse-regex.ts';
import { compileProgram } from './program.ts';
import { RegexFault } from './regex-cursor.ts';
import type { RegexError } from './regex-node.ts';
import { simpleMatcher } from './simple-matcher.ts';

/** A compiled regular expression of RE2. Nothing that it does takes more than linear time. */
export interface CompiledRegex {
  /** Names of the groups; group 0 is the whole. */
  readonly groupNames: readonly (string | undefined)[];
  /** Whether the whole text matches. */
  matches(text: string): boolean;
  /** What the groups captured when the whole text matches; the first entry is the text. */
  capture(text: string): (string | undefined)[] | undefined;
  /** The bounds of the first match anywhere from an index on, and of its groups. */
  find(text: string, from: number): Slots | undefined;
}

/**
 * Compiles a pattern as Go's `regexp` package would accept it. Prometheus anchors patterns at both ends: `matches` and
 * `capture` do that.
 */
export function compileRegex(
  pattern: string,
  { dotMatchesNewline }: { readonly dotMatchesNewline: boolean },
): Result<CompiledRegex, RegexError> {
  const key = `${dotMatchesNewline ? 's' : ''}:${pattern}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const compiled = compile(pattern, dotMatchesNewline);
  if (recent.size >= mostRecent) recent.clear();
  recent.set(key, compiled);
  return compiled;
}

/** The same few patterns are compiled again for every rule, storage and edit that they are in. */
const recent = new Map<string, Result<CompiledRegex, RegexError>>();
const mostRecent = 200;

function compile(pattern: string, dotMatchesNewline: boolean): Result<CompiledRegex, RegexError> {
  const parsed = parseRegex(pattern, { dotAll: dotMatchesNewline });
  if (!parsed.ok) return parsed;
  const { groupNames } = parsed.value;
  try {
    const program = compileProgram(parsed.value);
    return ok({
      groupNames,
      matches: simpleMatcher(parsed.value.root) ?? createMatcher(program),
      capture(text) {
        const slots = findMatch(program, text, { from: 0, whole: true });
        if (slots === undefined) return undefined;
        return groupNames.map((_, i) => {
          const start = slots[2 * i] ?? -1;
          const end = slots[2 * i + 1] ?? -1;
          return start < 0 || end < 0 ? undefined : text.slice(start, end);
        });
      },
      find: (text, from) => findMatch(program, text, { from, whole: false }),
    });
  } catch (error) {
    if (error instanceof RegexFault)
      return fail({ message: `error parsing regexp: ${error.message}: \`${pattern}\``, offset: error.offset });
    throw error;
  }
}
