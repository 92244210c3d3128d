import type { Measure } from '../../model/model.ts';
import { eventSignals, type PlayedEvents } from '../event-series.ts';
import { passes, unwantedValue } from '../pick-labels.ts';
import type { CounterPlan, Signal } from '../signal.ts';
import type { Story } from '../story.ts';
import { type SeriesLabels, type Stage, seriesKey, subjectLabels } from '../subject.ts';

export type Share = Extract<Measure, { kind: 'share' }> & { readonly of: PlayedEvents; readonly total: PlayedEvents };

/**
 * The share as it is played. What exceeds a bound is part of all observations of its histogram, or of those that exceed a
 * lower bound: both sides are in one count, and only those up to a bound are in its bucket.
 */
export function playedShare(share: Extract<Measure, { kind: 'share' }>): Share {
  const { of, total } = share;
  if (of.view.kind !== 'exceeding' || of.metric.name !== total.metric.name) return share;
  const { bound } = of.view;
  const lower = total.view.kind === 'exceeding' && total.view.bound.value < bound.value ? [total.view.bound] : [];
  if (total.view.kind !== 'observations' && lower.length === 0) return share;
  // As many again stay within the lower bound, so that its bucket takes every path that the count takes.
  const again = lower.length;
  const within = lower.map((one) => ({ bound: one, observed: again }));
  return {
    ...share,
    of: { ...of, only: { observed: 1 + again, upTo: [{ bound, observed: again }, ...within] } },
    total: { ...total, only: { observed: 1 + again, upTo: [{ bound, observed: 1 + again }, ...within] } },
  };
}

/** The story with one signal for each series: counters that several actors move add up. */
export function merged(story: Story): Story {
  const byKey = new Map<string, Signal>();
  for (const signal of story.signals) {
    const key = seriesKey(signal);
    const known = byKey.get(key);
    byKey.set(key, known === undefined || signal.name === 'up' ? signal : { ...known, at: added(known.at, signal.at) });
  }
  return { ...story, signals: [...byKey.values()] };
}

const added =
  (a: Signal['at'], b: Signal['at']): Signal['at'] =>
  (k) => {
    const [x, y] = [a(k), b(k)];
    return x === undefined || y === undefined ? undefined : x + y;
  };

/** Scrapes before anything happens. */
export const settle = 4;

/** A threshold as a fraction with a small denominator; undefined when it has none below 10,000. */
export function fraction(value: number): { readonly numerator: number; readonly denominator: number } | undefined {
  for (let denominator = 1; denominator <= 10_000; denominator++) {
    const numerator = Math.round(value * denominator);
    if (numerator / denominator === value) return { numerator, denominator };
  }
  return undefined;
}

/** How often the fraction's events must come so that one more moves the share by less than a hundredth of the threshold. */
export const fineness = ({ numerator, denominator }: { numerator: number; denominator: number }): number =>
  numerator === 0 ? Math.ceil(202 / denominator) : Math.ceil(101 / numerator);

/** Events that are part of the share, and events that only add to the total, in a scrape. */
export interface Step {
  readonly scrape: number;
  readonly part: number;
  readonly rest: number;
}

export interface Sides {
  readonly part: SeriesLabels;
  /** Series that count toward the total only. */
  readonly rest: SeriesLabels;
  /** Whether a part's series is among the total's series. */
  readonly counted: boolean;
}

/** The series of both sides; undefined when the labels leave no room for one of them. */
export function sidesOf(stage: Stage, { of, total }: Share, host = stage.host): Sides | undefined {
  const part = subjectLabels(stage, of, host);
  const rest = subjectLabels(stage, total, host);
  if (part === undefined || rest === undefined) return undefined;
  if (of.only !== undefined) return { part, rest, counted: true };
  if (of.metric.name !== total.metric.name || of.view.kind !== total.view.kind) return { part, rest, counted: false };
  for (const { label } of of.where) {
    const value = unwantedValue(of, label);
    if (value === undefined) continue;
    const candidate = { ...part, [label]: value };
    if (total.where.every((test) => passes(test, candidate[test.label] ?? ''))) {
      const counted = total.where.every((test) => passes(test, part[test.label] ?? ''));
      return { part, rest: candidate, counted };
    }
  }
  return undefined;
}

/** The series that play the steps. What is part of the share is part of the total. */
export function played(
  share: Share,
  sides: Sides,
  steps: readonly Step[],
  scrapes: number,
  newborn = false,
): readonly Signal[] {
  const plan = (count: (step: Step) => number, extra: Partial<CounterPlan> = {}): CounterPlan => {
    const events: Record<number, number> = {};
    for (const step of steps) events[step.scrape] = (events[step.scrape] ?? 0) + count(step);
    return { start: 50, events, ...extra };
  };
  const firstPart = steps.find(({ part }) => part > 0)?.scrape;
  const birth = newborn && firstPart !== undefined ? { start: 0, born: firstPart } : {};
  return [
    ...eventSignals(
      share.of,
      sides.part,
      plan(({ part }) => part, birth),
      scrapes,
    ),
    ...eventSignals(
      share.total,
      sides.rest,
      plan(({ part, rest }) => rest + (sides.counted ? 0 : part)),
      scrapes,
    ),
  ];
}

/** `3 of 12 is 25%` */
export const percentText = (part: number, all: number): string =>
  `${part} of ${all} is ${Number(((100 * part) / all).toPrecision(3))}%`;
