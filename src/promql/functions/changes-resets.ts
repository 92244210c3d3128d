import type { Window } from '../eval/plan.ts';
import { detectReset } from '../histogram/detect-reset.ts';
import { equalHistograms, type NativeHistogram } from '../histogram/native-histogram.ts';
import { float, type RangeFunction } from './range-function.ts';
import { isStartReset } from './start-timestamp.ts';

interface PairTest {
  readonly floats: (previous: number, current: number) => boolean;
  readonly histograms: (previous: NativeHistogram, current: NativeHistogram) => boolean;
  readonly regardsStart: boolean;
}

/** Counts the neighbouring samples that pass a test; a float next to a histogram always does. */
const countPairs =
  (test: PairTest): RangeFunction =>
  (window, call) => {
    const { values, histograms, to } = window;
    const first = call.extended === 'anchored' ? anchorRow(window) : window.from;
    if (first === undefined) return false;
    let count = 0;
    for (let row = first + 1; row < to; row++) {
      const older = histograms?.[row - 1];
      const newer = histograms?.[row];
      let counts: boolean;
      if (older === undefined && newer === undefined) counts = test.floats(values[row - 1] ?? 0, values[row] ?? 0);
      else counts = older === undefined || newer === undefined || test.histograms(older, newer);
      if (counts || (test.regardsStart && isStartReset(window, row))) count++;
    }
    return float(call, count);
  };

/** The last sample at or before the start of an anchored range, or the first of all; nothing when none lies after it. */
function anchorRow({ times, from, to, start }: Window): number | undefined {
  if ((times[to - 1] ?? 0) <= start) return undefined;
  let row = from;
  while (row < to - 1 && (times[row + 1] ?? 0) <= start) row++;
  return row;
}

/** How often a value changed; NaN after NaN is no change. */
export const changes = countPairs({
  floats: (previous, current) => current !== previous && !(Number.isNaN(current) && Number.isNaN(previous)),
  histograms: (previous, current) => !equalHistograms(current, previous),
  regardsStart: false,
});

/** How often a counter was reset. */
export const resets = countPairs({
  floats: (previous, current) => current < previous,
  histograms: (previous, current) => detectReset(current, previous),
  regardsStart: true,
});
