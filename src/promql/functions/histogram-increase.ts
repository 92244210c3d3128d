import { remarks } from '../eval/annotation.ts';
import type { Window } from '../eval/plan.ts';
import { combineHistograms, toSchema } from '../histogram/arithmetic.ts';
import { detectReset } from '../histogram/detect-reset.ts';
import {
  compact,
  emptyHistogram,
  type NativeHistogram,
  usesCustomBuckets,
  withHint,
} from '../histogram/native-histogram.ts';
import { firstArgument, nameOf, type RangeCall } from './range-function.ts';
import { overlaps, startedAnew } from './start-timestamp.ts';
import type { HistogramColumn } from './window-kinds.ts';

/**
 * The change from the first to the last histogram, with what a counter had before each reset added back; nothing when
 * bucket kinds are mixed. `histogramRate` in Prometheus.
 */
export function histogramIncrease(
  column: HistogramColumn,
  window: Window,
  call: RangeCall,
  { isCounter, fromZero }: { readonly isCounter: boolean; readonly fromZero: boolean },
): NativeHistogram | undefined {
  const { histograms } = column;
  const { annotations } = call.runtime;
  const span = firstArgument(call);
  const metric = nameOf(window, call);
  const first = histograms[0] ?? emptyHistogram;
  const last = histograms.at(-1) ?? emptyHistogram;
  const mixed = (): undefined => {
    annotations.add(remarks.mixedBucketKinds(metric, span));
    return undefined;
  };
  if (isCounter && histograms.some((histogram) => histogram.counterResetHint === 'gauge')) {
    annotations.add(remarks.notACounter(metric, span));
  }
  let base = first;
  const second = histograms[1];
  // A first sample before a reset counts for nothing, so its layout does not matter either.
  const dropsFirst = isCounter && !fromZero && second !== undefined && isReset(column, 1);
  if (dropsFirst) base = { ...emptyHistogram, schema: second.schema, customValues: second.customValues };
  else if (fromZero) base = { ...emptyHistogram, schema: first.schema, customValues: first.customValues };
  const inner = isCounter ? histograms.slice(1, -1) : [];
  if ([last, ...inner].some((histogram) => usesCustomBuckets(histogram) !== usesCustomBuckets(base))) return mixed();
  const schema = Math.min(last.schema, base.schema, ...inner.map((histogram) => histogram.schema));
  const change = combineHistograms(toSchema(last, schema), base, -1);
  if (change === undefined) return mixed();
  if (change.boundsReconciled) annotations.add(remarks.boundsReconciled('subtraction', span));
  let total = change.histogram;
  let previous = first;
  for (let i = 1; isCounter && i < histograms.length; i++) {
    const current = histograms[i] ?? emptyHistogram;
    if (overlaps(stampedAt(column, i - 1), stampedAt(column, i))) {
      annotations.add(remarks.overlappingStart(metric, span));
    }
    if (!(i === 1 && dropsFirst) && isReset(column, i)) {
      const sum = combineHistograms(total, previous, 1);
      if (sum === undefined) return mixed();
      if (sum.boundsReconciled) annotations.add(remarks.boundsReconciled('addition', span));
      total = sum.histogram;
    }
    previous = current;
  }
  if (!isCounter && (first.counterResetHint !== 'gauge' || last.counterResetHint !== 'gauge')) {
    annotations.add(remarks.notAGauge(metric, span));
  }
  return compact(withHint(total, 'gauge'));
}

/** Whether a counter was reset before the `i`th sample. */
export function isReset(column: HistogramColumn, i: number): boolean {
  const before = column.histograms[i - 1];
  const after = column.histograms[i];
  if (before === undefined || after === undefined) return false;
  return startedAnew(stampedAt(column, i - 1), stampedAt(column, i)) || detectReset(after, before);
}

/** The time and start of the `i`th histogram. */
export const stampedAt = ({ times, starts }: HistogramColumn, i: number) => ({
  time: times[i] ?? 0,
  start: starts[i] ?? 0,
});
