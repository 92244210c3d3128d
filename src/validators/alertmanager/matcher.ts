import { compileRegex } from '../../promql/regex/compile-regex.ts';

/** A matcher of a route or an inhibition. */
export interface Matcher {
  readonly label: string;
  readonly matches: (value: string) => boolean;
  /** The values that it names: those of an equality, or of a regular expression that is a mere list. */
  readonly named: readonly string[] | undefined;
}

const form = /^\s*([A-Za-z_:][A-Za-z0-9_:]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s"{}!=~,\\]*))\s*$/;

/** Reads a matcher such as `severity="P1"`; `undefined` when it is none. */
export function parseMatcher(text: string): Matcher | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, label = '', operator, quoted, bare] = match;
  const value = quoted === undefined ? (bare ?? '') : unescaped(quoted);
  if (operator === '=') return { label, matches: (text) => text === value, named: [value] };
  if (operator === '!=') return { label, matches: (text) => text !== value, named: undefined };
  const regex = compileRegex(value, { dotMatchesNewline: false });
  if (!regex.ok) return undefined;
  const { matches } = regex.value;
  if (operator === '!~') return { label, matches: (text) => !matches(text), named: undefined };
  return { label, matches, named: /^[\w:|-]+$/.test(value) ? value.split('|') : undefined };
}

/** Alertmanager knows three escapes, and leaves every other backslash alone. */
const unescaped = (text: string): string =>
  text.replace(/\\([\\"n])/g, (_match, one: string) => (one === 'n' ? '\n' : one));
