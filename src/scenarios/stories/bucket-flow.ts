import type { Condition, Histogram, Measure } from '../../model/model.ts';
import { bucketQuantile } from '../rate.ts';
import type { Signal } from '../signal.ts';
import type { SeriesLabels, Stage } from '../subject.ts';
import { around } from './level-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Quantile = Extract<Measure, { kind: 'quantile' }>;

/** New observations of each bucket in a scrape, those beyond the last bound included. */
export type Counts = readonly number[];

/** What a quantile reads on one side of its threshold, and observations of which it does. */
interface Near {
  readonly value: number;
  readonly counts: Counts;
}

/** Just over a threshold and just under it: as far as is usual, or as near as the first bucket can show. */
export function nearQuantiles(
  condition: Compare,
  { q, of: { metric } }: Quantile,
): { readonly holds: Near; readonly fails: Near } | undefined {
  const first = metric.buckets[0]?.value ?? 0;
  const room = (1 - (q * first) / condition.threshold.value) / 2;
  const { atHolds } = around(condition);
  const near = (side: 'holds' | 'fails'): Near | undefined =>
    [0.01, room]
      .filter((nudge) => nudge > 0 || (nudge === 0 && atHolds === (side === 'holds')))
      .flatMap((nudge) => {
        const value = around(condition, nudge)[side];
        const counts = spreadOver(metric, q, value);
        return counts === undefined ? [] : [{ value, counts }];
      })[0];
  const [holds, fails] = [near('holds'), near('fails')];
  return holds && fails && { holds, fails };
}

/** Observations per scrape in each bucket, so that the quantile reads `target`; the bucket is the one that holds it. */
export function spreadOver(
  { buckets }: Histogram,
  q: number,
  target: number,
  volumeOf: (portion: number) => number = wholeVolume,
): Counts | undefined {
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
export function exactSpread(
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

/** Cumulative counts. */
const cumulated = (counts: Counts): Counts =>
  counts.map((_, i) => counts.slice(0, i + 1).reduce((sum, n) => sum + n, 0));

/** Cumulative bucket series: `counts` new observations a scrape, as told for each scrape. */
export function bucketSignals(
  { of }: Quantile,
  subject: SeriesLabels,
  during: Counts,
  otherwise: Counts,
  bad: number,
  calm: number,
): readonly Signal[] {
  const [high, low] = [cumulated(during), cumulated(otherwise)];
  return [...of.metric.buckets.map(({ value }) => String(value)), '+Inf'].map((le, i) => ({
    name: `${of.metric.name}_bucket`,
    labels: { ...subject, le },
    at: (k) => {
      const inBad = Math.max(0, Math.min(k + 1, calm) - bad);
      return 1_000_000 + inBad * (high[i] ?? 0) + (k + 1 - inBad) * (low[i] ?? 0);
    },
  }));
}

/** Observations of which the quantile always reads the target; undefined when no bucket can show it. */
export function quantileAt(measure: Quantile, labels: SeriesLabels, target: number): readonly Signal[] | undefined {
  const counts = spreadOver(measure.of.metric, measure.q, target);
  return counts && bucketSignals(measure, labels, counts, counts, 0, 0);
}

/** Observations by two series: those of the fastest bucket that has any, and all others. */
export function splitBySpeed(counts: Counts): readonly [fast: Counts, slow: Counts] {
  const fastest = counts.findIndex((count) => count > 0);
  return [counts.map((count, i) => (i === fastest ? count : 0)), counts.map((count, i) => (i === fastest ? 0 : count))];
}
