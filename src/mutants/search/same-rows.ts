import type { QueryRow } from '../../simulate/rules/query-rows.ts';

type Rows = readonly QueryRow[];
type Value = QueryRow['value'];

/** More than operations in another order make of a number, and less than any two numbers that a process would tell apart. */
const roundingError = 1e-9;

function isRounded(a: Value, b: Value): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return Object.is(a, b);
  return Object.is(a, b) || Math.abs(a - b) <= roundingError * Math.max(Math.abs(a), Math.abs(b));
}

/** Whether two results of one storage are the same, row by row. */
export function sameRows(
  a: Rows,
  b: Rows,
  isSame: (a: Value, b: Value, row: QueryRow) => boolean = Object.is,
): boolean {
  if (a.length !== b.length) return false;
  return a.every((row, i) => {
    const other = b[i];
    return other !== undefined && row.labels === other.labels && isSame(row.value, other.value, row);
  });
}

/** Whether two results are the same but for how their numbers are rounded. */
export const roundedRows = (a: Rows, b: Rows): boolean => sameRows(a, b, isRounded);

/** Whether the rows that differ in `le` alone have the same proportions in both results, but for rounding. */
export function proportionalRows(a: Rows, b: Rows): boolean {
  const factors = new Map<string, number>();
  return sameRows(a, b, (x, y, { labels }) => {
    if (typeof x !== 'number' || typeof y !== 'number') return Object.is(x, y);
    if (x === 0 || y === 0 || Number.isNaN(x) || Number.isNaN(y)) return Object.is(x, y);
    const { le: _, ...own } = labels;
    const key = JSON.stringify(own);
    const factor = factors.get(key) ?? y / x;
    factors.set(key, factor);
    return factor > 0 && isRounded(factor * x, y);
  });
}
