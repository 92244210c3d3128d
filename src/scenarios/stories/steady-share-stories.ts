import type { Condition } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import { unwantedValue } from '../pick-labels.ts';
import type { Signal } from '../signal.ts';
import type { Story } from '../story.ts';
import { type Stage, upSignal } from '../subject.ts';
import { percentText, played, type Share, type Sides, type Step, settle } from './share-sides.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

/** Stories for a `for` as long as the window: the share is the same in every window, and then another in every window. */
export function steadyShareStories(
  stage: Stage,
  { op, threshold }: Compare,
  measure: Share,
  sides: Sides,
  exact: { readonly numerator: number; readonly denominator: number },
): readonly Story[] {
  const window = Math.round(measure.window / stage.model.scrapeInterval);
  const low = op === 'below' || op === 'atMost';
  const holdsAt = op === 'atLeast' || op === 'atMost';
  // Every scrape alone has the floor's number of events, and one more of them is less than a hundredth of the threshold.
  const times = Math.max(
    Math.ceil(measure.floor / exact.denominator),
    Math.ceil(101 / (threshold.value * exact.denominator)),
  );
  const [all, part] = [exact.denominator * times, exact.numerator * times];
  // The share that does not hold, and the nearest one that does.
  const [calm, bad] = holdsAt ? [low ? part + 1 : part - 1, part] : [part, low ? part - 1 : part + 1];
  if (calm < 0 || bad < 0 || Math.max(calm, bad) > all) return [];
  const turn = settle + window + stage.pending + 4;
  const last = turn + window + stage.pending + 4;
  const scrapes = last + 2;
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
    ],
    scrapes,
  });
  const crossing = [...flow(settle, turn, calm), ...flow(turn, scrapes, bad)];
  const stories = [
    story(
      `a steady ${percentText(calm, all)}, which is not enough`,
      `${percentText(calm, all)} in every window until now`,
      played(measure, sides, crossing, scrapes),
    ),
  ];
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
