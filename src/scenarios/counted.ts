import { gains } from './gains.ts';
import { groupKey, groupLabels, type Reading } from './reading.ts';
import type { SampledSeries } from './signal.ts';
import { type Edges, lastIndex, type World } from './world.ts';

/** The events of one group over time, with running totals: a window is the difference of two of them. */
interface GroupedGains {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly number[];
  readonly totals: readonly number[];
}

const cache = new WeakMap<readonly SampledSeries[], Map<string, ReadonlyMap<string, GroupedGains>>>();

function groupedGains(
  world: World,
  series: readonly SampledSeries[],
  window: number,
  step: number,
  by: readonly string[],
): ReadonlyMap<string, GroupedGains> {
  const groups = new Map<string, { labels: Record<string, string>; points: { time: number; value: number }[] }>();
  for (const one of series) {
    const key = groupKey(one.labels, by);
    const group = groups.get(key) ?? { labels: groupLabels(one.labels, by), points: [] };
    group.points.push(...gains(world, one, window, step));
    groups.set(key, group);
  }
  return new Map(
    [...groups].map(([key, { labels, points }]) => {
      const sorted = points.toSorted((a, b) => a.time - b.time);
      let total = 0;
      const totals = sorted.map(({ value }) => {
        total += value;
        return total;
      });
      return [key, { labels, times: sorted.map(({ time }) => time), totals }];
    }),
  );
}

/** Subquery steps of one scrape, or more for long windows: as the generated expression takes them. */
export const countingStep = (scrapeInterval: number, window: number): number =>
  Math.max(1, Math.ceil(window / scrapeInterval / 240)) * scrapeInterval;

/** How many events each group of counters saw in the window that ends at `t`. */
export function counted(
  world: World,
  series: readonly SampledSeries[],
  window: number,
  by: readonly string[],
  t: number,
  edges: Edges,
): Reading {
  const step = countingStep(world.scrapeInterval, window);
  const known = cache.get(series) ?? new Map<string, ReadonlyMap<string, GroupedGains>>();
  cache.set(series, known);
  const key = `${window}|${by.join()}`;
  let groups = known.get(key);
  if (groups === undefined) {
    groups = groupedGains(world, series, window, step, by);
    known.set(key, groups);
  }
  // Counting starts at a multiple of its step, as subqueries do.
  const from =
    edges === 'closed' ? Math.ceil((t - window) / step) * step : Math.floor((t - window) / step) * step + step;
  const reading: Reading = new Map();
  for (const [group, { labels, times, totals }] of groups) {
    const [first, last] = [lastIndex(times, from), lastIndex(times, t)];
    if (last > first) reading.set(group, { labels, value: (totals[last] ?? 0) - (totals[first] ?? 0) });
  }
  return reading;
}
