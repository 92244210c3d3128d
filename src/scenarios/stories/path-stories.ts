import type { Events } from '../../model/model.ts';
import { delayed } from '../delayed.ts';
import { eventSignals } from '../event-series.ts';
import type { Mark, Story } from '../story.ts';
import { type SeriesLabels, type Stage, seriesKey, siblingLabels, turned } from '../subject.ts';
import { type Actor, type Cast, mustLast, type Path, pathsOf, startOf, stepOf } from './paths.ts';

export type { Actor, Cast } from './paths.ts';

/** Actors that share a bulk between two series of a group, where it can have two. */
export function shareBulk(stage: Stage, of: Events, by: readonly string[], bulk: number): readonly Actor[] {
  const series = siblingLabels(stage, of, by, 2);
  const first = Math.ceil(bulk / Math.max(1, series.length));
  return series.map((labels, i) => ({ of, labels, bulk: i === 0 ? first : bulk - first, last: i === 0 ? 1 : 0 }));
}

/**
 * Stories about failed scrapes, restarts and births: whatever the way on which events come to light, each counts once. A rule that loses some of the bulk or
 * counts it twice turns too late or too early.
 */
export function pathStories(stage: Stage, cast: Cast): readonly Story[] {
  const targets = targetsOf(stage, cast.actors);
  const isSingle = cast.actors.every(({ bulk }) => bulk === 0);
  const isEarly = firesEarly(stage, cast);
  return pathsOf(isEarly ? { ...stage, pending: 0 } : stage, cast)
    .filter(({ isCalm }) => !isCalm || isSingle)
    .flatMap((path, i) => {
      // An alert that few events cause cannot end by the birth of its group where it had no time to begin.
      if (path.isBirth && cast.turns === 'off' && (isEarly || isSingle))
        return [storyAfterBirth(stage, cast, path, targets, i)];
      if (path.isFresh && isEarly) return [storyOfOldNews(stage, cast, path, targets, i)];
      const play = isEarly ? earlyStory : storyOf;
      const story = play(stage, cast, path, targets, i);
      // What is remembered of a series is selected anew: each of the label values that are asked for must be.
      if (!path.isRemembered || !cast.actors.some(({ of, labels }) => hasTurns(of, labels))) return [story];
      const other = play(stage, cast, path, targets, i + 1);
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

/** Where the window is shorter than `for`, an alert that few events cause fires before anything comes to light. */
const firesEarly = ({ pending }: Stage, { turns, window }: Cast): boolean =>
  turns === 'off' && pending > 0 && pending + 20 >= window;

const hasTurns = (of: Events, labels: SeriesLabels): boolean =>
  seriesKey({ name: '', labels: turned(of, labels, 0) }) !== seriesKey({ name: '', labels: turned(of, labels, 1) });

type Player = (stage: Stage, cast: Cast, path: Path, targets: readonly SeriesLabels[], i: number) => Story;

/** Scrapes in which such an alert begins to fire, in whole steps of the count. */
function toFire(stage: Stage, cast: Cast): number {
  const step = stepOf(stage, cast);
  return Math.ceil((stage.pending + 2) / step) * step;
}

/** What comes to light must not end an alert that fires before, until the last event does. */
const earlyStory: Player = (stage, cast, path, targets, i) => {
  const late = delayed(storyOf({ ...stage, pending: 0 }, cast, path, targets, i), toFire(stage, cast), stage.model);
  return { ...late, marks: late.marks.map(({ expect: _, ...mark }) => mark) };
};

/** The birth of a group shows enough events: the alert begins when they have left the window. */
const storyAfterBirth: Player = (stage, cast, path, targets, i) => {
  const { pending } = stage;
  const actors = cast.actors.map((actor) => ({ ...actor, bulk: actor.bulk + actor.last, last: 0 }));
  return {
    ...storyOf(stage, { ...cast, actors }, path, targets, i),
    marks: [
      { scrape: path.at + Math.min(pending + 2, cast.window - 1), because: `${path.why}: ${cast.after}` },
      { scrape: path.at + cast.window + pending + 4, because: 'it has left the window' },
    ],
  };
};

/** What an old group shows when it is seen again is not enough: the alert begins at once, and ends by enough new events. */
const storyOfOldNews: Player = (stage, cast, path, targets, i) => {
  const { at, why, stopsAt } = path;
  const end = at + stage.pending + 3;
  const story = played(stage, cast, path, targets, i, {
    more: ({ bulk, last }) => {
      const events: Record<number, number> = {};
      for (let k = end; k <= end + stage.keeps; k += apartIn(cast.window)) events[k] = bulk + last;
      return events;
    },
    marks: [
      ...(stopsAt === undefined ? [] : [{ scrape: stopsAt + stage.keeps, because: cast.after }]),
      { scrape: at - 1, because: 'there is nothing to be seen' },
      { scrape: end - 1, because: `${why}: ${cast.before}` },
      { scrape: end + stage.keeps, because: cast.after },
    ],
    scrapes: end + stage.keeps + 4,
  });
  return delayed(story, toFire(stage, cast), stage.model);
};

/** Scrapes between bursts of events so that a window always holds one of them. */
const apartIn = (window: number): number => (window < 8 ? Math.max(1, window - 2) : window - 3);

const storyOf: Player = (stage, cast, path, targets, i) => {
  // A bulk of nothing would show nothing: then the turning event itself takes the path.
  const isSingle = path.showsBulk !== false && cast.actors.every(({ bulk }) => bulk === 0);
  const cast1 = isSingle ? { ...cast, actors: cast.actors.map(swapped) } : cast;
  const { turns, window } = cast1;
  const lasts = mustLast(stage, cast);
  const wait = turns === 'off' ? stage.pending : 0;
  // In a short window, both must fit.
  const lag = window >= 8 ? 3 : 1;
  const turn = isSingle ? path.at : path.at + lag + wait;
  const [quiet, loud] = turns === 'on' ? (['silent', 'firing'] as const) : (['firing', 'silent'] as const);
  const later = turns === 'on' ? stage.pending : stage.keeps;
  // As many come again shortly before the first of them leave the window: an alert that missed those begins much later.
  const apart = apartIn(window);
  const again = Math.max(turn + 1, (path.firstAt ?? path.at) + apart);
  const first: Mark = isSingle
    ? { scrape: path.at - 1, expect: quiet, because: 'nothing has come to light yet' }
    : { scrape: path.at + lag - 1 + wait, expect: quiet, because: `${path.why}: ${cast.before}` };
  return played(stage, cast1, path, targets, i, {
    more: ({ bulk, last }) => {
      const events: Record<number, number> = { [turn]: last };
      for (let k = again; lasts && k <= turn + later + 1; k += apart) events[k] = bulk + last;
      return events;
    },
    marks: [
      first,
      { scrape: turn + later, expect: loud, because: isSingle ? `${path.why}: ${cast.after}` : cast.after },
    ],
    scrapes: turn + stage.pending + stage.keeps + window + 10,
  });
};

/** The cast on a path, and what happens then. */
function played(
  stage: Stage,
  { actors, window }: Cast,
  path: Path,
  targets: readonly SeriesLabels[],
  i: number,
  then: Pick<Story, 'marks' | 'scrapes'> & { readonly more: (actor: Actor) => Readonly<Record<number, number>> },
): Story {
  const signals = actors.flatMap((actor) => {
    const plan = path.plan(actor);
    const events: Record<number, number> = { ...plan.events };
    for (const [k, count] of Object.entries(then.more(actor))) events[Number(k)] = (events[Number(k)] ?? 0) + count;
    return eventSignals(actor.of, turned(actor.of, actor.labels, i), { ...plan, events }, then.scrapes);
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
      ...signals,
    ],
    marks: then.marks,
    scrapes: then.scrapes,
  };
}

const swapped = (actor: Actor): Actor => ({ ...actor, bulk: actor.last, last: 0 });
