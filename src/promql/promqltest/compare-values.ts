import { type Buckets, compact, type NativeHistogram } from '../histogram/native-histogram.ts';

/** The relative difference that Prometheus's own tests allow. */
const tolerance = 1e-6;
const smallestNormal = 2 ** -1022;

/** Whether two floats are nearly equal; NaN equals NaN, and 0 only 0. */
export function almostEqual(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  if (a === b) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < smallestNormal) return difference < tolerance * smallestNormal;
  return difference / Math.min(sum, Number.MAX_VALUE) < tolerance;
}

/** Whether two histograms have the same layout and nearly equal counts. */
export function almostEqualHistograms(a: NativeHistogram, b: NativeHistogram, comparesHints: boolean): boolean {
  const left = compact(a);
  const right = compact(b);
  return (
    left.schema === right.schema &&
    almostEqual(left.count, right.count) &&
    almostEqual(left.sum, right.sum) &&
    almostEqual(left.zeroThreshold, right.zeroThreshold) &&
    almostEqual(left.zeroCount, right.zeroCount) &&
    almostEqualBuckets(left.positive, right.positive) &&
    almostEqualBuckets(left.negative, right.negative) &&
    sameList(left.customValues, right.customValues) &&
    (!comparesHints || left.counterResetHint === right.counterResetHint)
  );
}

const almostEqualBuckets = (a: Buckets, b: Buckets): boolean =>
  a.indexes.length === b.indexes.length &&
  a.indexes.every((index, i) => index === b.indexes[i]) &&
  sameList(a.counts, b.counts);

const sameList = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => almostEqual(value, b[i] ?? Number.NaN));
