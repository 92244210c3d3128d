import type { Location } from '../../diagnostics/diagnostic.ts';
import type { Colors } from './colors.ts';
import { displayWidth, withoutControls } from './display-width.ts';

const tabWidth = 4;
const maxLines = 4;
const ellipsis = '…';
/** UTF-16 units of a line that are looked at on either side of the mark: a minified file must not cost seconds. */
const reach = 1000;

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly marked: boolean;
}

const cut: Cell = { text: ellipsis, width: 1, marked: false };
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A line as cells of known width; `from` and `to` are 0-based UTF-16 offsets of the part to underline. */
function cellsOf(line: string, from: number, to: number): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    const text = segment === '\t' ? ' '.repeat(tabWidth - (column % tabWidth)) : withoutControls(segment);
    const width = segment === '\t' ? text.length : displayWidth(text);
    cells.push({ text, width, marked: index < to && index + segment.length > from });
    column += width;
  }
  // Something is missing at the end of the line: the caret points behind it.
  if (from >= line.length) cells.push({ text: ' ', width: 1, marked: true });
  return cells;
}

/**
 * The cells that fit into `room` columns, with the first marked one among them and an ellipsis where some were cut
 * off.
 */
function trim(cells: readonly Cell[], room: number): readonly Cell[] {
  if (cells.reduce((sum, { width }) => sum + width, 0) <= room) return cells;
  // A third of the room goes to what stands before the mark.
  let start = cells.findIndex(({ marked }) => marked);
  for (let lead = 0; start > 0; start -= 1) {
    lead += cells[start - 1]?.width ?? 0;
    if (lead > room / 3) break;
  }
  let end = start;
  for (let used = 2; end < cells.length; end += 1) {
    used += cells[end]?.width ?? 0;
    if (used > room) break;
  }
  return [...(start > 0 ? [cut] : []), ...cells.slice(start, end), ...(end < cells.length ? [cut] : [])];
}

/** One source line and the line of carets below it. */
function markedLine(
  line: string,
  from: number,
  to: number,
  room: number,
): { readonly text: string; readonly carets: string } {
  const start = Math.max(0, from - reach);
  const part = line.slice(start, Math.min(to, from + reach) + reach);
  const cells = trim(cellsOf(part, from - start, to - start), room);
  return {
    text: cells
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
    carets: cells
      .map(({ width, marked }) => (marked ? '^' : ' ').repeat(width))
      .join('')
      .trimEnd(),
  };
}

/**
 * The source lines of a location with carets under it, each line ending in a newline. Tabs become spaces, wide
 * characters count twice, long lines are cut around the carets, and of a long span only the first lines are shown.
 * @returns the empty text when the source has no such line.
 */
export function codeFrame(source: string, location: Location, colors: Colors, columns = 100): string {
  const lines = source.split(/\r\n|\r|\n/);
  const { line, column } = location;
  if (line < 1 || line > lines.length) return '';
  const endLine = Math.max(line, location.endLine ?? line);
  const endColumn = location.endColumn ?? (endLine === line ? column : 1);
  const shown = Math.min(endLine, line + maxLines - 1, lines.length);
  const gutter = String(shown).length;
  const bar = (label: string) => colors.blue(`${label.padStart(gutter)} |`);
  const out = [bar('')];
  for (let number = line; number <= shown; number += 1) {
    const text = lines[number - 1] ?? '';
    const from = number === line ? Math.min(column - 1, text.length) : text.length - text.trimStart().length;
    const to = number === endLine ? endColumn - 1 : text.length;
    // A span that ends before the first character of its last line has nothing to show there.
    if (number > line && to <= from) continue;
    const marked = markedLine(text, from, Math.max(to, from + 1), Math.max(20, columns - gutter - 3));
    out.push(`${bar(String(number))} ${marked.text}`, `${bar('')} ${colors.red(marked.carets)}`);
  }
  if (shown < endLine) out.push(`${bar('')} ${ellipsis}`);
  return `${out.join('\n')}\n`;
}
