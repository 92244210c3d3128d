import type { Condition, Events, Measure } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import { passes, unwantedValue } from '../pick-labels.ts';
import type { CounterPlan, Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { otherGroupLabels, type SeriesLabels, type Stage, siblingLabels, subjectLabels, upSignal } from '../subject.ts';
import { type Cast, pathStories } from './path-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Share = Extract<Measure, { kind: 'share' }>;

const settle = 4;

/** A threshold as a fraction with a small denominator; undefined when it has none below 10,000. */
function fraction(value: number): { readonly numerator: number; readonly denominator: number } | undefined {
  for (let denominator = 1; denominator <= 10_000; denominator++) {
    const numerator = Math.round(value * denominator);
    if (numerator / denominator === value) return { numerator, denominator };
  }
  return undefined;
}

/** Events that are part of the share, and events that only add to the total, in a scrape. */
interface Step {
  readonly scrape: number;
  readonly part: number;
  readonly rest: number;
}

interface Sides {
  readonly part: SeriesLabels;
  /** Series that count toward the total only. */
  readonly rest: SeriesLabels;
  /** Whether a part's series is among the total's series. */
  readonly counted: boolean;
}

/** The series of both sides; undefined when the labels leave no room for one of them. */
function sidesOf(stage: Stage, { of, total }: Share, host = stage.host): Sides | undefined {
  const part = subjectLabels(stage, of, host);
  const rest = subjectLabels(stage, total, host);
  if (part === undefined || rest === undefined) return undefined;
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
function played(
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

/** Stories of a share against a threshold that a fraction of few events can meet exactly. */
export function shareStories(stage: Stage, condition: Compare, measure: Share): readonly Story[] {
  const { threshold, op } = condition;
  const interval = stage.model.scrapeInterval;
  const window = Math.round(measure.window / interval);
  const exact = fraction(threshold.value);
  const sides = sidesOf(stage, measure);
  if (exact === undefined || sides === undefined || threshold.value <= 0 || threshold.value > 1) return [];
  // So many events that one more of them moves the share by less than a hundredth of the threshold.
  const fine = Math.ceil(101 / (threshold.value * exact.denominator));
  const times = Math.max(1, fine, Math.ceil(measure.floor / exact.denominator));
  const total = exact.denominator * times;
  const atThreshold = exact.numerator * times;
  const low = op === 'below' || op === 'atMost';
  const jobs = [...new Set([measure.of.metric.job, measure.total.metric.job])];
  const ups = jobs.map((job) => upSignal(stage, job));
  const last = settle + 8 + (low ? stage.pending : 0);
  const scrapes = last + stage.pending + stage.keeps + window + 8;
  const lasting = stage.pending + 12 >= window;
  if (lasting) return [];

  const holds = (part: number, all: number): boolean => {
    if (all < measure.floor) return false;
    const value = part / all;
    return {
      above: value > threshold.value,
      atLeast: value >= threshold.value,
      below: value < threshold.value,
      atMost: value <= threshold.value,
    }[op];
  };
  /** Steps one event at a time across the threshold, upward or downward, and what each must give. */
  const walk: readonly Step[] = low
    ? [
        { scrape: settle, part: atThreshold + 1, rest: total - atThreshold - 1 },
        { scrape: settle + 4, part: 0, rest: Math.ceil(total / Math.max(1, atThreshold)) },
        { scrape: last, part: 0, rest: total },
      ]
    : [
        { scrape: settle, part: atThreshold - 1, rest: total - atThreshold },
        { scrape: settle + 4, part: 1, rest: 0 },
        { scrape: last, part: 1, rest: 0 },
      ];
  const marksOf = (steps: readonly Step[]): readonly Mark[] => {
    let [part, all] = [0, 0];
    return steps.map((step, i) => {
      part += step.part;
      all += step.part + step.rest;
      const firing = holds(part, all);
      const isLast = i === steps.length - 1;
      return {
        scrape: isLast && firing ? step.scrape + stage.pending : (steps[i + 1]?.scrape ?? step.scrape + 2) - 1,
        expect:
          firing && (isLast || (steps[i + 1]?.scrape ?? 0) - 1 - step.scrape >= stage.pending) ? 'firing' : 'silent',
        because:
          percentText(part, all) + (all < measure.floor ? `, and ${all} are below the floor of ${measure.floor}` : ''),
      };
    });
  };
  const resolved: Mark = {
    scrape: last + stage.pending + stage.keeps + window + 4,
    expect: 'silent',
    because: 'the window has passed',
  };
  const withEnd = (marks: readonly Mark[]): readonly Mark[] => [...marks, resolved];
  const story = (
    name: string,
    steps: readonly Step[],
    phase = 0,
    newborn = false,
    extra: readonly Signal[] = [],
  ): Story => ({
    name,
    phase,
    signals: [...ups, ...played(measure, sides, steps, scrapes, newborn), ...extra],
    marks: withEnd(marksOf(steps)),
    scrapes,
  });
  const crossing = low ? `fires below ${threshold.written}` : `fires above ${threshold.written}, not at it`;
  const stories: Story[] = [
    story(crossing, walk),
    story(`${crossing}, scraped a third of an interval off`, walk, Math.round(interval / 3)),
    story(`${crossing}, scraped two thirds of an interval off`, walk, Math.round((2 * interval) / 3)),
  ];
  const edges = edgeStory(stage, condition, measure, sides, ups, total, atThreshold);
  if (edges !== undefined) stories.push(edges);
  if (low) stories.push(noneStory(stage, measure, sides, ups, total));
  if (!low) {
    const sudden: readonly Step[] = [
      { scrape: settle, part: 0, rest: total - atThreshold - 1 },
      { scrape: last, part: atThreshold + 1, rest: 0 },
    ];
    stories.push(story('counts the first value of a series born inside the window', sudden, 0, true));
    if (measure.floor > 1) {
      const few: readonly Step[] = [
        { scrape: settle, part: measure.floor - 1, rest: 0 },
        { scrape: last, part: 1, rest: 0 },
      ];
      stories.push(story(`stays silent below ${measure.floor}, whatever the share`, few));
    }
    stories.push(...siblingStory(stage, measure, sides, ups, total, atThreshold, last, scrapes, resolved));
    stories.push(...decoyStories(stage, measure, sides, ups, total, atThreshold, last, scrapes, resolved));
  }
  const rest = low ? Math.max(total - atThreshold, measure.floor - atThreshold) : total - atThreshold;
  const beyond = low ? atThreshold + rest + 1 : 0;
  const before = percentText(atThreshold, atThreshold + rest);
  const cast: Cast = {
    actors: [
      { of: measure.of, labels: sides.part, bulk: atThreshold, last: low ? 0 : 1 },
      {
        of: measure.total,
        labels: sides.rest,
        bulk: rest + (sides.counted ? 0 : atThreshold),
        last: low ? beyond : sides.counted ? 0 : 1,
      },
    ],
    window,
    turns: holds(atThreshold, total) ? 'off' : 'on',
    before,
    after: low ? 'many more of the rest' : 'one more',
  };
  return holds(atThreshold, total) ? stories : [...stories, ...pathStories(stage, cast)];
}

function decoyStories(
  stage: Stage,
  measure: Share,
  sides: Sides,
  ups: readonly Signal[],
  total: number,
  atThreshold: number,
  last: number,
  scrapes: number,
  resolved: Mark,
): readonly Story[] {
  const over = total + atThreshold + 1;
  const overSteps: readonly Step[] = [
    { scrape: settle, part: 0, rest: total - atThreshold - 1 },
    { scrape: last, part: atThreshold + 1, rest: 0 },
  ];
  const firing: Mark = { scrape: last + stage.pending, expect: 'firing', because: 'more than the threshold' };
  const silent = (because: string): Mark => ({ scrape: last - 1, expect: 'silent', because });
  const stories: Story[] = [];
  for (const [side, events] of [
    ['part', measure.of],
    ['total', measure.total],
  ] as const) {
    for (const test of events.where) {
      const value = unwantedValue(events, test.label);
      if (value === undefined) continue;
      const labels = { ...sides[side === 'part' ? 'part' : 'rest'], [test.label]: value };
      if (side === 'part' && measure.of.metric.name === measure.total.metric.name) continue;
      // In the total's decoys, a flood would dilute the share if the matcher were dropped.
      const at = side === 'part' ? settle : settle + 1;
      stories.push({
        name: `${test.label}="${value}" does not count ${side === 'part' ? 'as part' : 'toward the total'}`,
        signals: [
          ...ups,
          ...played(measure, sides, overSteps, scrapes),
          ...eventSignals(events, labels, { start: 50, events: { [at]: over * 20 } }, scrapes),
        ],
        marks: [silent(`only ${value} has many events`), firing, resolved],
        scrapes,
      });
    }
  }
  const otherPart = otherGroupLabels(stage, measure.of, measure.by);
  const otherSides = measure.by.includes('instance') ? sidesOf(stage, measure, stage.host + 10) : undefined;
  if (otherPart !== undefined && otherSides !== undefined) {
    const calm: readonly Step[] = [{ scrape: settle, part: 0, rest: total * 20 }];
    stories.push({
      name: 'a healthy instance does not dilute a sick one',
      signals: [
        ...ups,
        ...ups.map(({ labels }) => upSignal(stage, labels['job'] ?? '', stage.host + 10)),
        ...played(measure, sides, overSteps, scrapes),
        ...played(measure, otherSides, calm, scrapes),
      ],
      marks: [silent('both instances are healthy'), firing, resolved],
      scrapes,
    });
  }
  stories.push({
    name: 'counts across a counter reset, and does not count the reset itself',
    signals: [...ups, ...played(measure, sides, overSteps, scrapes).map((signal) => restartedAt(signal, settle + 2))],
    marks: [silent('the process restarted: the counters began again'), firing, resolved],
    scrapes,
  });
  stories.push({
    name: 'stays silent without any data',
    signals: [
      ...ups,
      ...played(measure, sides, [{ scrape: last, part: total, rest: 0 }], scrapes).map((signal) => ({
        ...signal,
        at: (k: number) => (k < last ? undefined : (signal.at(k) ?? 0) - 50),
      })),
    ],
    marks: [silent('no such series exists'), { ...firing, because: 'all of the first events are part' }, resolved],
    scrapes,
  });
  return stories;
}

const percentText = (part: number, all: number): string =>
  `${part} of ${all} is ${Number(((100 * part) / all).toPrecision(3))}%`;

/** Events of both sides at the far end of the window, then at its near end, then without the first. */
function edgeStory(
  stage: Stage,
  { op, threshold }: Compare,
  measure: Share,
  sides: Sides,
  ups: readonly Signal[],
  total: number,
  atThreshold: number,
): Story | undefined {
  const window = Math.round(measure.window / stage.model.scrapeInterval);
  const low = op === 'below' || op === 'atMost';
  const end = settle + window;
  const late = end - 6 - stage.pending;
  const fresh = end + 2 + stage.keeps;
  if (late <= settle + 2 || threshold.value >= 1) return undefined;
  // So many more of the part that its share is back at the threshold, or above it.
  const back = low ? Math.ceil(threshold.value / (1 - threshold.value)) + 1 : atThreshold;
  const rest = total - atThreshold;
  const again = fresh + 4 + (low ? stage.pending : 0);
  const steps: readonly Step[] = [
    { scrape: settle, part: atThreshold, rest },
    { scrape: late, part: low ? 0 : 1, rest: low ? 1 : 0 },
    { scrape: fresh, part: low ? atThreshold : 0, rest },
    { scrape: again, part: back, rest: 0 },
  ];
  const scrapes = again + window;
  return {
    name: 'counts both sides from one end of the window to the other',
    signals: [...ups, ...played(measure, sides, steps, scrapes)],
    marks: [
      { scrape: late - 1, because: `${percentText(atThreshold, total)}, all at the far end of the window` },
      { scrape: late + stage.pending, because: 'one more, nearly a window later' },
      { scrape: fresh + 3 + (low ? stage.pending : 0), because: 'the first of them have left the window' },
      { scrape: again + (low ? stage.keeps + 1 : stage.pending), because: 'more of the part' },
    ],
    scrapes,
  };
}

/** A part that does not exist is a share of 0. */
function noneStory(stage: Stage, measure: Share, sides: Sides, ups: readonly Signal[], total: number): Story {
  const last = settle + 4;
  const scrapes = last + stage.pending + stage.keeps + Math.round(measure.window / stage.model.scrapeInterval) + 8;
  return {
    name: 'none of the part is a share of 0',
    signals: [...ups, ...eventSignals(measure.total, sides.rest, { start: 50, events: { [last]: total } }, scrapes)],
    marks: [
      { scrape: last - 1, because: 'nothing has happened yet' },
      { scrape: last + stage.pending, because: `0 of ${total}` },
    ],
    scrapes,
  };
}

/** Both sides spread over two series each. */
function siblingStory(
  stage: Stage,
  measure: Share,
  sides: Sides,
  ups: readonly Signal[],
  total: number,
  atThreshold: number,
  last: number,
  scrapes: number,
  resolved: Mark,
): readonly Story[] {
  const pair = (events: Events, own: SeriesLabels): readonly SeriesLabels[] => {
    const tested = new Set([...measure.of.where, ...measure.total.where].map(({ label }) => label));
    const labels = siblingLabels(stage, { ...events, where: [] }, [...measure.by, ...tested], 2).map((one) => ({
      ...one,
      ...Object.fromEntries(Object.entries(own).filter(([name]) => tested.has(name))),
    }));
    return labels.length < 2 ? [own] : labels;
  };
  const [parts, rests] = [pair(measure.of, sides.part), pair(measure.total, sides.rest)];
  if (parts.length + rests.length === 2) return [];
  const shareOut = (events: Events, series: readonly SeriesLabels[], early: number, late: number): readonly Signal[] =>
    series.flatMap((labels, i) => {
      const portion = (count: number): number =>
        Math.floor(((i + 1) * count) / series.length) - Math.floor((i * count) / series.length);
      const isLast = i === series.length - 1;
      return eventSignals(
        events,
        labels,
        { start: 50, events: { [settle]: portion(early), [last]: isLast ? late : 0 } },
        scrapes,
      );
    });
  const inTotal = sides.counted ? 0 : 1;
  return [
    {
      name: 'adds up the series of each side',
      signals: [
        ...ups,
        ...shareOut(measure.of, parts, atThreshold, 1),
        ...shareOut(measure.total, rests, total - (1 - inTotal) * atThreshold, inTotal),
      ],
      marks: [
        { scrape: last - 1, expect: 'silent', because: 'exactly at the threshold, over several series' },
        { scrape: last + stage.pending, expect: 'firing', because: 'one more' },
        resolved,
      ],
      scrapes,
    },
  ];
}

/** The same growth, from 0 again at a scrape. */
function restartedAt(signal: Signal, reset: number): Signal {
  const lost = signal.at(reset - 1) ?? 0;
  return { ...signal, at: (k) => (k < reset ? signal.at(k) : (signal.at(k) ?? 0) - lost) };
}
