import type { Location } from './diagnostic.ts';

/** Half-open UTF-16 offsets into a file's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A file's text with the starts of its lines, to turn offsets into lines and columns. */
export interface TextLines {
  readonly file: string;
  readonly text: string;
  /** Offsets, ascending; the first is 0. */
  readonly starts: readonly number[];
}

/** Finds the lines of a text; lines end in LF, CRLF or CR. */
export function textLines(file: string, text: string): TextLines {
  const starts = [0];
  for (const { index, 0: ending } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + ending.length);
  return { file, text, starts };
}

/** The location of a range of the text; offsets beyond the text are taken for its end. */
export function locationOf(lines: TextLines, range: Range): Location {
  const start = position(lines, range.start);
  const end = position(lines, Math.max(range.start, range.end));
  return { file: lines.file, ...start, endLine: end.line, endColumn: end.column };
}

function position({ starts, text }: TextLines, offset: number): { readonly line: number; readonly column: number } {
  const at = Math.min(Math.max(offset, 0), text.length);
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return { line: low, column: at - (starts[low - 1] ?? 0) + 1 };
}

/** The offset of a line and a column, both counted from 1. */
export const offsetOf = ({ starts }: TextLines, line: number, column: number): number =>
  (starts[line - 1] ?? 0) + column - 1;
