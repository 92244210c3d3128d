import type { Colors } from './colors.ts';
import { displayWidth, withoutControls } from './display-width.ts';

/** Columns that a cell takes at most. */
const widest = 60;

const fit = (cell: string): string => {
  const text = withoutControls(cell).replaceAll('\n', '\ufffd');
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
};

/** A table: the first column to the left, the numbers to the right, the head in bold. Ends in a newline. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[], colors: Colors): string {
  const cells = [head, ...rows].map((row) => row.map(fit));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
        return column === 0 ? cell + gap : gap + cell;
      })
      .join('  ')
      .trimEnd();
  const [first = [], ...others] = cells;
  return `${colors.bold(line(first))}\n${others.map((row) => `${line(row)}\n`).join('')}`;
}
