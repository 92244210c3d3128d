import { customBucketsSchema, type NativeHistogram, usesCustomBuckets } from './native-histogram.ts';

/** One bucket with its bounds. */
export interface Bucket {
  readonly lower: number;
  readonly upper: number;
  readonly lowerInclusive: boolean;
  readonly upperInclusive: boolean;
  readonly count: number;
}

/** The upper bound of the positive bucket `index`. */
export function upperBound(index: number, schema: number, customValues: readonly number[]): number {
  if (schema === customBucketsSchema) {
    if (index < 0) return Number.NEGATIVE_INFINITY;
    return customValues[index] ?? Number.POSITIVE_INFINITY;
  }
  if (schema <= 0) {
    const exponent = index * 2 ** -schema;
    // The last bucket ends at the largest number, not at infinity.
    return exponent === 1024 ? Number.MAX_VALUE : 2 ** exponent;
  }
  const perPower = 2 ** schema;
  const whole = Math.floor(index / perPower);
  const fraction = index - whole * perPower;
  if (fraction === 0 && whole === 1024) return Number.MAX_VALUE;
  return 2 ** (fraction / perPower) * 2 ** whole;
}

/** The bounds and count of the `i`th listed positive bucket. */
export function positiveBucket(histogram: NativeHistogram, i: number): Bucket {
  const { schema, customValues, positive } = histogram;
  const index = positive.indexes[i] ?? 0;
  const upper = upperBound(index, schema, customValues);
  const lower = upperBound(index - 1, schema, customValues);
  const custom = schema === customBucketsSchema;
  return {
    lower,
    upper,
    lowerInclusive: custom ? index === 0 : lower < 0,
    upperInclusive: custom || upper > 0,
    count: positive.counts[i] ?? 0,
  };
}

/** The bounds and count of the `i`th listed negative bucket. */
export function negativeBucket(histogram: NativeHistogram, i: number): Bucket {
  const { schema, negative } = histogram;
  const index = negative.indexes[i] ?? 0;
  const lower = -upperBound(index, schema, []);
  const upper = -upperBound(index - 1, schema, []);
  return { lower, upper, lowerInclusive: lower < 0, upperInclusive: upper > 0, count: negative.counts[i] ?? 0 };
}

/** The bucket around zero. */
export const zeroBucket = (histogram: NativeHistogram): Bucket => ({
  lower: -histogram.zeroThreshold,
  upper: histogram.zeroThreshold,
  lowerInclusive: true,
  upperInclusive: true,
  count: histogram.zeroCount,
});

/** All buckets from the lowest to the highest; those that overlap the zero bucket are cut at its edge. */
export function allBuckets(histogram: NativeHistogram): Bucket[] {
  const buckets: Bucket[] = [];
  const { zeroThreshold } = histogram;
  for (let i = histogram.negative.indexes.length - 1; i >= 0; i--) {
    const bucket = negativeBucket(histogram, i);
    const cut = bucket.upper < 0 && bucket.upper > -zeroThreshold;
    buckets.push(cut ? { ...bucket, upper: -zeroThreshold } : bucket);
  }
  if (histogram.zeroCount > 0) buckets.push(zeroBucket(histogram));
  for (let i = 0; i < histogram.positive.indexes.length; i++) {
    const bucket = positiveBucket(histogram, i);
    const cut = !usesCustomBuckets(histogram) && bucket.lower > 0 && bucket.lower < zeroThreshold;
    buckets.push(cut ? { ...bucket, lower: zeroThreshold } : bucket);
  }
  return buckets;
}
