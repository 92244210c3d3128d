import type { Events, Measure } from '../model/model.ts';
import { assertNever } from '../shared/assert-never.ts';
import { averageOf, averageOverTime, sumOf } from './averages.ts';
import { counted } from './counted.ts';
import { evaluateRaw } from './evaluate-raw.ts';
import { bucketQuantile, increase, rate } from './rate.ts';
import { grouped, groupKey, groupLabels, type Reading } from './reading.ts';
import type { SampledSeries } from './signal.ts';
import { type Edges, instant, selected, type World, windowed } from './world.ts';

/** The greatest and the least of some values are those of the values that are numbers, if any is. */
function numbersOf(values: readonly number[]): readonly number[] {
  if (!values.some(Number.isNaN)) return values;
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.length === 0 ? values : numbers;
}

type Fold = (values: readonly number[], edges: Edges) => number;

const folds = {
  max: (values) => numbersOf(values).reduce((a, b) => Math.max(a, b)),
  min: (values) => numbersOf(values).reduce((a, b) => Math.min(a, b)),
  avg: averageOf,
  sum: sumOf,
} as const satisfies Record<string, Fold>;

const overTime: Readonly<Record<keyof typeof folds, Fold>> = {
  max: folds.max,
  min: folds.min,
  avg: averageOverTime,
  sum: averageOverTime,
};

/** Applies `combine` to the groups that both sides have, or that one has when `orNone` gives the other's value. */
function joinReadings(
  left: Reading,
  right: Reading,
  combine: (a: number, b: number) => number,
  orNone?: number,
): Reading {
  const joined: Reading = new Map();
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(key), right.get(key)];
    const labels = a?.labels ?? b?.labels ?? {};
    const [x, y] = [a?.value ?? orNone, b?.value ?? orNone];
    if (x !== undefined && y !== undefined) joined.set(key, { labels, value: combine(x, y) });
  }
  return joined;
}

type Part = { readonly sign: 1 | -1; readonly series: readonly SampledSeries[] };

const parts = new WeakMap<World, Map<Events, readonly Part[]>>();

function partsOf(world: World, events: Events): readonly Part[] {
  const ofWorld = parts.get(world) ?? new Map<Events, readonly Part[]>();
  parts.set(world, ofWorld);
  const found = ofWorld.get(events) ?? findParts(world, events);
  ofWorld.set(events, found);
  return found;
}

function findParts(world: World, { metric, where, view }: Events): readonly Part[] {
  const bucket = (bound: number): readonly SampledSeries[] =>
    selected(world, `${metric.name}_bucket`, where).filter(({ labels }) => labels['le'] === String(bound));
  switch (view.kind) {
    case 'counter':
      return [{ sign: 1, series: selected(world, metric.name, where) }];
    case 'observations':
      return [{ sign: 1, series: selected(world, `${metric.name}_count`, where) }];
    case 'within':
      return [{ sign: 1, series: bucket(view.bound.value) }];
    case 'exceeding':
      return [
        { sign: 1, series: selected(world, `${metric.name}_count`, where) },
        { sign: -1, series: bucket(view.bound.value) },
      ];
    default:
      return assertNever(view);
  }
}

function count(world: World, of: Events, window: number, by: readonly string[], t: number, edges: Edges): Reading {
  const [first, second] = partsOf(world, of).map(({ series }) => counted(world, series, window, by, t, edges));
  if (first === undefined) return new Map();
  return second === undefined ? first : joinReadings(first, second, (a, b) => a - b);
}

function extrapolated(
  change: typeof rate,
  series: readonly SampledSeries[],
  by: readonly string[],
  window: number,
  t: number,
  edges: Edges,
): Reading {
  return grouped(
    by,
    series.flatMap((each) => {
      const value = change(windowed(each, t, window, edges), t, window, edges);
      return value === undefined ? [] : [[each.labels, value] as const];
    }),
    (values) => sumOf(values, edges),
  );
}

function flow(
  change: typeof rate,
  world: World,
  { of, window, by }: Extract<Measure, { kind: 'count' | 'rate' }>,
  t: number,
  edges: Edges,
): Reading {
  const [first, second] = partsOf(world, of).map(({ series }) => extrapolated(change, series, by, window, t, edges));
  if (first === undefined) return new Map();
  return second === undefined ? first : joinReadings(first, second, (a, b) => a - b);
}

/** The value of a measure at `t`, from its meaning alone: nothing here looks at the PromQL that is generated for it. */
export function readMeasure(world: World, measure: Measure, t: number, edges: Edges): Reading {
  switch (measure.kind) {
    case 'count':
      if (measure.newborn === 'count') return count(world, measure.of, measure.window, measure.by, t, edges);
      return flow(increase, world, measure, t, edges);
    case 'rate':
      return flow(rate, world, measure, t, edges);
    case 'share': {
      const { window, by } = measure;
      const part = count(world, measure.of, window, by, t, edges);
      return joinReadings(part, count(world, measure.total, window, by, t, edges), (a, b) => a / b);
    }
    case 'quantile': {
      const buckets = selected(world, `${measure.of.metric.name}_bucket`, measure.of.where);
      const rates = extrapolated(rate, buckets, [...measure.by, 'le'], measure.window, t, edges);
      const groups = new Map<string, { labels: Record<string, string>; buckets: { bound: number; count: number }[] }>();
      for (const { labels, value } of rates.values()) {
        const key = groupKey(labels, measure.by);
        const group = groups.get(key) ?? { labels: groupLabels(labels, measure.by), buckets: [] };
        group.buckets.push({
          bound: labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels['le']),
          count: value,
        });
        groups.set(key, group);
      }
      return new Map(
        [...groups].map(([key, group]) => {
          const sorted = group.buckets.toSorted((a, b) => a.bound - b.bound);
          return [key, { labels: group.labels, value: bucketQuantile(measure.q, sorted, edges) }];
        }),
      );
    }
    case 'value': {
      const { window, pick, by } = measure;
      const values = selected(world, measure.of.metric.name, measure.of.where).flatMap((series) => {
        if (window === undefined) {
          const value = instant(series, t, edges);
          return value === undefined ? [] : [[series.labels, value] as const];
        }
        const points = windowed(series, t, window, edges).map(({ value }) => value);
        return points.length === 0 ? [] : [[series.labels, overTime[pick](points, edges)] as const];
      });
      return grouped(by, values, (all) => folds[pick](all, edges));
    }
    case 'plus':
    case 'minus': {
      const counted = [measure.left, measure.right].every(({ kind }) => kind === 'count' || kind === 'rate');
      const combine = measure.kind === 'plus' ? (a: number, b: number) => a + b : (a: number, b: number) => a - b;
      const [left, right] = [readMeasure(world, measure.left, t, edges), readMeasure(world, measure.right, t, edges)];
      return joinReadings(left, right, combine, counted ? 0 : undefined);
    }
    case 'promql':
      return evaluateRaw(world, measure, t, edges);
    case 'states':
    case 'up':
      return new Map();
    default:
      return assertNever(measure);
  }
}
