import { upperBound } from './bounds.ts';
import { type Buckets, noBuckets } from './native-histogram.ts';

/** `a + sign * b`, bucket by bucket. A bucket that only one side lists stays listed. */
export function mergeBuckets(a: Buckets, b: Buckets, sign: 1 | -1): Buckets {
  if (b.indexes.length === 0) return a;
  const indexes: number[] = [];
  const counts: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.indexes.length || j < b.indexes.length) {
    const left = a.indexes[i] ?? Number.POSITIVE_INFINITY;
    const right = b.indexes[j] ?? Number.POSITIVE_INFINITY;
    const index = Math.min(left, right);
    let count = 0;
    if (left === index) count = a.counts[i++] ?? 0;
    if (right === index) count += sign * (b.counts[j++] ?? 0);
    indexes.push(index);
    counts.push(count);
  }
  return { indexes, counts };
}

/** Every count multiplied. */
export const scaleBuckets = (buckets: Buckets, factor: number): Buckets =>
  buckets.counts.length === 0
    ? buckets
    : { indexes: buckets.indexes, counts: buckets.counts.map((count) => count * factor) };

/** The same observations in the coarser buckets of `to`, which must be below `from`. */
export function reduceResolution(buckets: Buckets, from: number, to: number): Buckets {
  const perTarget = 2 ** (from - to);
  return regroup(buckets, (index) => Math.ceil(index / perTarget));
}

/** Adds up the buckets that `target` maps to the same index; it must not decrease. */
export function regroup(buckets: Buckets, target: (index: number) => number): Buckets {
  if (buckets.indexes.length === 0) return noBuckets;
  const indexes: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < buckets.indexes.length; i++) {
    const index = target(buckets.indexes[i] ?? 0);
    const count = buckets.counts[i] ?? 0;
    if (indexes.length > 0 && indexes[indexes.length - 1] === index) {
      counts[counts.length - 1] = (counts[counts.length - 1] ?? 0) + count;
    } else {
      indexes.push(index);
      counts.push(count);
    }
  }
  return { indexes, counts };
}

/** The bounds that both lists have. */
export function sharedBounds(a: readonly number[], b: readonly number[]): number[] {
  const known = new Set(b);
  return a.filter((bound) => known.has(bound));
}

/** Custom buckets regrouped onto fewer bounds; each observation goes into the bucket that contains its own. */
export function mapToBounds(buckets: Buckets, bounds: readonly number[], target: readonly number[]): Buckets {
  return regroup(buckets, (index) => {
    const upper = bounds[index] ?? Number.POSITIVE_INFINITY;
    const found = target.findIndex((bound) => bound >= upper);
    return found === -1 ? target.length : found;
  });
}

/** The buckets that do not lie wholly within a zero bucket of this half width. */
export function beyondZeroBucket(buckets: Buckets, schema: number, zeroThreshold: number): Buckets {
  let first = 0;
  while (first < buckets.indexes.length && upperBound(buckets.indexes[first] ?? 0, schema, []) <= zeroThreshold) {
    first++;
  }
  return first === 0 ? buckets : { indexes: buckets.indexes.slice(first), counts: buckets.counts.slice(first) };
}
