import {
  blanks,
  type CharSet,
  charSet,
  complement,
  digits,
  foldCase,
  posixClasses,
  unicodeClass,
  wordCharacters,
} from './char-set.ts';
import { type RegexCursor, RegexFault, takeEscapedChar } from './regex-cursor.ts';

const code = (char: string): number => char.charCodeAt(0);

/** Whether a bracketed class begins here. */
export const isClassStart = ({ chars, at }: RegexCursor): boolean => chars[at] === code('[');

const perlClasses: Readonly<Record<string, CharSet>> = {
  d: digits,
  D: complement(digits),
  s: blanks,
  S: complement(blanks),
  w: wordCharacters,
  W: complement(wordCharacters),
};

/** Consumes `\d`, `\W`, `\pL`, `\P{Greek}` and so on. */
export function parseEscapedClass(cursor: RegexCursor): CharSet | undefined {
  const { chars, at } = cursor;
  if (chars[at] !== code('\\')) return undefined;
  const letter = String.fromCodePoint(chars[at + 1] ?? 0);
  const perl = perlClasses[letter];
  if (perl !== undefined) {
    cursor.at += 2;
    return perl;
  }
  if (letter !== 'p' && letter !== 'P') return undefined;
  let name = chars[at + 2] === undefined ? '' : String.fromCodePoint(chars[at + 2] ?? 0);
  let length = 3;
  if (name === '{') {
    const end = chars.indexOf(code('}'), at);
    if (end === -1) throw new RegexFault('invalid character class range', at);
    name = String.fromCodePoint(...chars.slice(at + 3, end));
    length = end + 1 - at;
  }
  const negated = name.startsWith('^');
  const set = unicodeClass(negated ? name.slice(1) : name);
  if (set === undefined) throw new RegexFault('invalid character class range', at);
  cursor.at += length;
  return negated === (letter === 'P') ? set : complement(set);
}

/** Consumes `[...]`. */
export function parseClass(cursor: RegexCursor, foldsCase: boolean): CharSet {
  const start = cursor.at++;
  const { chars } = cursor;
  const negated = chars[cursor.at] === code('^');
  if (negated) cursor.at++;
  const ranges: number[] = [];
  for (let first = true; first || chars[cursor.at] !== code(']'); first = false) {
    if (cursor.at >= chars.length) throw new RegexFault('missing closing ]', start);
    const named = parsePosixClass(cursor) ?? parseEscapedClass(cursor);
    if (named !== undefined) ranges.push(...named);
    else ranges.push(...parseRange(cursor, start, first));
  }
  cursor.at++;
  const set = charSet(ranges);
  const folded = foldsCase ? foldCase(set) : set;
  return negated ? complement(folded) : folded;
}

function parseRange(cursor: RegexCursor, start: number, isFirst: boolean): [number, number] {
  const { chars } = cursor;
  const from = cursor.at;
  // A hyphen between members must be escaped unless it is the last one.
  if (chars[from] === code('-') && !isFirst && chars[from + 1] !== code(']')) {
    throw new RegexFault('invalid character class range', from);
  }
  const low = takeMember(cursor, start);
  if (chars[cursor.at] !== code('-') || chars[cursor.at + 1] === code(']') || chars[cursor.at + 1] === undefined) {
    return [low, low];
  }
  cursor.at++;
  const high = takeMember(cursor, start);
  if (high < low) throw new RegexFault('invalid character class range', from);
  return [low, high];
}

function takeMember(cursor: RegexCursor, start: number): number {
  const { chars, at } = cursor;
  const member = chars[at];
  if (member === undefined) throw new RegexFault('missing closing ]', start);
  if (member === code('\\')) return takeEscapedChar(cursor);
  cursor.at++;
  return member;
}

function parsePosixClass(cursor: RegexCursor): CharSet | undefined {
  const { chars, at } = cursor;
  if (chars[at] !== code('[') || chars[at + 1] !== code(':')) return undefined;
  const text = String.fromCodePoint(...chars.slice(at, at + 16));
  const match = /^\[:(\^?)([^\]]*?):\]/.exec(text);
  if (match === null) return undefined;
  const set = posixClasses.get(match[2] ?? '');
  if (set === undefined) throw new RegexFault('invalid character class range', at);
  cursor.at += match[0].length;
  return match[1] === '^' ? complement(set) : set;
}
