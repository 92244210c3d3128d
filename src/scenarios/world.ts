import type { LabelTest } from '../model/model.ts';
import { passes } from './pick-labels.ts';
import type { SampledSeries } from './signal.ts';

/**
 * Which of two readings of a window's edge holds: Prometheus 2 takes a sample exactly at the far edge in (`closed`),
 * Prometheus 3 leaves it out (`open`). A test may only assert what is true in both.
 */
export type Edges = 'closed' | 'open';

/** Everything a Prometheus has stored, by metric name. */
export interface World {
  /** Milliseconds. */
  readonly scrapeInterval: number;
  readonly targetLabels: readonly string[];
  readonly series: ReadonlyMap<string, readonly SampledSeries[]>;
}

/** Prometheus' default lookback, in milliseconds. */
export const lookback = 300_000;

export function worldOf(
  scrapeInterval: number,
  targetLabels: readonly string[],
  sampled: readonly SampledSeries[],
): World {
  const series = new Map<string, SampledSeries[]>();
  for (const one of sampled) series.set(one.name, [...(series.get(one.name) ?? []), one]);
  return { scrapeInterval, targetLabels, series };
}

const selections = new WeakMap<World, WeakMap<readonly LabelTest[], Map<string, readonly SampledSeries[]>>>();

/** The series of a name that pass all tests; the same array for the same question, so that it can key caches. */
export function selected(world: World, name: string, where: readonly LabelTest[]): readonly SampledSeries[] {
  const ofWorld = selections.get(world) ?? new WeakMap<readonly LabelTest[], Map<string, readonly SampledSeries[]>>();
  selections.set(world, ofWorld);
  const byName = ofWorld.get(where) ?? new Map<string, readonly SampledSeries[]>();
  ofWorld.set(where, byName);
  const known = byName.get(name);
  if (known !== undefined) return known;
  const found = (world.series.get(name) ?? []).filter(({ labels }) =>
    where.every((test) => passes(test, labels[test.label] ?? '')),
  );
  byName.set(name, found);
  return found;
}

/** Index of the last entry at or before `t`; -1 when there is none. */
export function lastIndex(times: readonly number[], t: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What an instant selector reads at `t`: the last sample unless it is a staleness marker or too old. */
export function instant(series: SampledSeries, t: number, edges: Edges): number | undefined {
  const i = lastIndex(series.times, t);
  const [time, value] = [series.times[i], series.values[i]];
  if (time === undefined || value === undefined) return undefined;
  const age = t - time;
  return age < lookback || (age === lookback && edges === 'closed') ? value : undefined;
}

export interface Point {
  readonly time: number;
  readonly value: number;
}

/** What a range selector reads at `t`: the samples of the last `window` milliseconds, staleness markers left out. */
export function windowed(series: SampledSeries, t: number, window: number, edges: Edges): readonly Point[] {
  const from = t - window;
  const points: Point[] = [];
  for (let i = lastIndex(series.times, t); i >= 0; i--) {
    const [time = 0, value] = [series.times[i], series.values[i]];
    if (time < from || (time === from && edges === 'open')) break;
    if (value !== undefined) points.push({ time, value });
  }
  return points.reverse();
}
