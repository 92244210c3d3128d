import { type Remark, remarks } from '../eval/annotation.ts';
import type { Window } from '../eval/plan.ts';
import { divideHistogram, hasOverflow } from '../histogram/arithmetic.ts';
import {
  addToSum,
  type CompensatedHistogram,
  divideSum,
  finishSum,
  scaleSum,
  startSum,
} from '../histogram/compensated-sum.ts';
import type { NativeHistogram } from '../histogram/native-histogram.ts';
import { firstArgument, histogram, nameOf, type RangeCall } from './range-function.ts';

/** A running sum or mean of histograms, and what is to be remarked about it. */
export interface HistogramTotal {
  state: CompensatedHistogram;
  count: number;
  /** True once the sum would have overflown: `state` is then the mean. */
  isMean: boolean;
  sawReset: boolean;
  sawNoReset: boolean;
  boundsReconciled: boolean;
}

/** Starts a total. */
export function startTotal(first: NativeHistogram): HistogramTotal {
  const total: HistogramTotal = {
    state: startSum(first),
    count: 1,
    isMean: false,
    sawReset: false,
    sawNoReset: false,
    boundsReconciled: false,
  };
  noteHint(total, first);
  return total;
}

function noteHint(total: HistogramTotal, { counterResetHint }: NativeHistogram): void {
  if (counterResetHint === 'reset') total.sawReset = true;
  if (counterResetHint === 'not_reset') total.sawNoReset = true;
}

/** Adds to a sum; false when bucket kinds are mixed. */
export function addHistogram(total: HistogramTotal, next: NativeHistogram): boolean {
  noteHint(total, next);
  const added = addToSum(total.state, next);
  if (added === undefined) return false;
  total.state = added.total;
  total.count++;
  if (added.boundsReconciled) total.boundsReconciled = true;
  return true;
}

/** Adds to a total of which the mean is wanted: before its sum overflows it is turned into a mean. */
export function addToMean(total: HistogramTotal, next: NativeHistogram): boolean {
  if (!total.isMean) {
    const before = total.state;
    if (!addHistogram(total, next)) return false;
    if (!hasOverflow(total.state.sum)) return true;
    total.count--;
    total.isMean = true;
    total.state = divideSum(before, total.count);
  }
  const share = total.count / (total.count + 1);
  total.state = scaleSum(total.state, share);
  return addHistogram(total, divideHistogram(next, total.count + 1));
}

/** The sum. */
export const finishTotal = (total: HistogramTotal): NativeHistogram => finishSum(total.state);

/** The mean. */
export const finishMean = (total: HistogramTotal): NativeHistogram =>
  finishSum(total.isMean ? total.state : divideSum(total.state, total.count));

/** What is to be remarked about a total, at a place. */
export function remarksOn(total: HistogramTotal, span: Remark['span']): Remark[] {
  const list: Remark[] = [];
  if (total.sawReset && total.sawNoReset) list.push(remarks.resetCollision('aggregation', span));
  if (total.boundsReconciled) list.push(remarks.boundsReconciled('aggregation', span));
  return list;
}

function overTime(
  histograms: readonly NativeHistogram[],
  window: Window,
  call: RangeCall,
  add: (total: HistogramTotal, next: NativeHistogram) => boolean,
  finish: (total: HistogramTotal) => NativeHistogram,
): boolean {
  const [first, ...rest] = histograms;
  if (first === undefined) return false;
  const span = firstArgument(call);
  const total = startTotal(first);
  if (!rest.every((next) => add(total, next))) {
    call.runtime.annotations.add(remarks.mixedBucketKinds(nameOf(window, call), span));
    return false;
  }
  for (const remark of remarksOn(total, span)) call.runtime.annotations.add(remark);
  return histogram(call, finish(total));
}

/** `sum_over_time` of native histograms. */
export const sumHistograms = (histograms: readonly NativeHistogram[], window: Window, call: RangeCall): boolean =>
  overTime(histograms, window, call, addHistogram, finishTotal);

/** `avg_over_time` of native histograms. */
export const averageHistograms = (histograms: readonly NativeHistogram[], window: Window, call: RangeCall): boolean =>
  overTime(histograms, window, call, addToMean, finishMean);
