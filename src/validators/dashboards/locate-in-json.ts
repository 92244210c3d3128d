import type { Location, Place } from '../../diagnostics/diagnostic.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is looked for below one value: the places that are the value itself, and those further in, by key. */
interface Wanted {
  readonly here: number[];
  readonly keyHere: number[];
  readonly inner: Map<string, Wanted>;
}

const nothing = (): Wanted => ({ here: [], keyHere: [], inner: new Map() });

/**
 * Lines and columns of places in a JSON text, in the order asked for: one pass, however many there are.
 * A place that does not exist is located at its nearest surroundings that do.
 * @param text valid JSON
 */
export function locateInJson(text: string, file: string, places: readonly Place[]): readonly Location[] {
  const ranges: Range[] = places.map(() => ({ start: 0, end: 0 }));
  const root = nothing();
  places.forEach(({ path, atKey }, index) => {
    let at = root;
    for (const key of path) {
      at.here.push(index);
      const found = at.inner.get(String(key)) ?? nothing();
      at.inner.set(String(key), found);
      at = found;
    }
    at.here.push(index);
    if (atKey === true) at.keyHere.push(index);
  });
  findRanges(text, root, ranges);
  const lines = lineStarts(text);
  return places.map(({ span, atKey }, index) => {
    const whole = ranges[index] ?? { start: 0, end: 0 };
    const range = span === undefined || atKey === true || text[whole.start] !== '"' ? whole : within(text, whole, span);
    const from = position(lines, range.start);
    const to = position(lines, range.end);
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  });
}

/** Line and column of an offset, both from 1. */
export function locationAt(text: string, file: string, offset: number): Location {
  return { file, ...position(lineStarts(text), offset) };
}

function findRanges(text: string, root: Wanted, ranges: Range[]): void {
  const note = (indexes: readonly number[], range: Range): void => {
    for (const index of indexes) ranges[index] = range;
  };
  /** Visits the value at `start` and returns its end; values that nobody asks for are skipped over. */
  const visit = (start: number, wanted: Wanted): number => {
    if (wanted.inner.size === 0) {
      const end = skipValue(text, start);
      note(wanted.here, { start, end });
      return end;
    }
    const isObject = text[start] === '{';
    if (!isObject && text[start] !== '[') return visit(start, { ...wanted, inner: new Map() });
    // Noted before the parts, which overwrite it where they are what was asked for.
    note(wanted.here, { start, end: skipValue(text, start) });
    let at = skipSpace(text, start + 1);
    for (let item = 0; text[at] !== '}' && text[at] !== ']'; item++) {
      let key = String(item);
      let keyRange: Range | undefined;
      if (isObject) {
        const end = skipValue(text, at);
        keyRange = { start: at, end };
        key = String(JSON.parse(text.slice(at, end)));
        at = skipSpace(text, skipSpace(text, end) + 1);
      }
      const inner = wanted.inner.get(key);
      at = inner === undefined ? skipValue(text, at) : visit(at, inner);
      if (inner !== undefined && keyRange !== undefined) note(inner.keyHere, keyRange);
      at = skipSpace(text, at);
      if (text[at] === ',') at = skipSpace(text, at + 1);
    }
    return at + 1;
  };
  visit(skipSpace(text, 0), root);
}

const space = /[ \t\n\r]*/y;
const stringOrScalar = /"[^"\\]*(?:\\.[^"\\]*)*"|[^\s,\]}]+/y;
const nextBracket = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g;

function skipSpace(text: string, start: number): number {
  space.lastIndex = start;
  space.exec(text);
  return space.lastIndex;
}

function skipValue(text: string, start: number): number {
  if (text[start] !== '{' && text[start] !== '[') {
    stringOrScalar.lastIndex = start;
    return stringOrScalar.exec(text) === null ? text.length : stringOrScalar.lastIndex;
  }
  let depth = 0;
  nextBracket.lastIndex = start;
  for (let match = nextBracket.exec(text); match !== null; match = nextBracket.exec(text)) {
    const [bracket] = match;
    if (bracket === '{' || bracket === '[') depth += 1;
    else if (bracket === '}' || bracket === ']') depth -= 1;
    if (depth === 0) return nextBracket.lastIndex;
  }
  return text.length;
}

/** The part of a JSON string, quotes included in `whole`, that a span of its value stands for. */
function within(text: string, whole: Range, span: Range): Range {
  const escaped = /\\(?:u[0-9a-fA-F]{4}|.)/y;
  const offsets: number[] = [];
  let at = whole.start + 1;
  while (at < whole.end - 1) {
    offsets.push(at);
    escaped.lastIndex = at;
    at = escaped.exec(text) === null ? at + 1 : escaped.lastIndex;
  }
  const offsetOf = (index: number): number => offsets[index] ?? at;
  return { start: offsetOf(span.start), end: Math.max(offsetOf(span.start), offsetOf(span.end)) };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function position(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
