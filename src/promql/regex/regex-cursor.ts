/** A place in a pattern, counted in code points. */
export interface RegexCursor {
  readonly chars: readonly number[];
  at: number;
}

/** Thrown while a pattern is parsed or compiled, and turned into a result at the border. */
export class RegexFault extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const named: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

/** Consumes a backslash and the character that it stands for. */
export function takeEscapedChar(cursor: RegexCursor): number {
  const start = cursor.at;
  const rest = String.fromCodePoint(...cursor.chars.slice(start + 1, start + 14));
  if (rest === '') throw new RegexFault('trailing backslash at end of expression', start);
  const numeric = /^(?:x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]+)\}|(0[0-7]{0,2}|[1-7][0-7]{1,2}))/.exec(rest);
  if (numeric !== null) {
    const hexadecimal = numeric[1] ?? numeric[2];
    const code = hexadecimal === undefined ? Number.parseInt(numeric[3] ?? '0', 8) : Number.parseInt(hexadecimal, 16);
    if (code > 0x10ffff) throw new RegexFault('invalid escape sequence', start);
    cursor.at += 1 + numeric[0].length;
    return code;
  }
  const char = rest[0] ?? '';
  const code = named[char] ?? (isPunctuation(char) ? char.charCodeAt(0) : undefined);
  if (code === undefined) throw new RegexFault('invalid escape sequence', start);
  cursor.at += 2;
  return code;
}

/** Letters and digits are kept for escapes with a meaning; beyond ASCII nothing needs one. */
const isPunctuation = (char: string): boolean => char < '\u0080' && !/[a-zA-Z0-9]/.test(char);
