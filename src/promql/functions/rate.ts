import { remarks } from '../eval/annotation.ts';
import type { Window } from '../eval/plan.ts';
import { scaleHistogram } from '../histogram/arithmetic.ts';
import { extendedFloatRate, extendedHistogramRate } from './extended-rate.ts';
import { histogramIncrease, stampedAt } from './histogram-increase.ts';
import { firstArgument, float, histogram, nameOf, type RangeCall, type RangeFunction } from './range-function.ts';
import { isStartReset, overlapsPrevious, stampedRow, zeroWithin } from './start-timestamp.ts';
import { eitherKind, type HistogramColumn } from './window-kinds.ts';

/** What `rate` and its kin differ in. */
export interface RateKind {
  /** Falling values are resets, and the value cannot have been negative before the first sample. */
  readonly isCounter: boolean;
  readonly perSecond: boolean;
}

/** `rate`, `increase` or `delta`: the change over the samples, extrapolated to the range. `extrapolatedRate` in Prometheus. */
export function rateFunction(kind: RateKind): RangeFunction {
  return eitherKind(
    (window, call) =>
      call.extended === undefined ? floatRate(window, call, kind) : extendedFloatRate(window, call, kind),
    (column, window, call) =>
      call.extended === undefined
        ? histogramRate(column, window, call, kind)
        : extendedHistogramRate(column, window, call, kind),
  );
}

function floatRate(window: Window, call: RangeCall, kind: RateKind): boolean {
  const { values, times, from, to } = window;
  const zeroTime =
    kind.isCounter && window.starts !== undefined ? zeroWithin(window, stampedRow(window, from)) : undefined;
  if (to - from < 2 && zeroTime === undefined) return false;
  const first = zeroTime === undefined ? (values[from] ?? 0) : 0;
  let change = (values[to - 1] ?? 0) - first;
  if (kind.isCounter) change += window.starts === undefined ? resetGains(values, from, to) : startGains(window, call);
  const factor = extrapolationFactor(
    { zeroTime, firstTime: times[from] ?? 0, lastTime: times[to - 1] ?? 0, samples: to - from },
    window,
    call,
    kind,
    change > 0 && first >= 0 ? first / change : undefined,
  );
  return float(call, change * factor);
}

/** What a counter had gained before each of its resets. */
function resetGains(values: Float64Array, from: number, to: number): number {
  let gains = 0;
  let previous = values[from] ?? 0;
  for (let row = from + 1; row < to; row++) {
    const value = values[row] ?? 0;
    if (value < previous) gains += previous;
    previous = value;
  }
  return gains;
}

/** The same where samples say when their counting started. */
function startGains(window: Window, call: RangeCall): number {
  const { values, from, to } = window;
  let gains = 0;
  for (let row = from + 1; row < to; row++) {
    const previous = values[row - 1] ?? 0;
    if ((values[row] ?? 0) < previous || isStartReset(window, row)) gains += previous;
    if (overlapsPrevious(window, row)) {
      call.runtime.annotations.add(remarks.overlappingStart(nameOf(window, call), firstArgument(call)));
    }
  }
  return gains;
}

interface SampledSpan {
  /** Where the first sample is known to have counted from 0. */
  readonly zeroTime: number | undefined;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly samples: number;
}

/**
 * By how much the change between the first and the last sample is to be multiplied. When a bound of the range is no
 * further from its nearest sample than samples usually are from each other (and 10% more), the series is taken to reach
 * that bound, otherwise to reach half a sample distance beyond the sample.
 * @param firstShare What the first value is of the change: a counter cannot be extrapolated to below zero.
 */
function extrapolationFactor(
  { zeroTime, firstTime, lastTime, samples }: SampledSpan,
  window: Window,
  call: RangeCall,
  kind: RateKind,
  firstShare: number | undefined,
): number {
  const begin = zeroTime ?? firstTime;
  const sampled = (lastTime - begin) / 1000;
  const average = samples === 1 ? 0 : (lastTime - firstTime) / 1000 / (samples - 1);
  const threshold = average * 1.1;
  const toZero = kind.isCounter && firstShare !== undefined ? sampled * firstShare : Number.POSITIVE_INFINITY;
  let toStart = (begin - window.start) / 1000;
  if (call.runtime.options.semantics.clampsToZeroFirst) {
    if (toZero < toStart) toStart = toZero;
    if (toStart >= threshold) toStart = average / 2;
  } else {
    if (toStart >= threshold) toStart = average / 2;
    if (toZero < toStart) toStart = toZero;
  }
  let toEnd = (window.end - lastTime) / 1000;
  if (toEnd >= threshold) toEnd = average / 2;
  const factor = (sampled + toStart + toEnd) / sampled;
  return kind.perSecond ? factor / call.rangeSeconds : factor;
}

function histogramRate(column: HistogramColumn, window: Window, call: RangeCall, kind: RateKind): boolean {
  const { times, histograms } = column;
  const samples = times.length;
  const first = histograms[0];
  const zeroTime = kind.isCounter ? zeroWithin(window, stampedAt(column, 0)) : undefined;
  if ((samples < 2 && zeroTime === undefined) || first === undefined) return false;
  const change = histogramIncrease(column, window, call, {
    isCounter: kind.isCounter,
    fromZero: zeroTime !== undefined,
  });
  if (change === undefined) return false;
  const firstCount = zeroTime === undefined ? first.count : 0;
  const factor = extrapolationFactor(
    { zeroTime, firstTime: times[0] ?? 0, lastTime: times[samples - 1] ?? 0, samples },
    window,
    call,
    kind,
    change.count > 0 && firstCount >= 0 ? firstCount / change.count : undefined,
  );
  return histogram(call, scaleHistogram(change, factor));
}
