import type { Events } from '../../model/model.ts';
import { countingStep } from '../counted.ts';
import { delayed } from '../delayed.ts';
import { eventSignals } from '../event-series.ts';
import type { CounterPlan } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { type SeriesLabels, type Stage, seriesKey, siblingLabels, turned } from '../subject.ts';

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

/** Actors that share a bulk between two series of a group, where it can have two. */
export function shareBulk(stage: Stage, of: Events, by: readonly string[], bulk: number): readonly Actor[] {
  const series = siblingLabels(stage, of, by, 2);
  const first = Math.ceil(bulk / Math.max(1, series.length));
  return series.map((labels, i) => ({ of, labels, bulk: i === 0 ? first : bulk - first, last: i === 0 ? 1 : 0 }));
}

/** Scrapes before anything happens. */
const settle = 4;

type Plan = (actor: Actor) => CounterPlan;
type Scrapes = (k: number) => boolean;

/** How the bulk comes to light. */
interface Path {
  readonly name: string;
  readonly why: string;
  /** The scrape that shows the bulk. */
  readonly at: number;
  readonly plan: Plan;
  /** False where the point is what must not count. */
  readonly showsBulk?: false;
  /** Whether what matters is a value from before, which is not there any more. */
  readonly isRemembered?: true;
  /** Whether it shows that what did not happen does not count: asked only where a single event turns the alert. */
  readonly isCalm?: true;
  /** Whether there is no series, and so no group, before. */
  readonly isBirth?: true;
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

/**
 * Stories about failed scrapes, restarts and births: whatever the way on which events come to light, each counts once. A rule that loses some of the bulk or
 * counts it twice turns too late or too early.
 */
export function pathStories(stage: Stage, cast: Cast): readonly Story[] {
  const targets = targetsOf(stage, cast.actors);
  // An alert that few events cause cannot end by the birth of its group: it begins when what the birth showed is long ago.
  const isSingle = cast.actors.every(({ bulk }) => bulk === 0);
  const endsAtBirth = cast.turns === 'off' && isSingle;
  // Where the window is shorter than `for`, the alert fires before anything comes to light: that must not end it.
  return pathsOf(isEarly(stage, cast) ? { ...stage, pending: 0 } : stage, cast)
    .filter(
      ({ isBirth, isCalm }) => !(isBirth && endsAtBirth && stage.pending + 4 >= cast.window) && (!isCalm || isSingle),
    )
    .flatMap((path, i) => {
      if (isEarly(stage, cast)) {
        const late = delayed(storyOf({ ...stage, pending: 0 }, cast, path, targets, i), stage.pending + 2, stage.model);
        return [{ ...late, marks: late.marks.map(({ expect: _, ...mark }) => mark) }];
      }
      const story = storyOf(stage, cast, path, targets, i);
      if (path.isBirth && endsAtBirth) return [{ ...story, marks: marksAfterBirth(stage, cast, path) }];
      // What is remembered of a series is selected anew: each of the label values that are asked for must be.
      if (!path.isRemembered || !cast.actors.some(({ of, labels }) => hasTurns(of, labels))) return [story];
      const other = storyOf(stage, cast, path, targets, i + 1);
      return [story, { ...other, name: `${path.name}, under another label value` }];
    });
}

/** The targets that expose the actors' series, each once. */
function targetsOf({ model }: Stage, actors: readonly Actor[]): readonly SeriesLabels[] {
  const found = new Map<string, SeriesLabels>();
  for (const { labels } of actors) {
    const target = Object.fromEntries(model.targetLabels.map((label) => [label, labels[label] ?? '']));
    found.set(seriesKey({ name: '', labels: target }), target);
  }
  return [...found.values()];
}

const isEarly = ({ pending }: Stage, { turns, window }: Cast): boolean => turns === 'off' && pending + 10 >= window;

const hasTurns = (of: Events, labels: SeriesLabels): boolean =>
  seriesKey({ name: '', labels: turned(of, labels, 0) }) !== seriesKey({ name: '', labels: turned(of, labels, 1) });

const marksAfterBirth = ({ pending }: Stage, { window, after }: Cast, { at, why }: Path): readonly Mark[] => [
  { scrape: at + pending + 2, expect: 'silent', because: `${why}: ${after}` },
  { scrape: at + window + pending + 4, expect: 'firing', because: 'it has left the window' },
];

function storyOf(stage: Stage, cast: Cast, path: Path, targets: readonly SeriesLabels[], i: number): Story {
  // A bulk of nothing would show nothing: then the turning event itself takes the path.
  const isSingle = path.showsBulk !== false && cast.actors.every(({ bulk }) => bulk === 0);
  const cast1 = isSingle ? { ...cast, actors: cast.actors.map(swapped) } : cast;
  const { turns, window, actors } = cast1;
  const lasts = mustLast(stage, cast);
  const wait = turns === 'off' ? stage.pending : 0;
  // In a short window, both must fit.
  const lag = window >= 8 ? 3 : 1;
  const turn = isSingle ? path.at : path.at + lag + wait;
  const scrapes = turn + stage.pending + stage.keeps + window + 10;
  const [quiet, loud] = turns === 'on' ? (['silent', 'firing'] as const) : (['firing', 'silent'] as const);
  const later = turns === 'on' ? stage.pending : stage.keeps;
  const first: Mark = isSingle
    ? { scrape: path.at - 1, expect: quiet, because: 'nothing has come to light yet' }
    : { scrape: path.at + lag - 1 + wait, expect: quiet, because: `${path.why}: ${cast.before}` };
  const marks: readonly Mark[] = [
    first,
    { scrape: turn + later, expect: loud, because: isSingle ? `${path.why}: ${cast.after}` : cast.after },
  ];
  const played = actors.flatMap((actor) => {
    const plan = path.plan(actor);
    const events: Record<number, number> = { ...plan.events, [turn]: (plan.events[turn] ?? 0) + actor.last };
    for (
      let k = turn + 1;
      lasts && k <= turn + stage.pending + 1;
      k += window < 8 ? Math.max(1, window - 2) : window - 3
    )
      events[k] = (events[k] ?? 0) + actor.bulk + actor.last;
    return eventSignals(actor.of, turned(actor.of, actor.labels, i), { ...plan, events }, scrapes);
  });
  const up = path.up ?? (() => 1);
  // Every phase between scrape and evaluation, in turn.
  const phase = Math.round(((i % 3) * stage.model.scrapeInterval) / 3);
  const started = startOf(stage, path, window, phase);
  return {
    name: path.name,
    phase,
    signals: [
      ...targets.map((labels) => ({ name: 'up', labels, at: up })),
      ...(started === undefined
        ? []
        : targets.map((labels) => ({ name: 'process_start_time_seconds', labels, at: started }))),
      ...played,
    ],
    marks,
    scrapes,
  };
}

/**
 * Whether the window is too short for what a path needs and `for` together. Then as many events again follow, so that the
 * condition goes on to hold: an alert that missed the first of them begins to wait one scrape too late.
 */
const mustLast = (stage: Stage, { turns, window }: Cast): boolean =>
  turns === 'on' && stage.pending > 0 && window - stage.pending - 10 < longestGap(stage);

/** Scrapes that fail for some minutes, but not for so long that a series is forgotten. */
const longestGap = ({ model }: Stage): number => Math.ceil(210_000 / model.scrapeInterval);

const swapped = (actor: Actor): Actor => ({ ...actor, bulk: actor.last, last: 0 });

function startOf({ model }: Stage, { started, young }: Path, window: number, phase: number): Path['started'] {
  const every = model.scrapeInterval / 1000;
  if (young === undefined) return started && ((k) => shifted(started(k), phase / 1000));
  // Counting goes in steps, and asks for the age at the beginning of the step.
  const step = countingStep(model.scrapeInterval, window * model.scrapeInterval);
  const begin = Math.ceil((young.from * model.scrapeInterval + phase) / step) * step - step;
  return (k) => (k < young.from ? undefined : begin / 1000 - window * every + young.by);
}

const shifted = (value: number | undefined, by: number): number | undefined =>
  value === undefined ? undefined : value + by;

function pathsOf(stage: Stage, cast: Cast): readonly Path[] {
  const { model, pending } = stage;
  const { window } = cast;
  const every = model.scrapeInterval / 1000;
  const inScrapes = (seconds: number): number => Math.ceil(seconds / every);
  const longGap = between(settle, settle + inScrapes(330));
  const afterLong = settle + inScrapes(330);
  const room = cast.turns === 'off' ? window - pending - 6 : mustLast(stage, cast) ? window - 6 : window - pending - 10;
  const gapLength = Math.max(1, Math.min(longestGap(stage), room));
  const someGap = between(settle + 2, settle + 2 + gapLength);
  const afterSome = settle + 2 + gapLength;
  const twoGaps: Scrapes = (k) => k === settle + 1 || someGap(k - 1);
  const gone = between(settle + 1, settle + 3);
  const restart = settle + 3;
  const down =
    (gap: Scrapes) =>
    (k: number): number =>
      gap(k) ? 0 : 1;
  // Of a single event before the last, all is seen before scrapes fail: else there were nothing to be remembered.
  const turnsAtOnce = cast.actors.every(({ bulk }) => bulk === 0);
  const early = (bulk: number): number => (bulk === 1 && !turnsAtOnce ? 1 : Math.floor(bulk / 2));
  const longAgo = -3600 - 2 * window * every;
  const step = countingStep(model.scrapeInterval, window * model.scrapeInterval) / model.scrapeInterval;
  const restarted =
    (at: number, gap: Scrapes = () => false) =>
    (k: number): number | undefined =>
      gap(k) ? undefined : k < at ? longAgo : (at - 0.5) * every;
  return [
    {
      name: 'an old counter that becomes visible again is not news',
      why: 'the target is back after a long gap; nobody knows when its counter grew',
      showsBulk: false,
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
      at: afterSome + 1,
      up: down(twoGaps),
      plan: ({ bulk }) => ({
        start: 500 + 4 * bulk,
        resets: [settle],
        events: { [settle + 1]: early(bulk), [settle + 4]: bulk - early(bulk) },
        missing: twoGaps,
      }),
    },
    {
      name: 'scrapes that fail after a restart are no news',
      why: 'the restart and its event have left the window, the end of the failed scrapes has not',
      isCalm: true,
      showsBulk: false,
      // An alert that the condition holds back begins `for` later; meanwhile, what else were counted is in the window.
      at: settle + window + 1 + Math.max(0, Math.min(pending, gapLength - 2)),
      up: down(someGap),
      started: restarted(settle, someGap),
      plan: () => ({ start: 500, resets: [settle], events: { [settle]: 1 }, missing: someGap }),
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
