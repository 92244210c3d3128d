import type { Condition, Measure } from '../../model/model.ts';
import { decoysOf } from '../decoys-of.ts';
import type { Signal } from '../signal.ts';
import type { Story } from '../story.ts';
import { type SeriesLabels, type Stage, siblingLabels, subjectLabels, turnedAlone } from '../subject.ts';
import { bucketSignals, type Counts, exactSpread, nearQuantiles, quantileAt, splitBySpeed } from './bucket-flow.ts';
import { around } from './level-stories.ts';
import { nameOfDecoy, nameOfExact, phases } from './slope-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Quantile = Extract<Measure, { kind: 'quantile' }>;

/** Observations that keep the condition true; undefined when no bucket can show such a quantile. */
export function steadyQuantile(stage: Stage, condition: Compare, measure: Quantile): readonly Signal[] | undefined {
  const labels = subjectLabels(stage, measure.of);
  const near = nearQuantiles(condition, measure);
  return labels && near && quantileAt(measure, labels, near.holds.value);
}

/** Stories of a quantile: observations spread over the buckets so that it reads just under, then just over. */
export function quantileStories(stage: Stage, condition: Compare, measure: Quantile): readonly Story[] {
  const { of } = measure;
  const labels = subjectLabels(stage, of);
  const near = nearQuantiles(condition, measure);
  if (labels === undefined || near === undefined) return [];
  const [holds, high, fails, low] = [near.holds.value, near.holds.counts, near.fails.value, near.fails.counts];
  const { bad, calm, scrapes, marks } = phases(stage, measure.window);
  const buckets = (subject: SeriesLabels, during: Counts, otherwise: Counts): readonly Signal[] =>
    bucketSignals(measure, subject, during, otherwise, bad, calm);
  const phase = Math.round(stage.model.scrapeInterval / 3);
  const said = marks(`the quantile is ${holds}`, `the quantile is ${fails}`);
  // Each of the label values that are asked for is the subject of one story.
  const [second, third] = [turnedAlone(stage, of, labels, 1), turnedAlone(stage, of, labels, 2)];
  const stories: Story[] = [
    { name: `fires at ${holds}, not at ${fails}`, signals: buckets(labels, high, low), marks: said, scrapes },
    {
      name: `fires at ${holds}, not at ${fails}, scraped a third of an interval off`,
      phase,
      signals: buckets(second, high, low),
      marks: said,
      scrapes,
    },
  ];
  const exactly = exactSpread(stage, condition, measure);
  if (exactly !== undefined) {
    const { atHolds } = around(condition);
    stories.push({
      name: nameOfExact(condition, atHolds),
      phase,
      signals: atHolds ? buckets(labels, exactly, low) : buckets(labels, high, exactly),
      marks: said.map(({ scrape, because }) => ({ scrape, because })),
      scrapes,
    });
  }
  // As often as nearly to leave the window: whatever takes the restarts for a loss then sees nothing at all.
  const often = Math.max(2, Math.floor(measure.window / stage.model.scrapeInterval) - 1);
  stories.push({
    name: 'counts across a counter reset',
    phase,
    signals: buckets(third, high, low).map((signal) => restarting(signal, often, calm - 1)),
    marks: said,
    scrapes,
  });
  const sibling = siblingLabels(stage, of, measure.by, 2)[1];
  if (sibling !== undefined) {
    const [bad, good] = [splitBySpeed(high), splitBySpeed(low)];
    stories.push({
      name: 'adds up the series of a group',
      signals: [...buckets(labels, bad[0], good[0]), ...buckets(sibling, bad[1], good[1])],
      marks: said,
      scrapes,
    });
  }
  // Slower than any bound: many of them would trip it where it must rest, or stop it where it must fire.
  const slow = high.map((_, i) => (i === high.length - 1 ? 10_000_000 : 0));
  for (const decoys of decoysOf(of, labels)) {
    const always = measure.by.includes(decoys.label) ? high : slow;
    stories.push({
      name: nameOfDecoy(condition, decoys.named),
      signals: [...decoys.series.flatMap((one) => buckets(one, always, always)), ...buckets(labels, high, low)],
      marks: said,
      scrapes,
    });
  }
  return stories;
}

/** The same growth, from 0 again every so many scrapes, also at scrape `at`. */
function restarting(signal: Signal, every: number, at: number): Signal {
  return {
    ...signal,
    at: (k) => {
      const start = at - every * Math.ceil((at - k) / every);
      return (signal.at(k) ?? 0) - (signal.at(start - 1) ?? 0);
    },
  };
}
