import { fail, ok, type Result } from '../../../shared/result.ts';
import { unquoteGo } from '../../templates/unquote-go.ts';
import { createMatcher, type Matcher, type MatchOperator } from './matcher.ts';

interface Token {
  readonly kind: 'open' | 'close' | 'comma' | 'operator' | 'quoted' | 'bare' | 'end';
  readonly text: string;
  /** UTF-16 offset. */
  readonly at: number;
}

class Fault extends Error {}

/**
 * Matchers in the syntax of Alertmanager since 0.27: names may be any text when they are quoted, values are quoted as in Go.
 * Errors are in its words, with the column at which they were found.
 */
export function parseUtf8Matchers(text: string): Result<readonly Matcher[], string> {
  try {
    return parseAll(text);
  } catch (error) {
    if (error instanceof Fault) return fail(error.message);
    throw error;
  }
}

function parseAll(text: string): Result<readonly Matcher[], string> {
  const tokens = tokensOf(text);
  let next = 0;
  const peek = (): Token => tokens[next] ?? { kind: 'end', text: '', at: text.length };
  const take = (kinds: readonly Token['kind'][], wanted: string): Token => {
    const token = peek();
    if (!kinds.includes(token.kind)) throw new Fault(`${placeOf(token)}: expected ${wanted}`);
    next++;
    return token;
  };
  const matchers: Matcher[] = [];
  if (peek().kind === 'end') return ok(matchers);
  const isBraced = peek().kind === 'open';
  if (isBraced) next++;
  let isFirst = true;
  while (peek().kind !== 'close' && (isFirst ? !isBraced || peek().kind !== 'end' : peek().kind !== 'end')) {
    const label = unquoted(take(['quoted', 'bare'], isFirst ? 'label name' : 'a matcher or close brace'));
    const operator = take(['operator'], "an operator such as '=', '!=', '=~' or '!~'").text as MatchOperator;
    const value = unquoted(take(['quoted', 'bare'], 'label value'));
    if (label === '') throw new Fault('label name must not be empty');
    const matcher = createMatcher(label, operator, value);
    if (!matcher.ok) return matcher;
    matchers.push(matcher.value);
    isFirst = false;
    if (peek().kind === 'end' || peek().kind === 'close') break;
    take(['comma'], 'a comma or close brace');
  }
  if (isBraced) take(['close'], 'close brace');
  else if (peek().kind === 'close') throw new Fault(`${placeOf(peek())}: expected opening brace`);
  if (peek().kind !== 'end') throw new Fault(`${placeOf(peek())}: expected end of input`);
  return ok(matchers);
}

const placeOf = ({ kind, text, at }: Token): string =>
  kind === 'end' ? 'end of input' : `${at}:${at + text.length}: ${text}`;

function unquoted({ kind, text, at }: Token): string {
  if (kind !== 'quoted') return text;
  const value = unquoteGo(text);
  if (value === undefined) throw new Fault(`${at}:${at + text.length}: ${text}: invalid input`);
  return value;
}

const pattern = /(\{)|(\})|(,)|(=~|!~|!=|=)|("(?:[^"\\\n]|\\[^\n])*")|([^\s{}!=~,\\"'`]+)/uy;
const kinds = ['open', 'close', 'comma', 'operator', 'quoted', 'bare'] as const;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const blanks = /\s*/uy;
    blanks.lastIndex = at;
    at += blanks.exec(text)?.[0].length ?? 0;
    if (at >= text.length) break;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) throw new Fault(`${at}:${at + 1}: ${text[at]}: invalid input`);
    const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)] ?? 'bare';
    tokens.push({ kind, text: match[0], at });
    at += match[0].length;
  }
  return tokens;
}
