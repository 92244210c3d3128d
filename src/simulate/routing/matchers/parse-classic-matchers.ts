import { fail, ok, type Result } from '../../../shared/result.ts';
import { createMatcher, type Matcher, type MatchOperator } from './matcher.ts';

/** The blanks of Go's regular expressions and of `strings.TrimSpace` that can occur in a matcher. */
const form = /^[\t\n\f\r ]*([a-zA-Z_:][a-zA-Z0-9_:]*)[\t\n\f\r ]*(=~|=|!=|!~)[\t\n\f\r ]*([\s\S]*?)[\t\n\f\r ]*$/;

/** Matchers in the syntax of Alertmanager before 0.27: separated by commas outside of quotes, in braces or without. */
export function parseClassicMatchers(text: string): Result<readonly Matcher[], string> {
  const matchers: Matcher[] = [];
  for (const token of tokensOf(text.replace(/^\{/, '').replace(/\}$/, ''))) {
    const matcher = parseClassicMatcher(token);
    if (!matcher.ok) return matcher;
    matchers.push(matcher.value);
  }
  return ok(matchers);
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  let [token, isQuoted, isEscaped] = ['', false, false];
  for (const char of text) {
    if (char === ',' && !isQuoted) {
      tokens.push(token);
      token = '';
      continue;
    }
    if (char === '"') {
      if (!isEscaped) isQuoted = !isQuoted;
      isEscaped = false;
    } else isEscaped = char === '\\' && !isEscaped;
    token += char;
  }
  const last = token.trim();
  return last === '' ? tokens : [...tokens, last];
}

/** One matcher: `label=value`, the value quoted or not. Errors are in the words of Alertmanager. */
export function parseClassicMatcher(text: string): Result<Matcher, string> {
  const match = form.exec(text);
  if (match === null) return fail(`bad matcher format: ${text}`);
  const [, label = '', operator = '=', raw = ''] = match;
  const value = unescaped(raw);
  if (value === undefined) return fail(`matcher value contains unescaped double quote: ${raw}`);
  return createMatcher(label, operator as MatchOperator, value);
}

/** Three escapes are known; every other backslash stands for itself. */
function unescaped(raw: string): string | undefined {
  const isQuoted = raw.startsWith('"');
  const chars = [...(isQuoted ? raw.slice(1) : raw)];
  let [value, isClosed] = ['', !isQuoted];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i];
    const next = chars[i + 1];
    if (char === '\\' && next !== undefined) {
      value += next === 'n' ? '\n' : next === '"' || next === '\\' ? next : `\\${next}`;
      i++;
    } else if (char === '"') {
      if (!isQuoted || next !== undefined) return undefined;
      isClosed = true;
    } else value += char;
  }
  return isClosed ? value : undefined;
}
