import { upperBound } from './bounds.ts';
import { beyondZeroBucket } from './buckets.ts';
import { type Buckets, compact, type NativeHistogram } from './native-histogram.ts';

/** The count of a wider zero bucket, and its real half width: a populated bucket is never split. */
export function widenedZeroBucket(
  histogram: NativeHistogram,
  threshold: number,
): { readonly count: number; readonly threshold: number } {
  if (threshold === histogram.zeroThreshold) return { count: histogram.zeroCount, threshold };
  let width = threshold;
  for (;;) {
    const positive = absorbed(histogram.positive, histogram.schema, width);
    const negative = absorbed(histogram.negative, histogram.schema, positive.width);
    width = negative.width;
    // A wider negative side may swallow positive buckets that were outside before.
    if (width === positive.width) {
      return { count: histogram.zeroCount + positive.count + negative.count, threshold: width };
    }
  }
}

/** What a zero bucket of half width `threshold` takes from one side, wider when its edge falls into a populated bucket. */
function absorbed(buckets: Buckets, schema: number, threshold: number): { count: number; width: number } {
  let count = 0;
  let width = threshold;
  for (let i = 0; i < buckets.indexes.length; i++) {
    const index = buckets.indexes[i] ?? 0;
    if (upperBound(index - 1, schema, []) >= width) break;
    const population = buckets.counts[i] ?? 0;
    count += population;
    const upper = upperBound(index, schema, []);
    if (upper > width) {
      if (population !== 0) width = upper;
      break;
    }
  }
  return { count, width };
}

/** Both histograms with one common zero threshold, the smallest that splits no populated bucket of either. */
export function alignZeroBuckets(a: NativeHistogram, b: NativeHistogram): [NativeHistogram, NativeHistogram] {
  let left = a;
  let right = b;
  while (left.zeroThreshold !== right.zeroThreshold) {
    if (left.zeroThreshold > right.zeroThreshold) right = widen(right, left.zeroThreshold);
    else left = widen(left, right.zeroThreshold);
  }
  return [left, right];
}

function widen(histogram: NativeHistogram, threshold: number): NativeHistogram {
  const zero = widenedZeroBucket(histogram, threshold);
  return compact({
    ...histogram,
    zeroThreshold: zero.threshold,
    zeroCount: zero.count,
    positive: beyondZeroBucket(histogram.positive, histogram.schema, zero.threshold),
    negative: beyondZeroBucket(histogram.negative, histogram.schema, zero.threshold),
  });
}
