import { type KahanSum, kahanAdd } from '../promql/eval/kahan.ts';
import type { Edges } from './world.ts';

/*
 * Sums and averages in the arithmetic of the Prometheus that draws such edges: whether one is exactly at a threshold, or
 * shows as `0%`, hangs on the last bit.
 */

function compensated(values: readonly number[]): KahanSum {
  const state: KahanSum = { sum: 0, compensation: 0 };
  for (const value of values) kahanAdd(state, value);
  return state;
}

/** The sum of the values of some series. */
export function sumOf(values: readonly number[], edges: Edges): number {
  if (edges === 'closed') return values.reduce((total, value) => total + value, 0);
  const { sum, compensation } = compensated(values);
  return sum + compensation;
}

function compensatedAverage(values: readonly number[]): number {
  const { sum, compensation } = compensated(values);
  return sum / values.length + compensation / values.length;
}

/** The average of the values of some series: Prometheus 2 adjusts it with every value. */
export function averageOf(values: readonly number[], edges: Edges): number {
  if (edges === 'open') return compensatedAverage(values);
  return values.slice(1).reduce((mean, value, i) => mean + (value / (i + 2) - mean / (i + 2)), values[0] ?? Number.NaN);
}

/** The average of the samples of one series in a window. */
export function averageOverTime(values: readonly number[], edges: Edges): number {
  if (edges === 'open') return compensatedAverage(values);
  const mean: KahanSum = { sum: 0, compensation: 0 };
  values.forEach((value, i) => {
    kahanAdd(mean, value / (i + 1) - mean.sum / (i + 1));
  });
  return mean.sum + mean.compensation;
}
