import type { Edges, Point } from './world.ts';

/** What the samples of a counter show of a window, and the factor by which to extrapolate it to the window's edges. */
interface Growth {
  readonly gained: number;
  readonly factor: number;
}

/**
 * `extrapolatedRate` in promql/functions.go, in the arithmetic of the Prometheus that draws such edges: whether a rate is
 * exactly at a threshold hangs on the last bit. Undefined below two samples.
 */
function growth(points: readonly Point[], t: number, window: number, edges: Edges): Growth | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return undefined;
  let lost = 0;
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1]?.value ?? 0, points[i]?.value ?? 0];
    if (after < before) lost += before;
  }
  const gained = last.value - first.value + lost;
  const sampled = (last.time - first.time) / 1000;
  const between = sampled / (points.length - 1);
  const threshold = between * 1.1;
  const toZero = gained > 0 && first.value >= 0 ? sampled * (first.value / gained) : Number.POSITIVE_INFINITY;
  const near = (distance: number): number => (distance >= threshold ? between / 2 : distance);
  const toStart = (first.time - (t - window)) / 1000;
  const toEnd = near((t - last.time) / 1000);
  // Prometheus 2 looks for zero before it asks whether the first sample is near the edge, Prometheus 3 after.
  const before = edges === 'closed' ? near(Math.min(toZero, toStart)) : Math.min(toZero, near(toStart));
  return { gained, factor: (sampled + before + toEnd) / sampled };
}

/** Prometheus' `rate()` of the samples of one counter in a window: events per second, extrapolated to the window's edges. */
export function rate(points: readonly Point[], t: number, window: number, edges: Edges): number | undefined {
  const grown = growth(points, t, window, edges);
  return grown && grown.gained * (grown.factor / (window / 1000));
}

/** Prometheus' `increase()`: the same for the whole window. */
export function increase(points: readonly Point[], t: number, window: number, edges: Edges): number | undefined {
  const grown = growth(points, t, window, edges);
  return grown && grown.gained * grown.factor;
}

/** Prometheus' `histogram_quantile()` over cumulative counts by ascending upper bound, the last one +Inf. */
export function bucketQuantile(
  q: number,
  sorted: readonly { readonly bound: number; readonly count: number }[],
  edges: Edges,
): number {
  const buckets = monotonic(sorted, edges === 'open' ? 1e-12 : 0);
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

/** Counts that never fall; of counts that differ by `noise` or less, relatively, Prometheus 3 takes the lower bucket's. */
function monotonic(
  buckets: readonly { readonly bound: number; readonly count: number }[],
  noise: number,
): readonly { readonly bound: number; readonly count: number }[] {
  let least = Number.NEGATIVE_INFINITY;
  return buckets.map(({ bound, count }) => {
    if (!(count - least <= noise * Math.min(Math.abs(count) + Math.abs(least), Number.MAX_VALUE))) least = count;
    return { bound, count: least };
  });
}
