import type { Condition, Measure } from '../../model/model.ts';
import { decoysOf } from '../decoys-of.ts';
import { eventSignals } from '../event-series.ts';
import { increase, rate } from '../rate.ts';
import type { CounterPlan, Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import {
  otherGroupLabels,
  type SeriesLabels,
  type Stage,
  siblingLabels,
  subjectLabels,
  turnedAlone,
  upSignal,
} from '../subject.ts';
import { around } from './level-stories.ts';
import { type Cast, pathStories, shareBulk } from './path-stories.ts';
import { youngCounterStories } from './young-counter-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Rate = Extract<Measure, { kind: 'rate' }> | Extract<Measure, { kind: 'count' }>;

/** Phases of a story whose measure needs a whole window to settle: calm, bad, calm again. */
export function phases(stage: Stage, windowMs: number, lead = 0) {
  const window = Math.ceil(windowMs / stage.model.scrapeInterval);
  const bad = lead + window + 4 + stage.pending;
  const calm = bad + window + stage.pending + 4;
  const scrapes = calm + window + stage.keeps + 6;
  const marks = (high: string, low: string): readonly Mark[] => [
    { scrape: bad - 1, expect: 'silent', because: low },
    { scrape: calm - 1, expect: 'firing', because: high },
    { scrape: scrapes - 2, expect: 'silent', because: low },
  ];
  return { bad, calm, scrapes, marks };
}

/** A flow of events: so many per scrape, or at once where an exact count would depend on the window's edges. */
interface Flow {
  readonly high: number;
  readonly low: number;
}

/** Stories of a rate: a steady flow just under the threshold, then just over it, then under it again. */
export function rateStories(stage: Stage, condition: Compare, measure: Rate): readonly Story[] {
  const { of } = measure;
  const subject = subjectLabels(stage, of);
  const { scrapeInterval } = stage.model;
  const exact = measure.kind === 'count' && measure.newborn === 'count';
  // Whatever rounds to a little less than 1 is shown in thousandths.
  const more = condition.threshold.value === 0 ? 2 : 1;
  const near = exact ? nearestCounts(condition) : around(condition, 0.01 * more);
  // Nothing flows backwards: beside 0 there is only 0 itself.
  if (subject === undefined || (Math.min(near.holds, near.fails) < 0 && near.atHolds !== near.holds < 0)) return [];
  const [holds, fails] = [Math.max(0, near.holds), Math.max(0, near.fails)];
  // While the first window fills there is too little of any flow: where that fires, it has to be over.
  const lead = exact || holds > fails ? 0 : stage.keeps;
  const { bad, calm, scrapes, marks } = phases(stage, measure.window * (exact ? 2 : 1), lead);
  const seconds = measure.kind === 'count' ? measure.window / 1000 : 1;
  const amount = (value: number): number =>
    exact ? value : Number(((value / seconds) * (scrapeInterval / 1000)).toPrecision(9));
  // Of an exact count, so many at once: a window never holds two of the bursts that are few enough, and always one of the others.
  const window = Math.floor(measure.window / scrapeInterval);
  const apart = (value: number): number => (exact ? (value > holds ? Math.max(1, window - 1) : window + 1) : 1);
  const flow = (labels: SeriesLabels, { high, low }: Flow, extra: Partial<CounterPlan> = {}): readonly Signal[] => {
    const events: Record<number, number> = {};
    const stretch = (from: number, to: number, value: number): void => {
      for (let k = from; k < to; k += apart(value)) events[k] = amount(value);
    };
    stretch(0, bad, low);
    stretch(bad, calm, high);
    stretch(calm, scrapes, low);
    return eventSignals(of, labels, { start, events, ...extra }, scrapes);
  };
  // What comes at once is asked for when it is about to leave the window, so that a shorter one has lost it.
  const reach = Math.max(1, window - 3);
  const atTheFarEnd = (scrape: number, from: number, value: number): number => {
    const burst = from + Math.floor((scrape - from - reach) / apart(value)) * apart(value);
    return Math.max(from + 1, burst + reach);
  };
  const said = marks(`a steady ${holds}`, `a steady ${fails}`).map((mark, i) => {
    if (!exact) return mark;
    const [from = 0, value = fails] = [[0, bad, calm][i], [fails, holds, fails][i]];
    return { scrape: atTheFarEnd(mark.scrape, from, value), because: mark.because };
  });
  // Where any flow at all is enough, only what is left of it in the window tells how long that is.
  const leaving: readonly Mark[] =
    exact || fails > 0 || holds === 0 || window < 4
      ? []
      : [{ scrape: calm + window - 3, expect: 'firing', because: 'the window still holds the last of them' }];
  const up = exact ? [upSignal(stage, of.metric.job)] : [];
  const phase = Math.round(scrapeInterval / 3);
  const crossing: Flow = { high: holds, low: fails };
  const story = (name: string, signals: readonly Signal[], phase = 0): Story => ({
    name,
    phase,
    signals: [...up, ...signals],
    marks: said,
    scrapes,
  });
  // An extrapolated increase restarts as often as nearly to leave the window: what takes that for a loss sees nothing at all.
  const isIncrease = measure.kind === 'count' && !exact;
  const often = Math.max(2, window - 1);
  const resets = !isIncrease
    ? [bad + Math.floor((calm - bad) / 2)]
    : Array.from({ length: scrapes }, (_, k) => k).filter((k) => (calm - 1 - k) % often === 0);
  // Each of the label values that are asked for is the subject of one story.
  const [second, third] = [turnedAlone(stage, of, subject, 1), turnedAlone(stage, of, subject, 2)];
  const other = otherGroupLabels(stage, of, measure.by, second);
  const otherUp = exact && measure.by.includes('instance') ? [upSignal(stage, of.metric.job, stage.host + 10)] : [];
  const calmOther = other === undefined ? [] : [...otherUp, ...flow(other, { high: fails, low: fails })];
  const stories: Story[] = [
    story(`fires at ${holds}, not at ${fails}`, flow(subject, crossing)),
    {
      ...story(
        `fires at ${holds}, not at ${fails}, scraped a third of an interval off`,
        [...flow(second, crossing), ...calmOther],
        phase,
      ),
      marks: [...said.slice(0, 2), ...leaving, ...said.slice(2)],
    },
    story('a counter reset is no flow', flow(third, crossing, { resets }), isIncrease ? phase : 0),
  ];
  if (!exact) stories.push(...exactRateStories(stage, condition, measure, subject));
  const sibling = siblingLabels(stage, of, measure.by, 2)[1];
  if (sibling !== undefined && !exact) {
    const half = (value: number): number => value / 2;
    const halves: Flow = { high: half(holds), low: half(fails) };
    stories.push(story('adds up the series of a group', [...flow(subject, halves), ...flow(sibling, halves)]));
  }
  if (exact) stories.push(...pathStories(stage, lowCast(stage, condition, measure)));
  for (const { label, named, series } of decoysOf(of, subject)) {
    // In a group of its own, it would trip the alert. What trips an alert would trip it while it must rest; what stops one would
    // stop it while it must fire. Where a bucket is taken from all observations, each of the two would do the one or the other.
    const both = of.view.kind === 'exceeding';
    const many = measure.by.includes(label)
      ? { high: holds, low: holds }
      : holds > fails
        ? { high: both ? holds * 2 : 0, low: holds * 2 }
        : { high: fails * 2, low: both ? fails * 2 : 0 };
    const flood = series.flatMap((labels) => flow(labels, many));
    stories.push(story(nameOfDecoy(condition, named), [...flood, ...flow(subject, crossing)]));
  }
  const signals = flow(subject, crossing);
  const [seen] = signals;
  if (!exact && 'bound' in of.view && seen !== undefined) {
    // Of an exact count, each bucket is compared with its own past only: another one has nothing to be matched with.
    const all = { ...seen, name: `${of.metric.name}_bucket`, labels: { ...subject, le: '+Inf' } };
    stories.push(story('the bucket of all observations does not count', [...signals, all]));
  }
  return stories;
}

/** How a story names what happens at exactly the threshold. */
export const nameOfExact = ({ threshold }: Compare, atHolds: boolean): string =>
  atHolds ? `fires at exactly ${threshold.written}` : `does not fire at exactly ${threshold.written}`;

/** How a story names what is not meant. */
export const nameOfDecoy = (condition: Compare, named: string): string =>
  `${named} does not ${condition.op === 'above' || condition.op === 'atLeast' ? 'trip' : 'stop'} it`;

/** The greatest count at which it holds, and the first that is too much. */
function nearestCounts(condition: Compare): ReturnType<typeof around> {
  const holds = lowCount(condition);
  return { holds, fails: holds + 1, at: holds, atHolds: true };
}

/** How far apart samples can be, in scrapes, so that a window always has the same number of them, at least two. */
const spacings = (window: number): readonly number[] =>
  Array.from({ length: Math.floor(window / 2) }, (_, i) => i + 1).filter((every) => window % every === 0);

/**
 * A flow of exactly the threshold, as doubles have it: whether a flow reads `0.2` or its neighbour depends on how many
 * samples there are, so some scrapes are missed where that helps. None when no flow reads so.
 */
function exactRateStories(stage: Stage, condition: Compare, measure: Rate, subject: SeriesLabels): readonly Story[] {
  const { threshold } = condition;
  const { scrapeInterval } = stage.model;
  const { atHolds } = around(condition);
  const { bad, calm, scrapes, marks } = phases(stage, measure.window);
  const phase = Math.round(scrapeInterval / 3);
  const read = measure.kind === 'rate' ? rate : increase;
  // 250 a minute are 62.5 a scrape, and not the noise that a division leaves beside it.
  const amountOf = (spacing: number): number =>
    Number(
      ((spacing * threshold.value * scrapeInterval) / (measure.kind === 'rate' ? 1000 : measure.window)).toPrecision(
        12,
      ),
    );
  const every = spacings(measure.window / scrapeInterval).find((spacing) => {
    const amount = amountOf(spacing);
    // Sums of such amounts are exact.
    if (amount * 1024 !== Math.round(amount * 1024)) return false;
    const points = Array.from({ length: measure.window / scrapeInterval / spacing }, (_, i) => ({
      time: i * spacing * scrapeInterval + phase,
      value: start + i * amount,
    }));
    return read(points, measure.window, measure.window, 'open') === threshold.value;
  });
  if (threshold.value === 0) return [];
  if (every === undefined)
    return youngCounterStories(stage, condition, measure, subject, nameOfExact(condition, atHolds));
  const amount = amountOf(every);
  // Where the threshold itself holds, the other flow is on its far side; else it is beyond the threshold.
  const other = condition.op === 'above' || condition.op === 'atMost' ? 2 * amount : amount / 2;
  const [high, low] = exactFlow(condition, amount, other);
  const events: Record<number, number> = {};
  for (let k = 0; k < scrapes; k += every) events[k] = k >= bad && k < calm ? high : low;
  const missed = (k: number): boolean => k % every !== 0;
  const said = marks('while it holds', 'while it does not').map(({ scrape, because }) => ({ scrape, because }));
  return [
    {
      name: nameOfExact(condition, atHolds),
      phase,
      signals: eventSignals(measure.of, subject, { start, events }, scrapes).map((signal) => ({ ...signal, missed })),
      marks: said,
      scrapes,
    },
  ];
}

/** Of an amount that is exactly the threshold and one that is not: what flows while the condition holds, and else. */
function exactFlow({ op }: Compare, exact: number, other: number): readonly [high: number, low: number] {
  return op === 'atLeast' || op === 'atMost' ? [exact, other] : [other, exact];
}

/** Counters are old: extrapolation is not stopped by 0. */
const start = 1_000_000;

/** The greatest count of events at which `below` or `atMost` holds. */
export const lowCount = ({ op, threshold }: Compare): number =>
  op === 'below' ? Math.ceil(threshold.value) - 1 : Math.floor(threshold.value);

/** Events of a count that must not fall too low: with the last of them it is high enough. */
function lowCast(stage: Stage, condition: Compare, { of, by, window }: Rate): Cast {
  const most = lowCount(condition);
  return {
    actors: shareBulk(stage, of, by, most),
    window: Math.round(window / stage.model.scrapeInterval),
    turns: 'off',
    before: `${most}, which is too few`,
    after: `${most + 1}, which is enough`,
  };
}
