/** What is known about a counter reset between a histogram and the one before it. */
export type CounterResetHint = 'unknown' | 'reset' | 'not_reset' | 'gauge';

/** Buckets of one sign as parallel columns, sorted by index. Buckets that are not listed are empty. */
export interface Buckets {
  readonly indexes: readonly number[];
  readonly counts: readonly number[];
}

/** A native histogram with float counts. Never changed in place. */
export interface NativeHistogram {
  /** -4 to 8 for exponential buckets growing by `2^(2^-schema)`, `customBucketsSchema` for explicit bounds. */
  readonly schema: number;
  /** Half the width of the zero bucket. */
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly count: number;
  readonly sum: number;
  readonly positive: Buckets;
  readonly negative: Buckets;
  /** Upper bounds without +Inf; empty unless the schema is `customBucketsSchema`. */
  readonly customValues: readonly number[];
  readonly counterResetHint: CounterResetHint;
}

/** The schema number that stands for explicit bucket bounds. */
export const customBucketsSchema = -53;

/** One side of a histogram without observations. */
export const noBuckets: Buckets = { indexes: [], counts: [] };

/** A histogram without observations. */
export const emptyHistogram: NativeHistogram = {
  schema: 0,
  zeroThreshold: 0,
  zeroCount: 0,
  count: 0,
  sum: 0,
  positive: noBuckets,
  negative: noBuckets,
  customValues: [],
  counterResetHint: 'unknown',
};

/** Whether the bounds are listed rather than computed from the schema. */
export const usesCustomBuckets = (histogram: NativeHistogram): boolean => histogram.schema === customBucketsSchema;

/** The same histogram with another counter reset hint. */
export const withHint = (histogram: NativeHistogram, counterResetHint: CounterResetHint): NativeHistogram =>
  histogram.counterResetHint === counterResetHint ? histogram : { ...histogram, counterResetHint };

/** The histogram without the buckets that are empty. */
export function compact(histogram: NativeHistogram): NativeHistogram {
  const positive = compactBuckets(histogram.positive);
  const negative = compactBuckets(histogram.negative);
  if (positive === histogram.positive && negative === histogram.negative) return histogram;
  return { ...histogram, positive, negative };
}

function compactBuckets(buckets: Buckets): Buckets {
  if (!buckets.counts.includes(0)) return buckets;
  const indexes: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < buckets.counts.length; i++) {
    const count = buckets.counts[i] ?? 0;
    if (count === 0) continue;
    indexes.push(buckets.indexes[i] ?? 0);
    counts.push(count);
  }
  return { indexes, counts };
}

/** Whether two histograms have the same layout and the same counts; hints do not matter. */
export function equalHistograms(a: NativeHistogram, b: NativeHistogram): boolean {
  return (
    a.schema === b.schema &&
    sameNumber(a.count, b.count) &&
    sameNumber(a.sum, b.sum) &&
    (usesCustomBuckets(a)
      ? sameNumbers(a.customValues, b.customValues)
      : a.zeroThreshold === b.zeroThreshold && sameNumber(a.zeroCount, b.zeroCount)) &&
    sameNumbers(a.positive.indexes, b.positive.indexes) &&
    sameNumbers(a.positive.counts, b.positive.counts) &&
    sameNumbers(a.negative.indexes, b.negative.indexes) &&
    sameNumbers(a.negative.counts, b.negative.counts)
  );
}

/** NaN equals NaN, as the bit comparison of Prometheus has it. */
const sameNumber = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Whether two lists hold the same numbers, NaN included. */
export const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => sameNumber(value, b[i] ?? Number.NaN));
