import { detectReset } from '../histogram/detect-reset.ts';
import { type CounterResetHint, type NativeHistogram, sameNumbers, withHint } from '../histogram/native-histogram.ts';

/**
 * The counter reset hint with which Prometheus's storage gives a histogram back. It compares neighbours when it stores
 * them and keeps from the hint it was given only `gauge` and `reset`.
 * @param previous The sample before it in the series, when that is a histogram and no stale marker lies between.
 */
export function storedHint(histogram: NativeHistogram, previous: NativeHistogram | undefined): CounterResetHint {
  const given = histogram.counterResetHint;
  if (given === 'gauge' || given === 'reset') return given;
  if (previous === undefined || previous.counterResetHint === 'gauge') return 'unknown';
  if (histogram.count < previous.count) return 'reset';
  const sameLayout =
    histogram.schema === previous.schema &&
    histogram.zeroThreshold === previous.zeroThreshold &&
    sameNumbers(histogram.customValues, previous.customValues);
  if (!sameLayout) return 'unknown';
  return detectReset(withHint(histogram, 'unknown'), previous) ? 'reset' : 'not_reset';
}
