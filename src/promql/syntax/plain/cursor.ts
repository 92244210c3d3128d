import { parseDuration } from '../../../shared/duration.ts';
import { maxSeconds } from '../scan-number.ts';
import { scanString, unquote } from '../scan-string.ts';

/** A place in a query, and the word that ends there. */
export interface Cursor {
  readonly text: string;
  /** Where the current word begins and ends; the end of the text for the end. */
  start: number;
  end: number;
  /** The current word: a name, a symbol, or what a number or string begins with. Empty at the end of the text. */
  word: string;
  kind: 'name' | 'number' | 'string' | 'symbol' | 'end';
  /** Where the word before the current one ends. */
  before: number;
  /** What brackets and operators may still nest. */
  budget: number;
}

/** Thrown for what the plain reader leaves to the grammar. */
export const notPlain: unique symbol = Symbol('not plain');

/** Brackets count three times; well below the depth at which a query is refused. */
const budget = 450;

const blanks = /[ \t\n\r]+/y;
const name = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const number = /(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])/y;
const duration = /(?:[0-9]+(?:ms|[smhdwy]))+(?![\w.])/y;
const plainString = /"[^"\\\n\ud800-\udfff\ufffd]*"|'[^'\\\n\ud800-\udfff\ufffd]*'/y;

/** A cursor on the first word of a query. */
export function createCursor(text: string): Cursor {
  const cursor: Cursor = { text, start: 0, end: 0, word: '', kind: 'end', before: 0, budget };
  advance(cursor);
  return cursor;
}

/** Goes on to the next word. */
export function advance(cursor: Cursor): void {
  const { text } = cursor;
  cursor.before = cursor.end;
  let at = cursor.end;
  if (text.charCodeAt(at) <= 0x20) at = endOf(blanks, text, at);
  cursor.start = at;
  if (at < text.length) readWord(cursor, text.charCodeAt(at));
  else {
    cursor.kind = 'end';
    cursor.end = at;
  }
  cursor.word = text.slice(cursor.start, cursor.end);
}

function readWord(cursor: Cursor, char: number): void {
  const { text, start } = cursor;
  // Letters of either case, `_` and `:`.
  const letter = char | 0x20;
  if ((letter >= 0x61 && letter <= 0x7a) || char === 0x5f || char === 0x3a) {
    cursor.kind = 'name';
    cursor.end = endOf(name, text, start);
    return;
  }
  cursor.end = start + 1;
  cursor.kind = 'symbol';
  switch (text[start]) {
    case '"':
    case "'":
    case '`':
      cursor.kind = 'string';
      return;
    case '(':
    case '[':
    case '{':
      spend(cursor, 3);
      return;
    case ')':
    case ']':
    case '}':
    case ',':
      return;
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '^':
      spend(cursor, 1);
      return;
    case '!':
    case '=':
    case '<':
    case '>':
      spend(cursor, 1);
      if (/[=~/]/.test(text.charAt(start + 1))) cursor.end += 1;
      return;
    default:
      if (char < 0x30 || char > 0x39) throw notPlain;
      cursor.kind = 'number';
  }
}

/** Goes on behind a symbol or name, which must be there. */
export function expect(cursor: Cursor, word: string): void {
  if (cursor.word !== word) throw notPlain;
  advance(cursor);
}

/** Goes on behind a colon between lengths of time, which is not part of a name. */
export function expectColon(cursor: Cursor): void {
  if (!cursor.word.startsWith(':')) throw notPlain;
  cursor.end = cursor.start + 1;
  advance(cursor);
}

/** Counts what nests, a little too generously. */
export function spend(cursor: Cursor, weight: number): void {
  cursor.budget -= weight;
  if (cursor.budget < 0) throw notPlain;
}

/** The value of the number that begins here. */
export function takeNumber(cursor: Cursor): number {
  const end = endOf(number, cursor.text, cursor.start);
  const value = Number(cursor.text.slice(cursor.start, end));
  if (!Number.isFinite(value)) throw notPlain;
  cursor.end = end;
  advance(cursor);
  return value;
}

/** The seconds of the duration that begins here, which are more than zero. */
export function takeDuration(cursor: Cursor): number {
  if (cursor.kind !== 'number') throw notPlain;
  const end = endOf(duration, cursor.text, cursor.start);
  const milliseconds = parseDuration(cursor.text.slice(cursor.start, end));
  if (milliseconds === undefined || milliseconds <= 0 || milliseconds > maxSeconds * 1000) throw notPlain;
  cursor.end = end;
  advance(cursor);
  return milliseconds / 1000;
}

/** The value of the string that begins here. */
export function takeString(cursor: Cursor): string {
  const { text, start } = cursor;
  if (cursor.kind !== 'string') throw notPlain;
  plainString.lastIndex = start;
  if (plainString.test(text)) {
    cursor.end = plainString.lastIndex;
    advance(cursor);
    return text.slice(start + 1, cursor.before - 1);
  }
  const scanned = scanString(text, start);
  if (!scanned.ok) throw notPlain;
  cursor.end = scanned.value.end;
  advance(cursor);
  return unquote(scanned.value.text);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  if (!pattern.test(text)) throw notPlain;
  return pattern.lastIndex;
}
