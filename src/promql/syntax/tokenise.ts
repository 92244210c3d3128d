import { fail, ok, type Result } from '../../shared/result.ts';
import type { PromqlError } from '../promql-error.ts';
import { scanNumber } from './scan-number.ts';
import { scanString } from './scan-string.ts';
import { spanOf, type Token } from './token.ts';

/**
 * The words of a query, without blanks and comments, or its first lexical error: a character, string or number that
 * cannot be, or brackets that do not match. Mirrors `promql/parser/lex.go` of v3.14.0.
 */
export function tokenise(text: string): Result<readonly Token[], PromqlError> {
  const tokens: Token[] = [];
  const open: Token[] = [];
  const blank = /[ \t\n\r]+|#[^\n\r]*/y;
  const name = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
  const nameInBrackets = /[a-zA-Z_][a-zA-Z0-9_]*/y;

  let at = 0;
  while (at < text.length) {
    blank.lastIndex = at;
    if (blank.test(text)) {
      at = blank.lastIndex;
      continue;
    }
    const inside = open.at(-1)?.text;
    const char = text.charAt(at);
    let token: Token;
    if (/["'`]/.test(char)) {
      const scanned = scanString(text, at);
      if (!scanned.ok) return scanned;
      token = scanned.value;
    } else if (/[0-9]/.test(char) || (char === '.' && /[0-9]/.test(text.charAt(at + 1)))) {
      const scanned = scanNumber(text, at);
      if (!scanned.ok) return scanned;
      token = scanned.value;
    } else {
      const word = inside === '{' || inside === '[' ? nameInBrackets : name;
      word.lastIndex = at;
      const kind = word.test(text) ? 'word' : 'symbol';
      const end = kind === 'word' ? word.lastIndex : at + symbolLength(text, at, inside);
      if (end === at) return fail(unexpectedCharacter(text, at));
      token = { kind, text: text.slice(at, end), start: at, end };
    }

    if (token.kind === 'symbol') {
      if (/^[([{]$/.test(token.text)) open.push(token);
      else if (/^[)\]}]$/.test(token.text)) {
        const opening = open.pop();
        if (opening === undefined)
          return fail({ message: `unexpected \`${char}\` without its \`${pairs[char]}\``, span: spanOf(token) });
        if (opening.text !== pairs[char]) return fail(mismatched(opening, token));
      }
    }
    tokens.push(token);
    at = token.end;
  }

  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    const closing = Object.keys(pairs).find((key) => pairs[key] === unclosed.text);
    return fail({
      message: `unclosed \`${unclosed.text}\``,
      span: spanOf(unclosed),
      help: `add the missing \`${closing}\``,
    });
  }
  return ok(tokens);
}

/** The opening bracket of each closing one. */
const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Only within braces `=~` and `!~` are operators; only outside them are those of arithmetic and comparison. */
function symbolLength(text: string, at: number, inside: string | undefined): number {
  const two = text.slice(at, at + 2);
  if (inside === '{') {
    if (['=~', '!~', '!='].includes(two)) return 2;
    return /[={}()[\],]/.test(text.charAt(at)) ? 1 : 0;
  }
  if (['==', '!=', '<=', '>=', '</', '>/'].includes(two)) return 2;
  return two !== '=~' && /[-+*/%^=<>@,:()[\]{}]/.test(text.charAt(at)) ? 1 : 0;
}

/** What people write for something that PromQL spells differently. */
const foreign: ReadonlyMap<string, string> = new Map([
  ['&', 'write `and`'],
  ['|', 'write `or`'],
  ['!', 'compare with `!=`, or take away series with `unless`'],
  ['=', 'match labels with `=~` inside braces'],
  ['$', 'replace the dashboard variable by a value'],
  ['.', 'write a name with dots in quotes, inside braces: `{"a.b"}`'],
]);

function unexpectedCharacter(text: string, at: number): PromqlError {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const help = foreign.get(char);
  const shown = /[\p{C}\p{Z}]/u.test(char)
    ? `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : char;
  return {
    message: `unexpected character \`${shown}\``,
    span: { start: at, end: at + char.length },
    ...(help === undefined ? {} : { help }),
  };
}

const mismatched = (opening: Token, closing: Token): PromqlError => ({
  message: `unexpected \`${closing.text}\` inside \`${opening.text}\``,
  span: spanOf(closing),
  help: `close the \`${opening.text}\` first`,
});
