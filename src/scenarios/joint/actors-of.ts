import type { Counter, Gauge, Histogram, Metric, StateMetric } from '../../model/model.ts';
import { counterValues } from '../signal.ts';
import { spreadOver } from '../stories/bucket-flow.ts';
import type { SeriesLabels } from '../subject.ts';
import type { Actor } from './actor.ts';
import type { Cast } from './casts-of.ts';
import { spreadsNear } from './spreads-near.ts';
import type { Use } from './uses-of.ts';

/** The actors of the series of a metric, with levels around everything that a part of the condition compares them with. */
export function actorsOf(cast: Cast, all: readonly Use[], scrapeInterval: number): readonly Actor[] {
  const { metric, base, others } = cast;
  const actor = actorMaker(cast, all, scrapeInterval);
  return [base, ...others].map((labels, i) => ({
    ...actor(metric, labels, i === 0),
    isBase: i === 0,
  }));
}

type Made = Pick<Actor, 'levels' | 'signals'>;

function actorMaker({ uses }: Cast, all: readonly Use[], scrapeInterval: number) {
  const ups = flowsOf(uses, all, scrapeInterval);
  return (metric: Metric, labels: SeriesLabels, isBase: boolean): Made => {
    switch (metric.type) {
      case 'gauge':
        return gaugeActor(metric, labels, gaugeLevels(uses, isBase));
      case 'state':
        return gaugeActor(metric, labels, stateLevels(metric, isBase));
      case 'counter':
        return counterActor(metric, labels, ups, isBase);
      case 'histogram':
        return histogramActor(metric, labels, histogramLevels(metric, uses, ups), isBase);
    }
  };
}

const rounded = (value: number): number => Number(value.toPrecision(12));

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

type Level = number | undefined;

function gaugeLevels(uses: readonly Use[], isBase: boolean): readonly Level[] {
  const around = uses.flatMap((use): readonly number[] => {
    if (use.kind !== 'gauge') return [];
    const { threshold: t, isSum } = use;
    const nudge = t === 0 ? 1 : Math.abs(t) * 0.01;
    const near = [t, t - nudge, t + nudge, 2 * t, 0.5 * t, t + 0.5 * nudge];
    return isSum ? [...near, 0.5 * (t - nudge), 0.5 * (t + nudge), 2 * t + nudge, 2 * t - nudge] : near;
  });
  const levels = distinct([...around, 0, 1].map(rounded));
  return isBase ? [...levels, undefined] : [undefined, ...levels];
}

const stateLevels = ({ states }: StateMetric, isBase: boolean): readonly Level[] => {
  const values = states.map(({ value }) => value);
  return isBase ? [...values, undefined] : [undefined, ...values];
};

function gaugeActor({ name }: Gauge | StateMetric, labels: SeriesLabels, levels: readonly Level[]): Made {
  return {
    levels: levels.length,
    signals: (levelAt) => [{ name, labels, at: (k) => levels[levelAt(k)] }],
  };
}

/** So many events every so many scrapes. */
interface Flow {
  readonly count: number;
  readonly every: number;
}

/** Flows that make the counts, rates and shares of the parts read what they are compared with, and a little more and less. */
function flowsOf(uses: readonly Use[], all: readonly Use[], scrapeInterval: number): readonly Flow[] {
  // What other parts count may be what a share is of.
  const counted = all.flatMap((use) => (use.kind === 'count' ? [use.threshold] : []));
  const flows = uses.flatMap((use): readonly Flow[] => {
    switch (use.kind) {
      case 'rate': {
        const perScrape = (Math.abs(use.threshold) * scrapeInterval) / 1000;
        return [0.995, 1.005, 0.97, 1.03, 0.5, 0.47, 0.53, 2, 1.9, 2.1].map((times) => ({
          count: rounded(perScrape * times),
          every: 1,
        }));
      }
      case 'count': {
        const every = Math.max(1, Math.round(use.window / scrapeInterval));
        const t = use.threshold;
        const counts = [t, t + 1, t - 1, t + 2, Math.floor(t / 2), Math.ceil(t / 2), Math.ceil(t / 2) + 1, 2 * t + 1];
        return counts.map((count) => ({ count: Math.ceil(count), every }));
      }
      case 'share': {
        const every = Math.max(1, Math.round(use.window / scrapeInterval));
        const total = Math.max(use.floor, fineTotal(use.threshold));
        const part = Math.round(total * use.threshold);
        const parts = counted.map((count) => Math.floor(count * use.threshold) + 1);
        const counts = [
          ...[part, part + 1, part - 1, total - part, total - part + 1, total, use.floor, use.floor - 1],
          ...parts,
        ];
        return counts.map((count) => ({ count: Math.ceil(count), every }));
      }
      default:
        return [];
    }
  });
  const known = new Map(flows.filter(({ count }) => count > 0).map((flow) => [JSON.stringify(flow), flow]));
  return [{ count: 0, every: 1 }, ...known.values()];
}

/** A number of events of which the share is a whole number, if one under 1,000 is. */
function fineTotal(share: number): number {
  for (let total = 10; total < 1000; total++) {
    if (Math.abs(total * share - Math.round(total * share)) < 1e-9) return total;
  }
  return 100;
}

/** The events first seen in each scrape. */
function eventsIn(levels: readonly Flow[], levelAt: (k: number) => number, scrapes: number): Record<number, number> {
  const events: Record<number, number> = {};
  for (let k = 1; k < scrapes; k++) {
    const flow = levels[levelAt(k)];
    if (flow !== undefined && flow.count > 0 && k % flow.every === 0) events[k] = flow.count;
  }
  return events;
}

/** At one level nothing is there at all: of a base at the last one, and else at the first: a group that is at rest may fire, too. */
const present =
  (
    at: (k: number) => number | undefined,
    levelAt: (k: number) => number,
    gone: number,
  ): ((k: number) => number | undefined) =>
  (k) =>
    levelAt(k) === gone ? undefined : at(k);

/** With the level at which nothing is there, which a base has beside those that move. */
const withGone = (levels: readonly Flow[], isBase: boolean): number => levels.length + (isBase ? 1 : 0);

function counterActor({ name }: Counter, labels: SeriesLabels, levels: readonly Flow[], isBase: boolean): Made {
  return {
    levels: withGone(levels, isBase),
    signals: (levelAt, scrapes, resets) => {
      const at = counterValues({ start: 100_000, events: eventsIn(levels, levelAt, scrapes), resets }, scrapes);
      return [{ name, labels, at: present(at, levelAt, isBase ? levels.length : 0) }];
    },
  };
}

/** Observations in each bucket, not added up; the last number counts those over every bound. */
interface Spread extends Flow {
  readonly portions: readonly number[];
}

function histogramLevels(metric: Histogram, uses: readonly Use[], flows: readonly Flow[]): readonly Spread[] {
  const { buckets } = metric;
  const all = (at: number): readonly number[] => [...buckets, undefined].map((_, i) => (i === at ? 1 : 0));
  const bucketOf = (bound: number): number => buckets.findIndex(({ value }) => value === bound);
  const places = uses.flatMap((use): readonly number[] => {
    const view = 'view' in use.of ? use.of.view : undefined;
    if (view?.kind === 'exceeding') return [bucketOf(view.bound.value) + 1, bucketOf(view.bound.value)];
    if (view?.kind === 'within') return [bucketOf(view.bound.value), bucketOf(view.bound.value) + 1];
    return [0];
  });
  const spreads = uses.flatMap((use): readonly (readonly number[])[] => {
    if (use.kind !== 'quantile') return [];
    const { threshold: t, q, beside } = use;
    const values = [0.99 * t, 1.01 * t, 0.5 * t, 2 * t, t];
    const at = values.flatMap((value) => {
      const counts = spreadOver(metric, q, value);
      const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
      return counts === undefined || total === 0 ? [] : [counts.map((count) => count / total)];
    });
    const together =
      beside === undefined
        ? []
        : spreadsNear(metric, { q, otherQ: beside.q, sign: beside.sign, threshold: use.threshold });
    return [...at, ...together, all(0), all(buckets.length - 1), all(buckets.length)];
  });
  const quiet: Spread = { count: 0, every: 1, portions: all(0) };
  const moving = flows.filter(({ count }) => count > 0);
  const placed = distinct(places).flatMap((place) => moving.map((flow) => ({ ...flow, portions: all(place) })));
  const volume = moving.find(({ every }) => every === 1)?.count ?? 1_000_000;
  const shaped = spreads.map((portions): Spread => ({ count: volume, every: 1, portions }));
  return [quiet, ...placed, ...shaped];
}

function histogramActor(
  { name, buckets }: Histogram,
  labels: SeriesLabels,
  levels: readonly Spread[],
  isBase: boolean,
): Made {
  const bounds = [...buckets.map(({ value }) => String(value)), '+Inf'];
  const upTo = (bucket: number): readonly Flow[] =>
    levels.map(({ count, every, portions }) => ({
      every,
      count: rounded(count * portions.slice(0, bucket + 1).reduce((sum, portion) => sum + portion, 0)),
    }));
  return {
    levels: withGone(levels, isBase),
    signals: (levelAt, scrapes, resets) => {
      const at = bounds.map((_, i) =>
        present(
          counterValues({ start: 100_000 * (i + 1), events: eventsIn(upTo(i), levelAt, scrapes), resets }, scrapes),
          levelAt,
          isBase ? levels.length : 0,
        ),
      );
      const series = bounds.map((le, i) => ({
        name: `${name}_bucket`,
        labels: { ...labels, le },
        at: at[i] ?? (() => undefined),
      }));
      const count = at.at(-1);
      return count === undefined ? series : [...series, { name: `${name}_count`, labels, at: count }];
    },
  };
}
