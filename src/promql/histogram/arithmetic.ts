import { mapToBounds, mergeBuckets, reduceResolution, scaleBuckets, sharedBounds } from './buckets.ts';
import {
  type CounterResetHint,
  type NativeHistogram,
  noBuckets,
  sameNumbers,
  usesCustomBuckets,
} from './native-histogram.ts';
import { alignZeroBuckets } from './zero-bucket.ts';

/** A sum or difference, and what had to be glossed over to form it. */
export interface Combined {
  readonly histogram: NativeHistogram;
  /** One side said `reset` and the other `not_reset`. */
  readonly hintsCollide: boolean;
  /** The sides had different custom bounds and were reduced to those they share. */
  readonly boundsReconciled: boolean;
}

/** All counts and the sum multiplied; a negative factor makes a gauge. */
export function scaleHistogram(histogram: NativeHistogram, factor: number): NativeHistogram {
  return {
    ...histogram,
    zeroCount: histogram.zeroCount * factor,
    count: histogram.count * factor,
    sum: histogram.sum * factor,
    positive: scaleBuckets(histogram.positive, factor),
    negative: scaleBuckets(histogram.negative, factor),
    counterResetHint: factor < 0 ? 'gauge' : histogram.counterResetHint,
  };
}

/** All counts and the sum divided; division by zero leaves infinities and no buckets, a negative divisor makes a gauge. */
export function divideHistogram(histogram: NativeHistogram, divisor: number): NativeHistogram {
  const divide = (counts: readonly number[]): number[] => counts.map((count) => count / divisor);
  const { positive, negative } = histogram;
  return {
    ...histogram,
    zeroCount: histogram.zeroCount / divisor,
    count: histogram.count / divisor,
    sum: histogram.sum / divisor,
    positive: divisor === 0 ? noBuckets : { indexes: positive.indexes, counts: divide(positive.counts) },
    negative: divisor === 0 ? noBuckets : { indexes: negative.indexes, counts: divide(negative.counts) },
    counterResetHint: divisor < 0 ? 'gauge' : histogram.counterResetHint,
  };
}

/** `a + sign * b`, or nothing when one has custom and the other exponential buckets. */
export function combineHistograms(a: NativeHistogram, b: NativeHistogram, sign: 1 | -1): Combined | undefined {
  const aligned = alignLayouts(a, b);
  if (aligned === undefined) return undefined;
  const { left, right, boundsReconciled } = aligned;
  const { hint, collide } = combineHints(a.counterResetHint, b.counterResetHint);
  return {
    histogram: {
      schema: left.schema,
      zeroThreshold: left.zeroThreshold,
      zeroCount: left.zeroCount + sign * right.zeroCount,
      count: a.count + sign * b.count,
      sum: a.sum + sign * b.sum,
      positive: mergeBuckets(left.positive, right.positive, sign),
      negative: mergeBuckets(left.negative, right.negative, sign),
      customValues: left.customValues,
      counterResetHint: hint,
    },
    hintsCollide: collide,
    boundsReconciled,
  };
}

/** Two histograms brought to one schema, zero threshold and set of bounds. */
export interface AlignedHistograms {
  readonly left: NativeHistogram;
  readonly right: NativeHistogram;
  readonly boundsReconciled: boolean;
}

/** Brings two histograms to a common layout, or nothing when only one of them has custom buckets. */
export function alignLayouts(a: NativeHistogram, b: NativeHistogram): AlignedHistograms | undefined {
  if (usesCustomBuckets(a) !== usesCustomBuckets(b)) return undefined;
  if (usesCustomBuckets(a)) {
    if (sameNumbers(a.customValues, b.customValues)) return { left: a, right: b, boundsReconciled: false };
    const customValues = sharedBounds(a.customValues, b.customValues);
    return {
      left: { ...a, customValues, positive: mapToBounds(a.positive, a.customValues, customValues) },
      right: { ...b, customValues, positive: mapToBounds(b.positive, b.customValues, customValues) },
      boundsReconciled: true,
    };
  }
  const [left, right] = alignZeroBuckets(a, b);
  const schema = Math.min(left.schema, right.schema);
  return { left: toSchema(left, schema), right: toSchema(right, schema), boundsReconciled: false };
}

/** The histogram with the coarser buckets of `schema`; an equal or finer schema changes nothing. */
export function toSchema(histogram: NativeHistogram, schema: number): NativeHistogram {
  if (histogram.schema <= schema || usesCustomBuckets(histogram)) return histogram;
  return {
    ...histogram,
    schema,
    positive: reduceResolution(histogram.positive, histogram.schema, schema),
    negative: reduceResolution(histogram.negative, histogram.schema, schema),
  };
}

/** The hint of a sum: gauges make gauges, and what is not known of one side is not known of the sum. */
export function combineHints(a: CounterResetHint, b: CounterResetHint): { hint: CounterResetHint; collide: boolean } {
  if (a === b) return { hint: a, collide: false };
  if (a === 'gauge' || b === 'gauge') return { hint: 'gauge', collide: false };
  if (a === 'unknown' || b === 'unknown') return { hint: 'unknown', collide: false };
  return { hint: 'unknown', collide: true };
}

/** Whether any count has grown beyond what a number can hold. */
export const hasOverflow = ({ count, sum, zeroCount, positive, negative }: NativeHistogram): boolean =>
  [count, sum, zeroCount].some(isInfinite) || positive.counts.some(isInfinite) || negative.counts.some(isInfinite);

const isInfinite = (value: number): boolean => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
