import type { Events } from '../../model/model.ts';
import { countingStep } from '../counted.ts';
import type { CounterPlan } from '../signal.ts';
import type { SeriesLabels, Stage } from '../subject.ts';
import { lookback } from '../world.ts';

/** A series with the events that it sees: `bulk` of them come to light together, on a path of their own, `last` a little later. */
export interface Actor {
  readonly of: Events;
  readonly labels: SeriesLabels;
  readonly bulk: number;
  readonly last: number;
}

/** Series whose bulk is the most that does not turn the alert, and whose last event turns it. */
export interface Cast {
  readonly actors: readonly Actor[];
  /** Scrapes of the window in which events count. */
  readonly window: number;
  /** Whether the alert fires after the last event, and not before; or the other way round. */
  readonly turns: 'on' | 'off';
  /** What is seen with the bulk alone, and with the last event. */
  readonly before: string;
  readonly after: string;
}

/** Scrapes before anything happens. */
const settle = 4;

type Plan = (actor: Actor) => CounterPlan;
type Scrapes = (k: number) => boolean;

/** How the bulk comes to light. */
export interface Path {
  readonly name: string;
  readonly why: string;
  /** The scrape that shows the bulk. */
  readonly at: number;
  /** The scrape that shows some of it before. */
  readonly firstAt?: number;
  readonly plan: Plan;
  /** False where the point is what must not count. */
  readonly showsBulk?: false;
  /** Whether what matters is a value from before, which is not there any more. */
  readonly isRemembered?: true;
  /** Whether it shows that what did not happen does not count: asked only where a single event turns the alert. */
  readonly isCalm?: true;
  /** Whether there is no series, and so no group, before. */
  readonly isBirth?: boolean;
  /** Whether a group that is no news is seen for the first time, or again. */
  readonly isFresh?: boolean;
  /** The scrape that shows enough events before, which are long ago when the bulk comes to light. */
  readonly stopsAt?: number | undefined;
  readonly up?: (k: number) => number | undefined;
  /** Seconds since the start of the test at which the process started, at a scrape; undefined where it says nothing. */
  readonly started?: (k: number) => number | undefined;
  /** Instead: the first scrape of a process that is as old as the window when it is first seen, less so many seconds. */
  readonly young?: { readonly from: number; readonly by: number };
}

const between =
  (from: number, to: number): Scrapes =>
  (k) =>
    k >= from && k < to;

/** Scrapes in a step of the count. */
export const stepOf = ({ model: { scrapeInterval } }: Stage, { window }: Pick<Cast, 'window'>): number =>
  countingStep(scrapeInterval, window * scrapeInterval) / scrapeInterval;

/**
 * Whether the window is too short for what a path needs and `for` together, or `keepFiringFor`. Then as many events again
 * follow, so that the condition goes on to hold, or not to.
 */
export const mustLast = (stage: Stage, { turns, window }: Cast): boolean => {
  const wait = turns === 'on' ? stage.pending : stage.keeps;
  return wait > 0 && window - wait - 10 < longestGap(stage);
};

/**
 * Scrapes that fail after some events: for so long that half of the time that is looked back is too short. In a window that
 * is as short, what happened before has left it meanwhile: then it is the bulk and more.
 */
function secondGapOf(
  stage: Stage,
  window: number,
  room: number,
): { readonly outlived: boolean; readonly from: number; readonly length: number } {
  const { scrapeInterval } = stage.model;
  const longest = longestGap(stage);
  const isLong = room > Math.ceil(lookback / 2 / scrapeInterval);
  // The reset before must not be too long ago, either.
  const outlived = !isLong && window + 4 <= lookback / scrapeInterval;
  const from = settle + 3;
  return outlived
    ? { outlived, from: from + Math.max(0, window - longest + 1), length: longest }
    : { outlived, from, length: Math.max(1, Math.min(longest, room)) };
}

/** Scrapes that fail for some minutes, but not for so long that a series is forgotten. */
const longestGap = ({ model }: Stage): number => Math.ceil(210_000 / model.scrapeInterval);

/** What the process says of its start, at a scrape. */
export function startOf({ model }: Stage, { started, young }: Path, window: number, phase: number): Path['started'] {
  const every = model.scrapeInterval / 1000;
  if (young === undefined) return started && ((k) => shifted(started(k), phase / 1000));
  // Counting goes in steps, and asks for the age at the beginning of the step.
  const step = countingStep(model.scrapeInterval, window * model.scrapeInterval);
  const begin = Math.ceil((young.from * model.scrapeInterval + phase) / step) * step - step;
  return (k) => (k < young.from ? undefined : begin / 1000 - window * every + young.by);
}

const shifted = (value: number | undefined, by: number): number | undefined =>
  value === undefined ? undefined : value + by;

/** The ways on which events come to light. */
export function pathsOf(stage: Stage, cast: Cast): readonly Path[] {
  const { model, pending } = stage;
  const { window } = cast;
  const every = model.scrapeInterval / 1000;
  const inScrapes = (seconds: number): number => Math.ceil(seconds / every);
  const longGap = between(settle, settle + inScrapes(330));
  const afterLong = settle + inScrapes(330);
  const gapLength = longestGap(stage);
  const someGap = between(settle + 2, settle + 2 + gapLength);
  const afterSome = settle + 2 + gapLength;
  const gone = between(settle + 1, settle + 3);
  const restart = settle + 3;
  const down =
    (gap: Scrapes) =>
    (k: number): number =>
      gap(k) ? 0 : 1;
  // Of a single event before the last, all is seen before scrapes fail: else there were nothing to be remembered.
  const turnsAtOnce = cast.actors.every(({ bulk }) => bulk === 0);
  const early = (bulk: number): number => (bulk === 1 && !turnsAtOnce ? 1 : Math.floor(bulk / 2));
  const room = window - (cast.turns === 'on' && mustLast(stage, cast) ? 0 : pending) - 6;
  const { outlived, from: secondGap, length: secondLength } = secondGapOf(stage, window, room);
  const twoGaps: Scrapes = (k) => k === settle + 1 || between(secondGap, secondGap + secondLength)(k);
  const longAgo = -3600 - 2 * window * every;
  const step = stepOf(stage, cast);
  const restarted =
    (at: number, gap: Scrapes = () => false) =>
    (k: number): number | undefined =>
      gap(k) ? undefined : k < at ? longAgo : (at - 0.5) * every;
  return [
    {
      name: 'an old counter that becomes visible again is not news',
      why: 'the target is back after a long gap; nobody knows when its counter grew',
      showsBulk: false,
      isFresh: true,
      at: afterLong + 1,
      up: down(longGap),
      // That the process says so a scrape late, by a clock that was set meanwhile, makes it no new one.
      started: (k) => (k < settle ? longAgo : k > afterLong ? longAgo + 1 : undefined),
      plan: (actor) => ({
        start: 100 + actor.bulk,
        events: { [settle + 2]: 7 + actor.bulk, [afterLong + 1]: actor.bulk },
        missing: longGap,
      }),
    },
    {
      name: 'an old counter that a new Prometheus sees for the first time is not news',
      why: 'its process is as old as the window',
      showsBulk: false,
      isFresh: true,
      at: settle + step,
      up: (k) => (k < settle ? undefined : 1),
      young: { from: settle, by: 0 },
      plan: (actor) => ({ start: 100 + actor.bulk, born: settle, events: { [settle + step]: actor.bulk } }),
    },
    {
      name: 'counts what a young process on a new target exposes at once',
      isBirth: true,
      why: 'its process is a second younger than the window',
      at: restart,
      up: (k) => (k < restart ? undefined : 1),
      young: { from: restart, by: 1 },
      plan: (actor) => ({ born: restart, events: { [restart]: actor.bulk } }),
    },
    {
      name: 'counts what happened while scrapes failed, one and then some minutes',
      why: 'scrapes failed, after a reset and between some growth',
      isRemembered: true,
      at: secondGap + secondLength,
      isFresh: outlived,
      stopsAt: outlived ? settle + 2 : undefined,
      ...(turnsAtOnce || outlived ? {} : { firstAt: settle + 1 }),
      up: down(twoGaps),
      plan: ({ bulk, last }) => ({
        start: 500 + 4 * bulk,
        resets: [settle],
        events: {
          [settle + 1]: !outlived ? early(bulk) : cast.turns === 'off' ? bulk + last : turnsAtOnce ? 0 : bulk,
          [secondGap + 1]: outlived ? bulk : bulk - early(bulk),
        },
        missing: twoGaps,
      }),
    },
    {
      name: 'scrapes that fail after a restart are no news',
      why: 'the restart and its event have left the window, the end of the failed scrapes has not',
      isCalm: true,
      isFresh: true,
      showsBulk: false,
      // An alert that the condition holds back begins `for` later; meanwhile, what else were counted is in the window.
      at: Math.max(afterSome + 2, settle + window + 2 + Math.max(0, Math.min(pending, gapLength - 2))),
      up: down(someGap),
      started: restarted(settle, someGap),
      plan: () => ({ start: 500, resets: [settle], events: { [settle + 1]: 1 }, missing: someGap }),
    },
    {
      name: 'counts a series that was born while scrapes failed',
      isBirth: true,
      why: 'the target was up before, and did not have it',
      at: afterSome,
      up: down(someGap),
      plan: ({ bulk }) => ({ born: afterSome, events: { [afterSome]: bulk } }),
    },
    {
      name: 'a process that restarts while scrapes fail begins at 0',
      isBirth: gapLength + 2 >= window,
      why: 'the new process has as much already as the old one had',
      at: afterSome,
      up: down(someGap),
      started: restarted(afterSome, someGap),
      plan: ({ bulk }) => ({
        start: bulk,
        resets: [afterSome],
        events: { [afterSome]: bulk },
        missing: someGap,
      }),
    },
    {
      name: 'a series that was gone while its target was up begins at 0',
      why: 'the series was gone, the target up',
      at: settle + 3,
      plan: ({ bulk }) => ({
        start: bulk,
        resets: [settle + 1],
        events: { [settle + 3]: bulk },
        missing: gone,
      }),
    },
  ];
}
