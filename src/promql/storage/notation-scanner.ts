import type { Dialect } from '../promql-error.ts';

/** A mistake in series notation; `offset` counts UTF-16 units from the start of the text. */
export interface NotationError {
  readonly message: string;
  readonly offset: number;
}

/** Thrown inside the notation parsers alone and turned into a result at their border. */
export class NotationFault extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A cursor over a text. */
export interface Scanner {
  readonly text: string;
  readonly dialect: Dialect;
  offset: number;
}

/** Consumes white space. */
export const skipBlanks = (scanner: Scanner): void => {
  while (/[ \t\n\r]/.test(scanner.text[scanner.offset] ?? '')) scanner.offset++;
};

/** Consumes what the sticky pattern matches here. */
export function take(scanner: Scanner, pattern: RegExp): string | undefined {
  pattern.lastIndex = scanner.offset;
  const match = pattern.exec(scanner.text);
  if (match === null) return undefined;
  scanner.offset += match[0].length;
  return match[0];
}

/** Consumes exactly `token` or fails saying that it was expected. */
export function expectToken(scanner: Scanner, token: string): void {
  if (!scanner.text.startsWith(token, scanner.offset)) {
    const found = scanner.text[scanner.offset];
    throw new NotationFault(
      `expected \`${token}\`, found ${found === undefined ? 'the end' : `\`${found}\``}`,
      scanner.offset,
    );
  }
  scanner.offset += token.length;
}

const plainEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

const plainText = /[^"'\\]+/y;
const rawText = /[^`]+/y;

/** Consumes a string in double, single or back quotes with the escapes of Go. */
export function takeString(scanner: Scanner): string {
  const start = scanner.offset;
  const quote = scanner.text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') throw new NotationFault('expected a quoted string', start);
  scanner.offset++;
  let value = '';
  for (;;) {
    value += take(scanner, quote === '`' ? rawText : plainText) ?? '';
    const char = scanner.text[scanner.offset];
    if (char === undefined) throw new NotationFault('the string is not closed', start);
    scanner.offset++;
    if (char === quote) return value;
    value += char === '\\' && quote !== '`' ? takeEscape(scanner) : char;
  }
}

function takeEscape(scanner: Scanner): string {
  const start = scanner.offset - 1;
  const plain = plainEscapes[scanner.text[scanner.offset] ?? ''];
  if (plain !== undefined) {
    scanner.offset++;
    return plain;
  }
  const numeric = take(scanner, /x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}/y);
  if (numeric === undefined) throw new NotationFault('unknown escape sequence', start);
  const code = /^[xuU]/.test(numeric) ? Number.parseInt(numeric.slice(1), 16) : Number.parseInt(numeric, 8);
  if (code > 0x10ffff) throw new NotationFault('the escape sequence is not a character', start);
  return String.fromCodePoint(code);
}
