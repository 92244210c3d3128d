import type { Condition, Events } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import { unwantedValue } from '../pick-labels.ts';
import type { Signal } from '../signal.ts';
import type { Story } from '../story.ts';
import { type SeriesLabels, type Stage, upSignal } from '../subject.ts';
import { siblingSides } from './share-side-stories.ts';
import { fineness, percentText, played, type Share, type Sides, type Step, settle } from './share-sides.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

/** Stories for a `for` as long as the window: the share is the same in every window, and then another in every window. */
export function steadyShareStories(
  stage: Stage,
  { op }: Compare,
  measure: Share,
  sides: Sides,
  exact: { readonly numerator: number; readonly denominator: number },
): readonly Story[] {
  const window = Math.round(measure.window / stage.model.scrapeInterval);
  const low = op === 'below' || op === 'atMost';
  const holdsAt = op === 'atLeast' || op === 'atMost';
  // Every scrape alone has the floor's number of events, and one more of them is less than a hundredth of the threshold.
  const times = Math.max(Math.ceil(measure.floor / exact.denominator), fineness(exact));
  const [all, part] = [exact.denominator * times, exact.numerator * times];
  // The share that does not hold, and the nearest one that does.
  const some = part === 0 ? 2 : 1;
  const [calm, bad] = holdsAt ? [low ? part + 1 : part - 1, part] : [part, low ? part - 1 : part + some];
  if (calm < 0 || bad < 0 || Math.max(calm, bad) > all) return [];
  const turn = settle + window + stage.pending + 4;
  const last = turn + window + stage.pending + 4;
  const end = last + 2;
  const resolved = end + window + stage.keeps + 3;
  const scrapes = stage.keeps > 0 ? resolved + 2 : end;
  const flow = (from: number, to: number, count: number): readonly Step[] =>
    Array.from({ length: to - from }, (_, i) => ({ scrape: from + i, part: count, rest: all - count }));
  const jobs = [...new Set([measure.of.metric.job, measure.total.metric.job])];
  const ups = jobs.map((job) => upSignal(stage, job));
  const story = (name: string, because: string, signals: readonly Signal[]): Story => ({
    name,
    signals: [...ups, ...signals],
    marks: [
      { scrape: turn - 2, expect: 'silent', because },
      { scrape: last, expect: 'firing', because: `${percentText(bad, all)} in every window since` },
      ...(stage.keeps > 0 ? [{ scrape: resolved, because: 'the window has passed' }] : []),
    ],
    scrapes,
  });
  const crossing = [...flow(settle, turn, calm), ...flow(turn, end, bad)];
  const stories = [
    story(
      `a steady ${percentText(calm, all)}, which is not enough`,
      `${percentText(calm, all)} in every window until now`,
      playedBySiblings(measure, sides, crossing, scrapes),
    ),
  ];
  if (measure.floor >= 1 || low) {
    const enough = Math.max(1, measure.floor);
    const bursts = (from: number, to: number, every: number, count: number): readonly Step[] =>
      Array.from({ length: Math.ceil((to - from) / every) }, (_, i) => ({
        scrape: from + i * every,
        part: count,
        rest: 0,
      }));
    // A window never holds two of the bursts that are too small, and always one of the others.
    const steps = [
      ...bursts(settle, turn - 1, window + 1, enough - 1),
      ...bursts(turn, end, Math.max(1, window - 1), enough),
    ];
    const events = Object.fromEntries(steps.map(({ scrape, part }) => [scrape, part]));
    stories.push({
      ...story(
        low && enough === 1 ? 'none of the part is a share of 0' : `stays silent below ${enough}, whatever the share`,
        `${enough - 1} in every window until now`,
        low
          ? eventSignals(measure.total, sides.rest, { start: 50, events }, scrapes)
          : played(measure, sides, steps, scrapes),
      ),
      marks: [
        { scrape: turn - 2, because: `no more than ${enough - 1} in a window` },
        { scrape: last, because: `${enough} in every window since` },
      ],
    });
  }
  for (const test of measure.of.where) {
    const value = unwantedValue(measure.of, test.label);
    if (value === undefined || low || measure.of.metric.name === measure.total.metric.name) continue;
    const events = Object.fromEntries(flow(settle, scrapes, all).map(({ scrape }) => [scrape, all]));
    const decoy = eventSignals(measure.of, { ...sides.part, [test.label]: value }, { start: 50, events }, scrapes);
    stories.push(
      story(`${test.label}="${value}" does not count as part`, `only ${value} has many events`, [
        ...decoy,
        ...played(measure, sides, crossing, scrapes),
      ]),
    );
  }
  return stories;
}

/** The series that play the steps, with two series of a side where it can have two. */
function playedBySiblings(measure: Share, sides: Sides, steps: readonly Step[], scrapes: number): readonly Signal[] {
  const [parts, rests] = siblingSides(measure, sides);
  const shared = (events: Events, series: readonly SeriesLabels[], count: (step: Step) => number): readonly Signal[] =>
    series.flatMap((labels, i) => {
      const portion = (all: number): number =>
        Math.floor(((i + 1) * all) / series.length) - Math.floor((i * all) / series.length);
      const mine = Object.fromEntries(steps.map((step) => [step.scrape, portion(count(step))]));
      return eventSignals(events, labels, { start: 50, events: mine }, scrapes);
    });
  return [
    ...shared(measure.of, parts, ({ part }) => part),
    ...shared(measure.total, rests, ({ part, rest }) => (sides.counted ? rest : rest + part)),
  ];
}
