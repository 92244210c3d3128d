import { remarks } from '../eval/annotation.ts';
import type { Window } from '../eval/plan.ts';
import { combineHistograms, divideHistogram } from '../histogram/arithmetic.ts';
import { detectReset } from '../histogram/detect-reset.ts';
import {
  compact,
  emptyHistogram,
  type NativeHistogram,
  usesCustomBuckets,
  withHint,
} from '../histogram/native-histogram.ts';
import { interpolateFloats, interpolateHistograms } from './interpolate.ts';
import { firstArgument, float, histogram, nameOf, type RangeCall } from './range-function.ts';
import type { RateKind } from './rate.ts';
import type { HistogramColumn } from './window-kinds.ts';

/** The first and last sample that an extended range uses, both inclusive: those around its bounds. */
interface Reach {
  readonly first: number;
  readonly last: number;
}

/**
 * Finds the last sample at or before the start, or else the first of all; and the first at or after the end of a smoothed
 * range, or else the last of all. Nothing when no sample lies after the start.
 */
function reachOf(
  times: ArrayLike<number>,
  from: number,
  to: number,
  window: Window,
  smoothed: boolean,
): Reach | undefined {
  let last = to - 1;
  let first = from;
  while (first < last && (times[first + 1] ?? 0) <= window.start) first++;
  if (smoothed) {
    last = from;
    while (last < to - 1 && (times[last] ?? 0) < window.end) last++;
  }
  if (last < from || (times[last] ?? 0) <= window.start) return undefined;
  if (smoothed && (times[first] ?? 0) > window.end) return undefined;
  return { first, last };
}

/** `rate`, `increase` and `delta` of floats over an anchored or smoothed range. `extendedRate` in Prometheus. */
export function extendedFloatRate(window: Window, call: RangeCall, { isCounter, perSecond }: RateKind): boolean {
  const { times, values, from, to, start, end } = window;
  const smoothed = call.extended === 'smoothed';
  const reach = reachOf(times, from, to, window, smoothed);
  if (reach === undefined) return false;
  const { first, last } = reach;
  const cutsLeft = smoothed && (times[first] ?? 0) < start;
  const cutsRight = smoothed && last > from && (times[last] ?? 0) > end;
  const left = cutsLeft ? interpolateFloats(times, values, first, start, isCounter) : (values[first] ?? 0);
  const right = cutsRight ? interpolateFloats(times, values, last - 1, end, isCounter) : (values[last] ?? 0);
  let change = right - left;
  if (isCounter) {
    // What happened at the bounds is already in `left` and `right`.
    const inner = (times[first] ?? 0) <= start ? first + 1 : first;
    const innerEnd = (times[last] ?? 0) >= end ? last : last + 1;
    let previous = left;
    for (let row = inner; row < innerEnd; row++) {
      const value = values[row] ?? 0;
      if (value < previous) change += previous;
      previous = value;
    }
    if (right < previous) change += previous;
  }
  return float(call, perSecond ? change / call.rangeSeconds : change);
}

/** The same for native histograms. `extendedHistogramRate` in Prometheus. */
export function extendedHistogramRate(
  column: HistogramColumn,
  window: Window,
  call: RangeCall,
  { isCounter, perSecond }: RateKind,
): boolean {
  const { times, histograms } = column;
  const { annotations } = call.runtime;
  const span = firstArgument(call);
  const metric = nameOf(window, call);
  const smoothed = call.extended === 'smoothed';
  const reach = reachOf(times, 0, times.length, window, smoothed);
  if (reach === undefined) return false;
  const { first, last } = reach;
  const used = histograms.slice(first, last + 1);
  const at = (i: number): NativeHistogram => histograms[i] ?? emptyHistogram;
  if (used.some((one) => usesCustomBuckets(one) !== usesCustomBuckets(at(first)))) {
    annotations.add(remarks.mixedBucketKinds(metric, span));
    return false;
  }
  if (isCounter && used.some((one) => one.counterResetHint === 'gauge'))
    annotations.add(remarks.notACounter(metric, span));

  const between = (i: number, time: number): NativeHistogram => {
    const blend = interpolateHistograms(at(i), times[i] ?? 0, at(i + 1), times[i + 1] ?? 0, time, isCounter);
    for (const operation of blend?.reconciled ?? []) annotations.add(remarks.boundsReconciled(operation, span));
    return blend?.histogram ?? at(i);
  };
  const add = (a: NativeHistogram, b: NativeHistogram, sign: 1 | -1): NativeHistogram => {
    const sum = combineHistograms(a, b, sign);
    if (sum?.boundsReconciled) annotations.add(remarks.boundsReconciled(sign === 1 ? 'addition' : 'subtraction', span));
    return sum?.histogram ?? a;
  };

  const cutsLeft = smoothed && (times[first] ?? 0) < window.start;
  const left = cutsLeft ? between(first, window.start) : at(first);
  const right = smoothed && last > 0 && (times[last] ?? 0) > window.end ? between(last - 1, window.end) : at(last);
  if (!isCounter && (left.counterResetHint !== 'gauge' || right.counterResetHint !== 'gauge')) {
    annotations.add(remarks.notAGauge(metric, span));
  }
  let change = add(right, left, -1);
  if (isCounter) {
    const lost = lostInResets(histograms, reach, left, right, cutsLeft);
    if (lost.length > 0)
      change = add(
        change,
        lost.reduce((sum, one) => add(sum, one, 1)),
        1,
      );
  }
  const result = perSecond ? divideHistogram(change, call.rangeSeconds) : change;
  return histogram(call, compact(withHint(result, 'gauge')));
}

/** The last histogram before every reset within the reach; those at the bounds are in `left` and `right` already. */
function lostInResets(
  histograms: readonly NativeHistogram[],
  { first, last }: Reach,
  left: NativeHistogram,
  right: NativeHistogram,
  cutsLeft: boolean,
): NativeHistogram[] {
  let next = first + 1;
  let previous = left;
  const second = histograms[first + 1];
  const firstOfAll = histograms[first];
  if (cutsLeft && second !== undefined && firstOfAll !== undefined && detectReset(second, firstOfAll)) {
    previous = second;
    next++;
  }
  // The last sample is left out: `right` carries its hint, and would find the same reset again.
  if (next > last) return [];
  const lost: NativeHistogram[] = [];
  for (let i = next; i < last; i++) {
    const current = histograms[i];
    if (current === undefined) continue;
    if (detectReset(current, previous)) lost.push(previous);
    previous = current;
  }
  if (detectReset(right, previous)) lost.push(previous);
  return lost;
}
