import type { Histogram } from '../../model/model.ts';
import { bucketQuantile } from '../rate.ts';

/** Sum or difference of two quantiles of the same observations. */
export interface TwoQuantiles {
  readonly q: number;
  readonly otherQ: number;
  readonly sign: 1 | -1;
  readonly threshold: number;
}

/** Observations in the buckets of a histogram, and over them, as portions that add up to 1. */
type Portions = readonly number[];

/**
 * Spreads of observations over up to five buckets, in steps of a fortieth (a twentieth over five), of which two quantiles together read just under a threshold,
 * just over it and, where one does, exactly it.
 */
export function spreadsNear({ buckets }: Histogram, { q, otherQ, sign, threshold }: TwoQuantiles): readonly Portions[] {
  const places = [...buckets.keys(), buckets.length].slice(0, 5);
  const parts = places.length < 5 ? 40 : 20;
  const read = (counts: readonly number[]): number => {
    let total = 0;
    const cumulative = [...buckets, undefined].map((bucket, i) => {
      total += counts[i] ?? 0;
      return { bound: bucket?.value ?? Number.POSITIVE_INFINITY, count: total };
    });
    return bucketQuantile(q, cumulative, 'open') + sign * bucketQuantile(otherQ, cumulative, 'open');
  };
  let under: { readonly value: number; readonly counts: readonly number[] } | undefined;
  let over: typeof under;
  let exact: readonly number[] | undefined;
  for (const counts of compositions(parts, places.length)) {
    const value = read(counts);
    if (value === threshold) exact ??= counts;
    else if (value < threshold && (under === undefined || value > under.value)) under = { value, counts };
    else if (value > threshold && (over === undefined || value < over.value)) over = { value, counts };
  }
  /** Halves the way from a spread to one at the threshold, as long as it stays on its side. */
  const nearer = (from: readonly number[], to: readonly number[]): readonly number[] => {
    let best = from;
    for (let i = 0; i < 4; i++) {
      const middle = best.map((count, at) => (count + (to[at] ?? 0)) / 2);
      if (read(middle) > threshold === read(from) > threshold && read(middle) !== threshold) best = middle;
    }
    return best;
  };
  const [low, high] = [under?.counts, over?.counts];
  const at = exact ?? low;
  return [low && nearer(low, exact ?? high ?? low), high && nearer(high, at ?? high), exact].flatMap((counts) =>
    counts === undefined ? [] : [[...buckets, undefined].map((_, i) => (counts[i] ?? 0) / parts)],
  );
}

/** All ways to put so many into so many places. */
function* compositions(total: number, places: number): Generator<readonly number[]> {
  if (places <= 1) {
    yield [total];
    return;
  }
  for (let first = 0; first <= total; first++)
    for (const rest of compositions(total - first, places - 1)) yield [first, ...rest];
}
