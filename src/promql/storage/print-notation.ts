import { printNumber } from '../print-literals.ts';
import { print } from '../printer.ts';
import type { Labels } from './label-table.ts';

/** The labels of a series as `parseSeriesLabels` reads them, and Prometheus from version 2 on. */
export function printSeriesLabels(labels: Labels): string {
  const { ['__name__']: name, ...rest } = labels;
  const matchers = Object.entries(rest).map(([label, value]) => ({ name: label, op: '=', value }) as const);
  return print({ kind: 'vector-selector', ...(name === undefined ? {} : { name }), matchers });
}

/**
 * Values as `parseSeriesValues` reads them, equal and evenly growing ones together: `0x3 1+2x10 _x2 stale`. Growth is only used
 * between whole numbers, for which repeated addition is exact.
 */
export function printSeriesValues(values: readonly (number | 'stale' | undefined)[]): string {
  const words: string[] = [];
  for (let i = 0; i < values.length; ) {
    const value = values[i];
    const run = runLength(values, i);
    if (typeof value === 'number') {
      const growth = run > 1 ? Number(values[i + 1]) - value : 0;
      const sign = growth < 0 ? '-' : '+';
      const step = growth === 0 ? '' : `${sign}${Math.abs(growth)}`;
      words.push(run === 1 ? numberText(value) : `${numberText(value)}${step}x${run - 1}`);
    } else if (value === undefined) words.push(run === 1 ? '_' : `_x${run}`);
    else words.push(...values.slice(i, i + run).map(String));
    i += run;
  }
  return words.join(' ');
}

/** How many values from `from` on are written as one word. */
function runLength(values: readonly (number | 'stale' | undefined)[], from: number): number {
  const [first, second] = [values[from], values[from + 1]];
  let end = from + 1;
  if (typeof first === 'number' && typeof second === 'number' && !Object.is(first, second)) {
    const growth = second - first;
    const isEven = (k: number): boolean => {
      const [before, value] = [values[k - 1], values[k]];
      return typeof before === 'number' && typeof value === 'number' && value - before === growth;
    };
    if (!Number.isInteger(first) || !Number.isInteger(second)) return 1;
    while (end < values.length && Number.isInteger(values[end]) && isEven(end)) end++;
    return end - from < 4 ? 1 : end - from;
  }
  while (end < values.length && Object.is(values[end], first)) end++;
  return end - from;
}

const numberText = (value: number): string => printNumber(value).replace('e+', 'e');
