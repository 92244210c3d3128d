import type { Condition, Histogram, Measure } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import { unwantedValue } from '../pick-labels.ts';
import { bucketQuantile, increase, rate } from '../rate.ts';
import type { CounterPlan, Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { otherGroupLabels, type SeriesLabels, type Stage, siblingLabels, subjectLabels, upSignal } from '../subject.ts';
import { around } from './level-stories.ts';
import { type Cast, pathStories, shareBulk } from './path-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Rate = Extract<Measure, { kind: 'rate' }> | Extract<Measure, { kind: 'count' }>;
type Quantile = Extract<Measure, { kind: 'quantile' }>;

/** Phases of a story whose measure needs a whole window to settle: calm, bad, calm again. */
function phases(stage: Stage, windowMs: number) {
  const window = Math.ceil(windowMs / stage.model.scrapeInterval);
  const bad = window + 4 + stage.pending;
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
  const near = exact ? nearestCounts(condition) : around(condition, 0.01);
  // Nothing flows backwards: beside 0 there is only 0 itself.
  if (subject === undefined || (Math.min(near.holds, near.fails) < 0 && near.atHolds !== near.holds < 0)) return [];
  const [holds, fails] = [Math.max(0, near.holds), Math.max(0, near.fails)];
  const { bad, calm, scrapes, marks } = phases(stage, measure.window * (exact ? 2 : 1));
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
  const up = exact ? [upSignal(stage, of.metric.job)] : [];
  const crossing: Flow = { high: holds, low: fails };
  const story = (name: string, signals: readonly Signal[], phase = 0): Story => ({
    name,
    phase,
    signals: [...up, ...signals],
    marks: said,
    scrapes,
  });
  const reset = bad + Math.floor((calm - bad) / 2);
  const other = otherGroupLabels(stage, of, measure.by);
  const otherUp = exact && measure.by.includes('instance') ? [upSignal(stage, of.metric.job, stage.host + 10)] : [];
  const calmOther = other === undefined ? [] : [...otherUp, ...flow(other, { high: fails, low: fails })];
  const stories: Story[] = [
    story(`fires at ${holds}, not at ${fails}`, flow(subject, crossing)),
    story(
      `fires at ${holds}, not at ${fails}, scraped a third of an interval off`,
      [...flow(subject, crossing), ...calmOther],
      Math.round(scrapeInterval / 3),
    ),
    story('a counter reset is no flow', flow(subject, crossing, { resets: [reset] })),
  ];
  if (!exact) stories.push(...exactRateStories(stage, condition, measure, subject));
  const sibling = siblingLabels(stage, of, measure.by, 2)[1];
  if (sibling !== undefined && !exact) {
    const half = (value: number): number => value / 2;
    const halves: Flow = { high: half(holds), low: half(fails) };
    stories.push(story('adds up the series of a group', [...flow(subject, halves), ...flow(sibling, halves)]));
  }
  if (exact) stories.push(...pathStories(stage, lowCast(stage, condition, measure)));
  for (const test of of.where) {
    const value = unwantedValue(of, test.label);
    if (value === undefined) continue;
    // In a group of its own, it would trip the alert. What trips an alert would trip it while it must rest; what stops one would stop it while it must fire.
    const many = measure.by.includes(test.label)
      ? { high: holds, low: holds }
      : holds > fails
        ? { high: 0, low: holds * 2 }
        : { high: fails * 2, low: 0 };
    const flood = flow({ ...subject, [test.label]: value }, many);
    stories.push(story(nameOfDecoy(condition, test.label, value), [...flood, ...flow(subject, crossing)]));
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

const nameOfExact = ({ threshold }: Compare, atHolds: boolean): string =>
  atHolds ? `fires at exactly ${threshold.written}` : `does not fire at exactly ${threshold.written}`;

const nameOfDecoy = (condition: Compare, label: string, value: string): string =>
  `${label}="${value}" does not ${condition.op === 'above' || condition.op === 'atLeast' ? 'trip' : 'stop'} it`;

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
  const perScrape = (threshold.value * scrapeInterval) / (measure.kind === 'rate' ? 1000 : measure.window);
  const every = spacings(measure.window / scrapeInterval).find((spacing) => {
    const amount = spacing * perScrape;
    // Sums of such amounts are exact.
    if (amount * 1024 !== Math.round(amount * 1024)) return false;
    const points = Array.from({ length: measure.window / scrapeInterval / spacing }, (_, i) => ({
      time: i * spacing * scrapeInterval + phase,
      value: start + i * amount,
    }));
    return read(points, measure.window, measure.window, 'open') === threshold.value;
  });
  if (every === undefined || threshold.value === 0) return [];
  const amount = every * perScrape;
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

/** Observations per scrape in each bucket, so that the quantile reads `target`; the bucket is the one that holds it. */
export function spreadOver(
  { buckets }: Histogram,
  q: number,
  target: number,
  volumeOf: (portion: number) => number = wholeVolume,
): readonly number[] | undefined {
  const at = buckets.findIndex(({ value }) => value >= target);
  const [high, low] = [buckets[at]?.value, at === 0 ? 0 : buckets[at - 1]?.value];
  if (high === undefined || low === undefined) return undefined;
  const x = (target - low) / (high - low);
  const counts = Array.from({ length: buckets.length + 1 }, () => 0);
  const perScrape = volumeOf(x < q ? (q - x) / (1 - x) : 1 - q / x);
  const below = x < q ? Math.round((perScrape * (q - x)) / (1 - x)) : 0;
  const beyond = x > q ? Math.round(perScrape * (1 - q / x)) : 0;
  if (below > 0) {
    if (at === 0) return undefined;
    counts[at - 1] = below;
  }
  counts[at] = perScrape - below - beyond;
  counts[at + 1] = beyond;
  return counts;
}

/** Of some large numbers, the one of which the portion is nearest to a whole number. */
function wholeVolume(portion: number): number {
  const off = (volume: number): number => Math.abs(volume * portion - Math.round(volume * portion));
  const volumes = Array.from({ length: 200 }, (_, i) => 1_000_000 + i * 1000);
  return volumes.reduce((best, volume) => (off(volume) < off(best) - 1e-9 ? volume : best), 1_000_000);
}

/** Observations per scrape of which the quantile reads the target to the last bit; undefined when none were found. */
function exactSpread(
  { model }: Stage,
  { threshold }: Compare,
  { of: { metric }, q, window }: Quantile,
): Counts | undefined {
  // Off the edges of the window, there always are as many samples.
  const steps = Math.floor(window / model.scrapeInterval) - 1;
  const factor = window / 1000 / ((steps * model.scrapeInterval) / 1000) / (window / 1000);
  for (let volume = 1_000_000; volume < 1_100_000; volume += 5) {
    const counts = spreadOver(metric, q, threshold.value, () => volume);
    if (counts === undefined) return undefined;
    let total = 0;
    const buckets = counts.map((count, i) => {
      total += count;
      return { bound: metric.buckets[i]?.value ?? Number.POSITIVE_INFINITY, count: total * steps * factor };
    });
    if ((['closed', 'open'] as const).every((edges) => bucketQuantile(q, buckets, edges) === threshold.value))
      return counts;
  }
  return undefined;
}

type Counts = readonly number[];

/** Cumulative bucket series: `counts` new observations a scrape, as told for each scrape. */
function bucketSignals(
  { of }: Quantile,
  subject: SeriesLabels,
  during: Counts,
  otherwise: Counts,
  bad: number,
  calm: number,
): readonly Signal[] {
  const upTo = (counts: Counts, i: number): number => counts.slice(0, i + 1).reduce((sum, n) => sum + n, 0);
  return [...of.metric.buckets.map(({ value }) => String(value)), '+Inf'].map((le, i) => ({
    name: `${of.metric.name}_bucket`,
    labels: { ...subject, le },
    at: (k) => {
      const inBad = Math.max(0, Math.min(k + 1, calm) - bad);
      return 1_000_000 + inBad * upTo(during, i) + (k + 1 - inBad) * upTo(otherwise, i);
    },
  }));
}

/** Observations that keep the condition true; undefined when no bucket can show such a quantile. */
export function steadyQuantile(stage: Stage, condition: Compare, measure: Quantile): readonly Signal[] | undefined {
  const labels = subjectLabels(stage, measure.of);
  return labels && quantileAt(measure, labels, around(condition).holds);
}

/** Observations of which the quantile always reads the target; undefined when no bucket can show it. */
export function quantileAt(measure: Quantile, labels: SeriesLabels, target: number): readonly Signal[] | undefined {
  const counts = spreadOver(measure.of.metric, measure.q, target);
  return counts && bucketSignals(measure, labels, counts, counts, 0, 0);
}

/** Stories of a quantile: observations spread over the buckets so that it reads just under, then just over. */
export function quantileStories(stage: Stage, condition: Compare, measure: Quantile): readonly Story[] {
  const { of, q } = measure;
  const labels = subjectLabels(stage, of);
  const { holds, fails } = around(condition);
  const [high, low] = [spreadOver(of.metric, q, holds), spreadOver(of.metric, q, fails)];
  if (labels === undefined || high === undefined || low === undefined) return [];
  const { bad, calm, scrapes, marks } = phases(stage, measure.window);
  const buckets = (subject: SeriesLabels, during: Counts, otherwise: Counts): readonly Signal[] =>
    bucketSignals(measure, subject, during, otherwise, bad, calm);
  const said = marks(`the quantile is ${holds}`, `the quantile is ${fails}`);
  const stories: Story[] = [
    { name: `fires at ${holds}, not at ${fails}`, signals: buckets(labels, high, low), marks: said, scrapes },
    {
      name: `fires at ${holds}, not at ${fails}, scraped a third of an interval off`,
      phase: Math.round(stage.model.scrapeInterval / 3),
      signals: buckets(labels, high, low),
      marks: said,
      scrapes,
    },
  ];
  const exactly = exactSpread(stage, condition, measure);
  if (exactly !== undefined) {
    const { atHolds } = around(condition);
    stories.push({
      name: nameOfExact(condition, atHolds),
      phase: Math.round(stage.model.scrapeInterval / 3),
      signals: atHolds ? buckets(labels, exactly, low) : buckets(labels, high, exactly),
      marks: said.map(({ scrape, because }) => ({ scrape, because })),
      scrapes,
    });
  }
  const reset = bad + Math.floor((calm - bad) / 2);
  stories.push({
    name: 'counts across a counter reset',
    signals: buckets(labels, high, low).map((signal) => restarted(signal, reset)),
    marks: said,
    scrapes,
  });
  const sibling = siblingLabels(stage, of, measure.by, 2)[1];
  if (sibling !== undefined) {
    // Few, but slower than any bound, or as fast as can be.
    const isSlow = holds > fails;
    const few = high.map((_, i) => (i === (isSlow ? high.length - 1 : 0) ? 100_000 : 0));
    const none = high.map(() => 0);
    stories.push({
      name: `a few ${isSlow ? 'slow' : 'fast'} ones in another series of the group count`,
      signals: [...buckets(labels, low, low), ...buckets(sibling, few, none)],
      marks: said.map(({ scrape, because }) => ({ scrape, because })),
      scrapes,
    });
  }
  for (const test of of.where) {
    const value = unwantedValue(of, test.label);
    if (value === undefined) continue;
    const many = high.map((count) => 10 * count);
    const few = low.map((count) => 10 * count);
    stories.push({
      name: nameOfDecoy(condition, test.label, value),
      // Many that hold would trip it where it must rest; many that do not would stop it where it must fire.
      signals: [
        ...(measure.by.includes(test.label)
          ? buckets({ ...labels, [test.label]: value }, high, high)
          : holds > fails
            ? buckets({ ...labels, [test.label]: value }, many, many)
            : buckets({ ...labels, [test.label]: value }, few, few)),
        ...buckets(labels, high, low),
      ],
      marks: said,
      scrapes,
    });
  }
  return stories;
}

/** The same growth, from 0 again at a scrape. */
function restarted(signal: Signal, reset: number): Signal {
  const lost = signal.at(reset - 1) ?? 0;
  return { ...signal, at: (k) => (k < reset ? signal.at(k) : (signal.at(k) ?? 0) - lost) };
}
