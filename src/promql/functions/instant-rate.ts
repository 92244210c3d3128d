import { remarks } from '../eval/annotation.ts';
import { combineHistograms, divideHistogram } from '../histogram/arithmetic.ts';
import { detectReset } from '../histogram/detect-reset.ts';
import { compact, withHint } from '../histogram/native-histogram.ts';
import { firstArgument, float, histogram, nameOf, type RangeCall, type RangeFunction } from './range-function.ts';
import { isStartReset } from './start-timestamp.ts';

/** `irate` (a counter, per second) or `idelta` (a gauge): the change between the last two samples. */
export function instantRateFunction(isRate: boolean): RangeFunction {
  return (window, call: RangeCall) => {
    const { times, values, histograms, to, from } = window;
    if (to - from < 2) return false;
    const seconds = ((times[to - 1] ?? 0) - (times[to - 2] ?? 0)) / 1000;
    if (seconds === 0) return false;
    const older = histograms?.[to - 2];
    const newer = histograms?.[to - 1];
    if (older === undefined && newer === undefined) {
      const last = values[to - 1] ?? 0;
      const previous = values[to - 2] ?? 0;
      const reset = isRate && (last < previous || isStartReset(window, to - 1));
      const change = reset ? last : last - previous;
      return float(call, isRate ? change / seconds : change);
    }
    const { annotations } = call.runtime;
    const span = firstArgument(call);
    if (older === undefined || newer === undefined) {
      annotations.add(remarks.mixedFloatsHistograms(nameOf(window, call), span));
      return false;
    }
    const gauges = [older, newer].filter((one) => one.counterResetHint === 'gauge').length;
    if (isRate && gauges > 0) annotations.add(remarks.notACounter(nameOf(window, call), span));
    if (!isRate && gauges < 2) annotations.add(remarks.notAGauge(nameOf(window, call), span));
    let change = newer;
    if (!isRate || !(isStartReset(window, to - 1) || detectReset(newer, older))) {
      const difference = combineHistograms(newer, older, -1);
      if (difference === undefined) {
        annotations.add(remarks.mixedBucketKinds(nameOf(window, call), span));
        return false;
      }
      if (difference.boundsReconciled) annotations.add(remarks.boundsReconciled('subtraction', span));
      change = difference.histogram;
    }
    change = compact(withHint(change, 'gauge'));
    return histogram(call, isRate ? divideHistogram(change, seconds) : change);
  };
}
