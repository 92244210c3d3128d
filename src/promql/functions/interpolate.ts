import type { HistogramOperation } from '../eval/annotation.ts';
import { combineHistograms, scaleHistogram } from '../histogram/arithmetic.ts';
import { detectReset } from '../histogram/detect-reset.ts';
import type { NativeHistogram } from '../histogram/native-histogram.ts';

/** The value at `time` on the line from row `row` to the next; a counter that fell is taken to have started again at 0. */
export function interpolateFloats(
  times: Float64Array,
  values: Float64Array,
  row: number,
  time: number,
  isCounter: boolean,
): number {
  const end = values[row + 1] ?? 0;
  const first = values[row] ?? 0;
  const begin = isCounter && end < first ? 0 : first;
  const from = times[row] ?? 0;
  return begin + ((end - begin) * (time - from)) / ((times[row + 1] ?? 0) - from);
}

/** The histogram on the line between two, and in which steps custom bounds had to be reconciled. */
export interface Blend {
  readonly histogram: NativeHistogram;
  readonly reconciled: readonly HistogramOperation[];
}

/** The histogram at `time` on the line between two; nothing when their bucket kinds differ. */
export function interpolateHistograms(
  older: NativeHistogram,
  olderTime: number,
  newer: NativeHistogram,
  newerTime: number,
  time: number,
  isCounter: boolean,
): Blend | undefined {
  if (time === olderTime) return { histogram: older, reconciled: [] };
  if (time === newerTime) return { histogram: newer, reconciled: [] };
  const fraction = (time - olderTime) / (newerTime - olderTime);
  if (isCounter && detectReset(newer, older)) return { histogram: scaleHistogram(newer, fraction), reconciled: [] };
  const difference = combineHistograms(newer, older, -1);
  if (difference === undefined) return undefined;
  const sum = combineHistograms(scaleHistogram(difference.histogram, fraction), older, 1);
  if (sum === undefined) return undefined;
  const reconciled: HistogramOperation[] = [];
  if (difference.boundsReconciled) reconciled.push('subtraction');
  if (sum.boundsReconciled) reconciled.push('addition');
  return { histogram: sum.histogram, reconciled };
}
