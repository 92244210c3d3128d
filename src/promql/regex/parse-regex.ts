import { fail, ok, type Result } from '../../shared/result.ts';
import { charSet, complement, foldCase, lastCodePoint } from './char-set.ts';
import { isClassStart, parseClass, parseEscapedClass } from './parse-class.ts';
import { type RegexCursor, RegexFault, takeEscapedChar } from './regex-cursor.ts';
import type { Assertion, ParsedRegex, RegexError, RegexNode } from './regex-node.ts';

/** What `(?ims)` and `(?U)` set. */
interface Flags {
  readonly foldsCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly lazy: boolean;
}

/** As in Go, deeper expressions are refused rather than risked. */
const maximumDepth = 1000;
const maximumRepeat = 1000;

/** Parses the syntax of RE2 as Go accepts it. */
export function parseRegex(pattern: string, { dotAll }: { readonly dotAll: boolean }): Result<ParsedRegex, RegexError> {
  const cursor: RegexCursor = { chars: Array.from(pattern, (char) => char.codePointAt(0) ?? 0), at: 0 };
  const groupNames: (string | undefined)[] = [undefined];
  try {
    const flags = { foldsCase: false, multiLine: false, dotAll, lazy: false };
    const root = parseAlternatives(cursor, flags, groupNames, 0);
    if (cursor.at < cursor.chars.length) throw new RegexFault('unexpected )', cursor.at);
    return ok({ root, groupNames });
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    return fail({ message: `error parsing regexp: ${error.message}: \`${pattern}\``, offset: error.offset });
  }
}

const peek = ({ chars, at }: RegexCursor): string => (at < chars.length ? String.fromCodePoint(chars[at] ?? 0) : '');

function parseAlternatives(cursor: RegexCursor, outer: Flags, names: (string | undefined)[], depth: number): RegexNode {
  if (depth > maximumDepth) throw new RegexFault('expression nests too deeply', cursor.at);
  const options: RegexNode[] = [];
  let parts: RegexNode[] = [];
  let flags = outer;
  let repeatable = false;
  let repeatStart = -1;
  for (;;) {
    const start = cursor.at;
    const char = peek(cursor);
    if (char === '' || char === ')') break;
    if (char === '|') {
      cursor.at++;
      options.push(sequence(parts));
      parts = [];
      repeatable = false;
      continue;
    }
    const repeat = takeRepeat(cursor, flags);
    if (repeat !== undefined) {
      if (repeatStart === start) throw new RegexFault('invalid nested repetition operator', start);
      const body = parts.pop();
      if (!repeatable || body === undefined) throw new RegexFault('missing argument to repetition operator', start);
      parts.push({ kind: 'repeat', body, ...repeat });
      repeatStart = cursor.at;
      continue;
    }
    const changed = takeFlags(cursor, flags);
    if (changed !== undefined) {
      flags = changed;
      repeatable = false;
      continue;
    }
    if (takeText(cursor, '\\Q')) {
      while (cursor.at < cursor.chars.length && !takeText(cursor, '\\E')) parts.push(literal(takeCode(cursor), flags));
    } else {
      parts.push(parseAtom(cursor, flags, names, depth));
    }
    repeatable = parts.length > 0;
  }
  options.push(sequence(parts));
  return options.length === 1 ? sequence(parts) : { kind: 'alternate', options };
}

const sequence = (parts: readonly RegexNode[]): RegexNode => {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'concat', parts };
};

const takeCode = (cursor: RegexCursor): number => cursor.chars[cursor.at++] ?? 0;

function takeText(cursor: RegexCursor, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (cursor.chars[cursor.at + i] !== text.charCodeAt(i)) return false;
  cursor.at += text.length;
  return true;
}

function literal(code: number, { foldsCase }: Flags): RegexNode {
  const set = [code, code];
  return { kind: 'chars', set: foldsCase ? foldCase(set) : set };
}

const anyChar: RegexNode = { kind: 'chars', set: [0, lastCodePoint] };
const anyButNewline: RegexNode = { kind: 'chars', set: complement(charSet([10, 10])) };
const assert = (assertion: Assertion): RegexNode => ({ kind: 'assertion', assertion });

function parseAtom(cursor: RegexCursor, flags: Flags, names: (string | undefined)[], depth: number): RegexNode {
  if (isClassStart(cursor)) return { kind: 'chars', set: parseClass(cursor, flags.foldsCase) };
  const escaped = parseEscapedClass(cursor);
  if (escaped !== undefined) return { kind: 'chars', set: flags.foldsCase ? foldCase(escaped) : escaped };
  switch (peek(cursor)) {
    case '.':
      cursor.at++;
      return flags.dotAll ? anyChar : anyButNewline;
    case '^':
      cursor.at++;
      return assert(flags.multiLine ? 'line-start' : 'text-start');
    case '$':
      cursor.at++;
      return assert(flags.multiLine ? 'line-end' : 'text-end');
    case '(':
      return parseGroup(cursor, flags, names, depth);
    case '\\':
      return parseEscape(cursor, flags);
    default:
      return literal(takeCode(cursor), flags);
  }
}

function parseEscape(cursor: RegexCursor, flags: Flags): RegexNode {
  if (takeText(cursor, '\\A')) return assert('text-start');
  if (takeText(cursor, '\\z')) return assert('text-end');
  if (takeText(cursor, '\\b')) return assert('word-boundary');
  if (takeText(cursor, '\\B')) return assert('no-word-boundary');
  return literal(takeEscapedChar(cursor), flags);
}

function parseGroup(cursor: RegexCursor, flags: Flags, names: (string | undefined)[], depth: number): RegexNode {
  const start = cursor.at;
  let index: number | undefined;
  let inner = flags;
  if (takeText(cursor, '(?P<') || takeText(cursor, '(?<')) {
    const name = takeName(cursor, start);
    if (names.includes(name)) throw new RegexFault('duplicate capture group name', start);
    index = names.push(name) - 1;
  } else if (takeText(cursor, '(?')) {
    inner = takeFlagLetters(cursor, flags, start);
    cursor.at++;
  } else {
    cursor.at++;
    index = names.push(undefined) - 1;
  }
  const body = parseAlternatives(cursor, inner, names, depth + 1);
  if (!takeText(cursor, ')')) throw new RegexFault('missing closing )', start);
  return index === undefined ? body : { kind: 'group', body, index };
}

function takeName(cursor: RegexCursor, start: number): string {
  let name = '';
  while (peek(cursor) !== '>') {
    if (peek(cursor) === '') throw new RegexFault('invalid named capture', start);
    name += String.fromCodePoint(takeCode(cursor));
  }
  cursor.at++;
  if (!/^\w+$/.test(name)) throw new RegexFault('invalid named capture', start);
  return name;
}

/** `(?i)`: changes the flags of what follows in the group. */
function takeFlags(cursor: RegexCursor, flags: Flags): Flags | undefined {
  const start = cursor.at;
  const letters: number[] = [];
  if (!takeText(cursor, '(?')) return undefined;
  while (cursor.at < cursor.chars.length && /[imsU-]/.test(peek(cursor))) letters.push(takeCode(cursor));
  const closed = peek(cursor) === ')';
  cursor.at = start;
  if (!closed) return undefined;
  cursor.at += 2;
  const changed = takeFlagLetters(cursor, flags, start);
  cursor.at++;
  return changed;
}

/** Consumes flag letters up to, not including, the `:` or `)` after them. */
function takeFlagLetters(cursor: RegexCursor, flags: Flags, start: number): Flags {
  let changed = flags;
  let on = true;
  let letters = 0;
  for (;;) {
    const char = peek(cursor);
    if (char === ':' || char === ')') {
      if (!on && letters === 0) break;
      return changed;
    }
    if (char === '-' && on) {
      on = false;
      letters = 0;
    } else if (char === 'i') changed = { ...changed, foldsCase: on };
    else if (char === 'm') changed = { ...changed, multiLine: on };
    else if (char === 's') changed = { ...changed, dotAll: on };
    else if (char === 'U') changed = { ...changed, lazy: on };
    else break;
    if (char !== '-') letters++;
    cursor.at++;
  }
  throw new RegexFault('invalid or unsupported Perl syntax', start);
}

interface Repeat {
  readonly min: number;
  readonly max: number;
  readonly greedy: boolean;
}

function takeRepeat(cursor: RegexCursor, flags: Flags): Repeat | undefined {
  const bounds = takeBounds(cursor);
  if (bounds === undefined) return undefined;
  const questioned = takeText(cursor, '?');
  return { ...bounds, greedy: questioned === flags.lazy };
}

function takeBounds(cursor: RegexCursor): { readonly min: number; readonly max: number } | undefined {
  if (takeText(cursor, '*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (takeText(cursor, '+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (takeText(cursor, '?')) return { min: 0, max: 1 };
  if (peek(cursor) !== '{') return undefined;
  const ahead = String.fromCodePoint(...cursor.chars.slice(cursor.at, cursor.at + 32));
  const match = /^\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/.exec(ahead);
  // Anything else in braces is plain text.
  if (match === null) return undefined;
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (min > maximumRepeat || (max > maximumRepeat && max !== Number.POSITIVE_INFINITY) || min > max) {
    throw new RegexFault('invalid repeat count', cursor.at);
  }
  cursor.at += match[0].length;
  return { min, max };
}
