import { fail, ok, type Result } from '../../shared/result.ts';
import type { PromqlError } from '../promql-error.ts';
import { decodeBytes } from './decode-bytes.ts';
import type { Token } from './token.ts';

/** What a backslash and one letter stand for. */
const simple: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** The numeric escapes of Go: octal, `\x`, `\u` and `\U`. The first two are bytes, the others code points. */
const numeric = /[0-7]{3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;

/** An unpaired surrogate, or what Go puts in the place of bytes that are not UTF-8. */
const notUnicode = /[\p{Cs}\ufffd]/u;

/** The string literal that begins at a quote. */
export function scanString(text: string, start: number): Result<Token, PromqlError> {
  const found = findEnd(text, start);
  if (!found.ok) return found;
  const token: Token = { kind: 'string', text: text.slice(start, found.value), start, end: found.value };
  const bad = notUnicode.exec(token.text);
  if (bad === null) return ok(token);
  const at = start + bad.index;
  const help = 'write `\\ufffd` for a replacement character';
  return fail({ message: 'a string must be valid Unicode', span: { start: at, end: at + 1 }, help });
}

/** Where the literal ends. */
function findEnd(text: string, start: number): Result<number, PromqlError> {
  const quote = text.charAt(start);
  if (quote === '`') {
    const end = text.indexOf('`', start + 1);
    if (end === -1) return fail(unterminated(text, start, text.length));
    return ok(end + 1);
  }
  let at = start + 1;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === quote) return ok(at + 1);
    if (char === '\n') break;
    if (char === '\\') {
      const length = escapeLength(text, at, quote);
      if (length === 0) return fail(badEscape(text, at, quote));
      at += length;
    } else {
      at += 1;
    }
  }
  return fail(unterminated(text, start, at));
}

/** The value of a string literal that `scanString` accepted. Bytes that are not UTF-8 become what `decodeBytes` makes of them. */
export function unquote(literal: string): string {
  const body = literal.slice(1, -1);
  if (literal.startsWith('`') || !body.includes('\\')) return body;
  let value = '';
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) value += decodeBytes(bytes);
    bytes = [];
  };
  for (let at = 0; at < body.length; ) {
    if (body[at] !== '\\') {
      flush();
      value += body[at];
      at += 1;
      continue;
    }
    numeric.lastIndex = at + 1;
    const code = numeric.exec(body)?.[0];
    if (code === undefined) {
      flush();
      const letter = body.charAt(at + 1);
      value += simple.get(letter) ?? letter;
      at += 2;
    } else {
      if (/^[0-7]/.test(code)) bytes.push(Number.parseInt(code, 8));
      else if (code.startsWith('x')) bytes.push(Number.parseInt(code.slice(1), 16));
      else {
        flush();
        value += String.fromCodePoint(Number.parseInt(code.slice(1), 16));
      }
      at += 1 + code.length;
    }
  }
  flush();
  return value;
}

/** Characters of the escape sequence at `at`, 0 when there is no such escape. */
function escapeLength(text: string, at: number, quote: string): number {
  const letter = text.charAt(at + 1);
  if (simple.has(letter) || letter === quote) return 2;
  numeric.lastIndex = at + 1;
  const code = numeric.exec(text)?.[0];
  if (code === undefined) return 0;
  const value = /^[0-7]/.test(code) ? Number.parseInt(code, 8) : Number.parseInt(code.slice(1), 16);
  const possible = /^[uU]/.test(code) ? value <= 0x10ffff && (value < 0xd800 || value > 0xdfff) : value <= 0xff;
  return possible ? 1 + code.length : 0;
}

function badEscape(text: string, at: number, quote: string): PromqlError {
  const lead = String.fromCodePoint(text.codePointAt(at + 1) ?? 0x5c);
  const length = /[0-7]/.test(lead) ? 4 : ({ x: 4, u: 6, U: 10 }[lead] ?? 1 + lead.length);
  const line = text.slice(at, at + length).split(/[\n"'`]/, 1)[0] ?? '';
  const end = Math.min(text.length, at + Math.max(line.length, 2));
  return {
    message: `unknown escape sequence \`${text.slice(at, end)}\``,
    span: { start: at, end },
    help: `double the backslash, or use backquotes instead of ${quote}`,
  };
}

const unterminated = (text: string, start: number, end: number): PromqlError => ({
  message: 'unterminated string',
  span: { start, end: Math.min(end, text.length) },
  help: `add the closing ${text.charAt(start)}`,
});
