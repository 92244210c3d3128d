import { foldGroups } from './fold-groups.ts';

/** A set of code points as sorted, disjoint, inclusive ranges: first, last, first, last ... */
export type CharSet = readonly number[];

/** The largest code point of Unicode. */
export const lastCodePoint = 0x10ffff;

/** A set from ranges in any order, which may overlap. */
export function charSet(ranges: readonly number[]): CharSet {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i] ?? 0, ranges[i + 1] ?? 0]);
  pairs.sort((a, b) => a[0] - b[0]);
  const merged: number[] = [];
  for (const [first, last] of pairs) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous + 1) merged[merged.length - 1] = Math.max(previous, last);
    else merged.push(first, last);
  }
  return merged;
}

/** Everything that is not in the set. */
export function complement(set: CharSet): CharSet {
  const rest: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    const first = set[i] ?? 0;
    if (first > next) rest.push(next, first - 1);
    next = (set[i + 1] ?? 0) + 1;
  }
  if (next <= lastCodePoint) rest.push(next, lastCodePoint);
  return rest;
}

/** Whether a code point is in the set. */
export function contains(set: CharSet, code: number): boolean {
  let low = 0;
  let high = set.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (code < (set[2 * middle] ?? 0)) high = middle;
    else if (code > (set[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}

/** The set with every letter in both cases. */
export function foldCase(set: CharSet): CharSet {
  const extra: number[] = [];
  for (const group of foldGroups()) {
    if (!group.some((code) => contains(set, code))) continue;
    for (const code of group) extra.push(code, code);
  }
  return extra.length === 0 ? set : charSet([...set, ...extra]);
}

/** All characters of a general category (`L`, `Lu`) or script (`Greek`); nothing for an unknown name. */
export function unicodeClass(name: string): CharSet | undefined {
  const known = unicodeClasses.get(name);
  if (known !== undefined) return known;
  if (name === 'Any') return [0, lastCodePoint];
  const property = /^[A-Z][a-z]?$/.test(name) ? name : `Script=${name}`;
  if (!/^[A-Za-z_=]+$/.test(property)) return undefined;
  let test: RegExp;
  try {
    test = new RegExp(`\\p{${property}}`, 'u');
  } catch {
    return undefined;
  }
  const ranges: number[] = [];
  for (let code = 0; code <= lastCodePoint; code++) {
    if (!test.test(String.fromCodePoint(code))) continue;
    if (ranges.at(-1) === code - 1) ranges[ranges.length - 1] = code;
    else ranges.push(code, code);
  }
  unicodeClasses.set(name, ranges);
  return ranges;
}

const unicodeClasses = new Map<string, CharSet>();

/** The ranges between pairs of characters: `range('az', '09')`. */
const range = (...pairs: readonly string[]): CharSet =>
  charSet(pairs.flatMap((pair) => [pair.codePointAt(0) ?? 0, pair.codePointAt(1) ?? pair.codePointAt(0) ?? 0]));

/** `\d`. */
export const digits = range('09');
/** `\w`. */
export const wordCharacters = range('az', 'AZ', '09', '_');
/** `\s`. */
export const blanks = range('\t\n', '\f\r', ' ');

/** `[:alpha:]` and so on. */
export const posixClasses: ReadonlyMap<string, CharSet> = new Map([
  ['alnum', range('az', 'AZ', '09')],
  ['alpha', range('az', 'AZ')],
  ['ascii', range('\x00\x7f')],
  ['blank', range('\t', ' ')],
  ['cntrl', range('\x00\x1f', '\x7f')],
  ['digit', digits],
  ['graph', range('!~')],
  ['lower', range('az')],
  ['print', range(' ~')],
  ['punct', range('!/', ':@', '[`', '{~')],
  ['space', range('\t\r', ' ')],
  ['upper', range('AZ')],
  ['word', wordCharacters],
  ['xdigit', range('09', 'AF', 'af')],
]);
