import type { Point } from './world.ts';

/**
 * Prometheus' `rate()` of the samples of one counter in a window: events per second, extrapolated to the window's edges
 * (`extrapolatedRate` in promql/functions.go). Undefined below two samples.
 */
export function rate(points: readonly Point[], t: number, window: number): number | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return undefined;
  let gained = last.value - first.value;
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1]?.value ?? 0, points[i]?.value ?? 0];
    if (after < before) gained += before;
  }
  const sampled = last.time - first.time;
  const between = sampled / (points.length - 1);
  let toStart = first.time - (t - window);
  const toEnd = t - last.time;
  const threshold = between * 1.1;
  if (gained > 0 && first.value >= 0) toStart = Math.min(toStart, sampled * (first.value / gained));
  const length = sampled + (toStart < threshold ? toStart : between / 2) + (toEnd < threshold ? toEnd : between / 2);
  return (gained * (length / sampled)) / (window / 1000);
}

/** Prometheus' `histogram_quantile()` over cumulative counts by ascending upper bound, the last one +Inf. */
export function bucketQuantile(
  q: number,
  buckets: readonly { readonly bound: number; readonly count: number }[],
): number {
  const total = buckets.at(-1)?.count ?? 0;
  if (buckets.length < 2 || total === 0) return Number.NaN;
  const rank = q * total;
  const at = buckets.findIndex(({ count }) => count >= rank);
  if (at === buckets.length - 1 || at === -1) return buckets.at(-2)?.bound ?? Number.NaN;
  const bucket = buckets[at];
  const below = buckets[at - 1];
  if (bucket === undefined) return Number.NaN;
  if (below === undefined && bucket.bound <= 0) return bucket.bound;
  const [start, before] = [below?.bound ?? 0, below?.count ?? 0];
  return start + (bucket.bound - start) * ((rank - before) / (bucket.count - before));
}
