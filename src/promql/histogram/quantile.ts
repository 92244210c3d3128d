import { allBuckets, type Bucket } from './bounds.ts';
import { type NativeHistogram, usesCustomBuckets } from './native-histogram.ts';

/** What observations of NaN did to a result: nothing, made it too high, or made it impossible. */
export type NanEffect = 'none' | 'skewed' | 'result';

/**
 * The φ-quantile of a native histogram: linear within custom buckets and the zero bucket, exponential elsewhere.
 * Formula of `HistogramQuantile` in Prometheus.
 */
export function nativeQuantile(q: number, histogram: NativeHistogram): { value: number; nan: NanEffect } {
  const plain = (value: number) => ({ value, nan: 'none' as const });
  if (q < 0) return plain(Number.NEGATIVE_INFINITY);
  if (q > 1) return plain(Number.POSITIVE_INFINITY);
  if (histogram.count === 0 || Number.isNaN(q)) return plain(Number.NaN);
  const custom = usesCustomBuckets(histogram);
  // NaN observations count but are in no bucket, so that only the way up finds the rank.
  const upwards = Number.isNaN(histogram.sum) || q < 0.5;
  const buckets = upwards ? allBuckets(histogram) : allBuckets(histogram).reverse();
  let rank = (upwards ? q : 1 - q) * histogram.count;
  let bucket: Bucket = { lower: 0, upper: 0, lowerInclusive: false, upperInclusive: false, count: 0 };
  let count = 0;
  let next = 0;
  while (next < buckets.length) {
    bucket = buckets[next++] ?? bucket;
    if (bucket.count === 0) continue;
    count += bucket.count;
    if (count >= rank) break;
  }
  if (custom) {
    if (bucket.lower === Number.NEGATIVE_INFINITY) {
      if (bucket.upper <= 0) return plain(bucket.upper);
      bucket = { ...bucket, lower: 0 };
    } else if (bucket.upper === Number.POSITIVE_INFINITY) {
      return plain(bucket.lower);
    }
  } else if (bucket.lower < 0 && bucket.upper > 0) {
    bucket = oneSided(bucket, histogram);
  }
  count = Math.min(count, histogram.count);
  if (count < rank) {
    return Number.isNaN(histogram.sum) ? { value: Number.NaN, nan: 'result' } : plain(bucket.upper);
  }
  rank = upwards ? rank - (count - bucket.count) : count - rank;
  let nan: NanEffect = 'none';
  if (Number.isNaN(histogram.sum)) {
    for (; next < buckets.length; next++) count += buckets[next]?.count ?? 0;
    if (count < histogram.count) nan = 'skewed';
  }
  const fraction = rank / bucket.count;
  if (custom || (bucket.lower <= 0 && bucket.upper >= 0)) {
    return { value: bucket.lower + (bucket.upper - bucket.lower) * fraction, nan };
  }
  const lower = Math.log2(Math.abs(bucket.lower));
  const upper = Math.log2(Math.abs(bucket.upper));
  if (bucket.lower > 0) return { value: 2 ** (lower + (upper - lower) * fraction), nan };
  return { value: -(2 ** (upper + (lower - upper) * (1 - fraction))), nan };
}

/** The zero bucket of a histogram with observations on one side only is taken to lie on that side. */
function oneSided(bucket: Bucket, { positive, negative }: NativeHistogram): Bucket {
  const hasPositive = positive.indexes.length > 0;
  const hasNegative = negative.indexes.length > 0;
  if (hasPositive && !hasNegative) return { ...bucket, lower: 0 };
  if (hasNegative && !hasPositive) return { ...bucket, upper: 0 };
  return bucket;
}

/**
 * The share of all observations that lie between two values, and whether NaN observations belong to none.
 * Formula of `HistogramFraction` in Prometheus.
 */
export function nativeFraction(
  lower: number,
  upper: number,
  histogram: NativeHistogram,
): { value: number; ignoredNan: boolean } {
  if (histogram.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) {
    return { value: Number.NaN, ignoredNan: false };
  }
  if (lower >= upper) return { value: 0, ignoredNan: false };
  const custom = usesCustomBuckets(histogram);
  let rank = 0;
  let lowerRank: number | undefined;
  let upperRank: number | undefined;
  const buckets = allBuckets(histogram);
  for (const listed of buckets) {
    const aroundZero = listed.lower <= 0 && listed.upper >= 0;
    const bucket = aroundZero ? oneSided(listed, histogram) : listed;
    const linear = custom || aroundZero;
    lowerRank ??= rankWithin(bucket, lower, rank, linear);
    upperRank ??= rankWithin(bucket, upper, rank, linear);
    if (lowerRank !== undefined && upperRank !== undefined) break;
    rank += bucket.count;
  }
  let count = histogram.count;
  if (Number.isNaN(histogram.sum)) count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  const from = Math.min(lowerRank ?? count, count);
  const to = Math.min(upperRank ?? count, count);
  return { value: (to - from) / histogram.count, ignoredNan: count < histogram.count };
}

/** The number of observations up to `value` when it lies in or below this bucket. */
function rankWithin(bucket: Bucket, value: number, rank: number, linear: boolean): number | undefined {
  if (bucket.lower >= value) return rank;
  if (bucket.upper <= value) return undefined;
  if (linear) {
    if (bucket.lower === Number.NEGATIVE_INFINITY) return bucket.count;
    return rank + (bucket.count * (value - bucket.lower)) / (bucket.upper - bucket.lower);
  }
  const lower = Math.log2(Math.abs(bucket.lower));
  const upper = Math.log2(Math.abs(bucket.upper));
  const middle = Math.log2(Math.abs(value));
  const fraction = value > 0 ? (middle - lower) / (upper - lower) : 1 - (middle - upper) / (lower - upper);
  return rank + bucket.count * fraction;
}

/** Mean and spread of a histogram from the middle of its buckets. Formula of `histogramVariance` in Prometheus. */
export function nativeVariance(histogram: NativeHistogram): number {
  const mean = histogram.sum / histogram.count;
  const custom = usesCustomBuckets(histogram);
  let sum = 0;
  for (const bucket of allBuckets(histogram)) {
    if (bucket.count === 0) continue;
    let middle: number;
    if (custom) middle = (bucket.upper + bucket.lower) / 2;
    else if (bucket.lower <= 0 && bucket.upper >= 0) middle = 0;
    else middle = Math.sign(bucket.upper) * Math.sqrt(bucket.upper * bucket.lower);
    sum += bucket.count * (middle - mean) ** 2;
  }
  return sum / histogram.count;
}
