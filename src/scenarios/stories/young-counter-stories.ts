import type { Condition, Measure } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import { increase, rate } from '../rate.ts';
import type { Story } from '../story.ts';
import type { SeriesLabels, Stage } from '../subject.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Rate = Extract<Measure, { kind: 'rate' }> | Extract<Measure, { kind: 'count' }>;

/**
 * A counter that begins at 0 within the window and soon shows exactly as many events as the threshold asks for: as long as
 * its first sample is seen there is nothing to extrapolate. None where the threshold is no whole number of events, or its
 * `for` does not fit into the window.
 */
export function youngCounterStories(
  stage: Stage,
  { op, threshold }: Compare,
  { kind, of, window }: Rate,
  labels: SeriesLabels,
  name: string,
): readonly Story[] {
  const { scrapeInterval } = stage.model;
  const upward = op === 'above' || op === 'atLeast';
  const exactly = Math.round(kind === 'rate' ? (threshold.value * window) / 1000 : threshold.value);
  const points = [0, exactly].map((value, i) => ({ time: window - scrapeInterval * (1 - i), value }));
  const read = kind === 'rate' ? rate : increase;
  if (exactly < 1 || read(points, window, window, 'closed') !== threshold.value) return [];
  const born = 4;
  const first = born + 1;
  const second = first + stage.pending + 2;
  const end = second + (upward ? stage.pending : stage.keeps) + 1;
  if (end - born >= Math.floor(window / scrapeInterval) - 1) return [];
  const before = op === 'above' || op === 'atMost' ? exactly : exactly - 1;
  const scrapes = end + 2;
  return [
    {
      name,
      signals: eventSignals(of, labels, { born, events: { [first]: before, [second]: 1 } }, scrapes),
      marks: [
        { scrape: second - 1, because: `${before}, beginning at 0` },
        { scrape: end, because: 'one more' },
      ],
      scrapes,
    },
  ];
}
