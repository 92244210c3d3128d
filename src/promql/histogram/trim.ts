import { type Bucket, negativeBucket, positiveBucket, zeroBucket } from './bounds.ts';
import { type Buckets, compact, type NativeHistogram, usesCustomBuckets } from './native-histogram.ts';

/** Which observations a trim keeps: those `below` the value (`</`) or `above` it (`>/`). */
export type KeptSide = 'below' | 'above';

interface Kept {
  readonly count: number;
  /** The value that stands for the kept observations when the sum is estimated anew. */
  readonly middle: number;
}

const nothing: Kept = { count: 0, middle: 0 };

/**
 * The histogram of only those observations that lie on one side of a value. The bucket that contains the value is
 * interpolated; when anything was cut, count and sum are estimated from what is left. Formulas of
 * `FloatHistogram.TrimBuckets` in Prometheus.
 */
export function trimHistogram(histogram: NativeHistogram, at: number, side: KeptSide): NativeHistogram {
  const total = { count: 0, sum: 0 };
  let cut = false;
  const keep = (count: number, kept: Kept): number => {
    if (kept.count !== count) cut = true;
    total.count += kept.count;
    total.sum += kept.middle * kept.count;
    return kept.count;
  };
  const linear = usesCustomBuckets(histogram);
  const trimSide = (buckets: Buckets, bucketAt: (i: number) => Bucket, sign: 1 | -1): Buckets => ({
    indexes: buckets.indexes,
    counts: buckets.counts.map((count, i) =>
      count === 0 ? 0 : keep(count, keptOf(bucketAt(i), at, side, sign, linear)),
    ),
  });
  const positive = trimSide(histogram.positive, (i) => positiveBucket(histogram, i), 1);
  const negative = trimSide(histogram.negative, (i) => negativeBucket(histogram, i), -1);
  let { zeroCount } = histogram;
  if (zeroCount > 0) zeroCount = keep(zeroCount, keptOfZeroBucket(histogram, at, side));
  if (!cut) return histogram;
  return compact({ ...histogram, positive, negative, zeroCount, count: total.count, sum: total.sum });
}

function keptOf(bucket: Bucket, at: number, side: KeptSide, sign: 1 | -1, linear: boolean): Kept {
  const whole = side === 'below' ? bucket.upper <= at : bucket.lower >= at;
  if (whole) return { count: bucket.count, middle: middleOf(bucket.lower, bucket.upper, sign, linear) };
  const none = side === 'below' ? bucket.lower >= at : bucket.upper <= at;
  if (none) return nothing;
  if (bucket.lower === Number.NEGATIVE_INFINITY || bucket.upper === Number.POSITIVE_INFINITY) {
    return keptOfEndlessBucket(bucket, at, side);
  }
  const below = bucket.count * fractionBelow(bucket, at, sign, linear);
  return side === 'below'
    ? { count: below, middle: middleOf(bucket.lower, at, sign, linear) }
    : { count: bucket.count - below, middle: middleOf(at, bucket.upper, sign, linear) };
}

/** Nothing is known of the distribution in a bucket without end, so it is kept or dropped whole where it can be. */
function keptOfEndlessBucket(bucket: Bucket, at: number, side: KeptSide): Kept {
  const finiteOrZero = (value: number): number => (Number.isFinite(value) ? value : 0);
  if (bucket.lower === Number.NEGATIVE_INFINITY) {
    const fromZero = bucket.upper > 0 && bucket.upper !== Number.POSITIVE_INFINITY;
    if (side === 'below') {
      if (at > 0 && fromZero) return { count: (bucket.count * at) / bucket.upper, middle: at / 2 };
      if (bucket.upper <= 0) return { count: bucket.count, middle: at };
      return { count: 0, middle: finiteOrZero(bucket.upper) };
    }
    if (at >= 0 && fromZero) return { count: bucket.count * (1 - at / bucket.upper), middle: (at + bucket.upper) / 2 };
    return { count: 0, middle: finiteOrZero(bucket.upper) };
  }
  if (side === 'above' && at >= bucket.lower) return { count: bucket.count, middle: at };
  return { count: 0, middle: finiteOrZero(bucket.lower) };
}

function keptOfZeroBucket(histogram: NativeHistogram, at: number, side: KeptSide): Kept {
  const populated = (buckets: Buckets): boolean => buckets.counts.some((count) => count !== 0);
  const hasPositive = populated(histogram.positive);
  const hasNegative = populated(histogram.negative);
  const bucket = zeroBucket(histogram);
  const lower = hasPositive && !hasNegative ? 0 : bucket.lower;
  const upper = hasNegative && !hasPositive ? 0 : bucket.upper;
  const all = { count: bucket.count, middle: (lower + upper) / 2 };
  if (at <= lower) return side === 'below' ? nothing : all;
  if (at >= upper) return side === 'below' ? all : nothing;
  return side === 'below'
    ? { count: (bucket.count * (at - lower)) / (upper - lower), middle: (lower + at) / 2 }
    : { count: (bucket.count * (upper - at)) / (upper - lower), middle: (at + upper) / 2 };
}

function fractionBelow(bucket: Bucket, at: number, sign: 1 | -1, linear: boolean): number {
  if (linear) return (at - bucket.lower) / (bucket.upper - bucket.lower);
  const lower = Math.log2(Math.abs(bucket.lower));
  const upper = Math.log2(Math.abs(bucket.upper));
  const middle = Math.log2(Math.abs(at));
  return sign === 1 ? (middle - lower) / (upper - lower) : 1 - (middle - upper) / (lower - upper);
}

/** Arithmetic mean of custom buckets, geometric mean of exponential ones. */
function middleOf(lower: number, upper: number, sign: 1 | -1, linear: boolean): number {
  if (!Number.isFinite(lower)) {
    if (!Number.isFinite(upper)) return 0;
    return upper > 0 ? upper / 2 : upper;
  }
  if (!Number.isFinite(upper)) return lower;
  return linear ? (lower + upper) / 2 : sign * Math.sqrt(Math.abs(lower * upper));
}
