/** One bucket of a classic histogram: observations up to and including the bound, smaller ones included. */
export interface ClassicBucket {
  readonly bound: number;
  count: number;
}

/** How counts that decreased had to be corrected. */
export interface MonotonicityFix {
  readonly lowestBound: number;
  readonly highestBound: number;
  readonly largestDrop: number;
}

/** Counts this close to each other, relatively, differ only by rounding. */
const noise = 1e-12;

/**
 * The φ-quantile of classic buckets, linear within a bucket. The highest bucket must reach to infinity.
 * Formula of `BucketQuantile` in Prometheus.
 */
export function classicQuantile(
  q: number,
  listed: readonly ClassicBucket[],
  toleratesNoise: boolean,
): { value: number; fix: MonotonicityFix | undefined } {
  const plain = (value: number) => ({ value, fix: undefined });
  if (Number.isNaN(q)) return plain(Number.NaN);
  if (q < 0) return plain(Number.NEGATIVE_INFINITY);
  if (q > 1) return plain(Number.POSITIVE_INFINITY);
  const buckets = mergeByBound(listed);
  const last = buckets.at(-1);
  if (last?.bound !== Number.POSITIVE_INFINITY) return plain(Number.NaN);
  const fix = makeMonotonic(buckets, toleratesNoise ? noise : 0);
  if (buckets.length < 2 || last.count === 0) return { value: Number.NaN, fix };
  let rank = q * last.count;
  let i = 0;
  // A NaN count satisfies no comparison, so that the search ends at the last bucket.
  while (i < buckets.length - 1 && !((buckets[i]?.count ?? 0) >= rank)) i++;
  const bucket = buckets[i] ?? last;
  const below = buckets[i - 1];
  if (i === buckets.length - 1) return { value: below?.bound ?? Number.NaN, fix };
  if (i === 0 && bucket.bound <= 0) return { value: bucket.bound, fix };
  const start = below?.bound ?? 0;
  const count = bucket.count - (below?.count ?? 0);
  rank -= below?.count ?? 0;
  return { value: start + (bucket.bound - start) * (rank / count), fix };
}

/** The share of observations between two values. Formula of `BucketFraction` in Prometheus. */
export function classicFraction(lower: number, upper: number, listed: readonly ClassicBucket[]): number {
  const buckets = mergeByBound(listed);
  const last = buckets.at(-1);
  if (last?.bound !== Number.POSITIVE_INFINITY) return Number.NaN;
  const total = last.count;
  if (total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  let from = (buckets[0]?.bound ?? 0) > 0 ? 0 : Number.NEGATIVE_INFINITY;
  let rank = 0;
  let lowerRank: number | undefined;
  let upperRank: number | undefined;
  for (const { bound, count } of buckets) {
    const rankOf = (value: number): number | undefined => {
      if (from >= value) return rank;
      if (bound <= value) return undefined;
      if (from === Number.NEGATIVE_INFINITY) return count;
      return rank + ((count - rank) * (value - from)) / (bound - from);
    };
    lowerRank ??= rankOf(lower);
    upperRank ??= rankOf(upper);
    if (lowerRank !== undefined && upperRank !== undefined) break;
    rank = count;
    from = bound;
  }
  return (Math.min(upperRank ?? total, total) - Math.min(lowerRank ?? total, total)) / total;
}

function mergeByBound(listed: readonly ClassicBucket[]): ClassicBucket[] {
  const sorted = [...listed].sort((a, b) => (a.bound < b.bound ? -1 : a.bound > b.bound ? 1 : 0));
  const merged: ClassicBucket[] = [];
  for (const { bound, count } of sorted) {
    const last = merged.at(-1);
    if (last?.bound === bound) last.count += count;
    else merged.push({ bound, count });
  }
  return merged;
}

/** Raises counts that fall below an earlier one: a larger bound cannot have seen fewer observations. */
function makeMonotonic(buckets: readonly ClassicBucket[], tolerance: number): MonotonicityFix | undefined {
  let fix: { lowestBound: number; highestBound: number; largestDrop: number } | undefined;
  let previous = buckets[0]?.count ?? 0;
  for (const bucket of buckets.slice(1)) {
    const { count, bound } = bucket;
    if (count === previous) continue;
    if (tolerance > 0 && isNear(count, previous, tolerance)) {
      bucket.count = previous;
    } else if (count < previous) {
      bucket.count = previous;
      fix ??= { lowestBound: bound, highestBound: bound, largestDrop: 0 };
      fix.highestBound = bound;
      fix.largestDrop = Math.max(fix.largestDrop, previous - count);
    } else {
      previous = count;
    }
  }
  return fix;
}

function isNear(a: number, b: number, tolerance: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < 2 ** -1022) return difference < tolerance * 2 ** -1022;
  return difference / Math.min(sum, Number.MAX_VALUE) < tolerance;
}
