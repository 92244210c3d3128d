import { interpolateFloats } from '../functions/interpolate.ts';
import type { Window } from './plan.ts';

/**
 * The floats of an anchored or smoothed range as a value of their own: its bounds become samples, for an anchored range with
 * the values before them, for a smoothed one with interpolated values. Any other window stays as it is.
 */
export function extendWindow(window: Window): Window {
  const { times, values, from, to, start, end, extended } = window;
  if (extended === undefined || window.histograms !== undefined) return window;
  let first = from;
  while (first < to - 1 && (times[first + 1] ?? 0) <= start) first++;
  let last = to - 1;
  if (extended === 'smoothed') {
    last = from;
    while (last < to - 1 && (times[last] ?? 0) < end) last++;
  }
  if ((times[last] ?? 0) <= start) return { ...window, to: from };
  const cutsLeft = extended === 'smoothed' && (times[first] ?? 0) < start;
  const cutsRight = extended === 'smoothed' && last > from && (times[last] ?? 0) > end;
  const left = cutsLeft ? interpolateFloats(times, values, first, start, false) : (values[first] ?? 0);
  const right = cutsRight ? interpolateFloats(times, values, last - 1, end, false) : (values[last] ?? 0);
  const inner = (times[first] ?? 0) <= start ? first + 1 : first;
  const innerEnd = (times[last] ?? 0) >= end ? last : last + 1;
  return {
    ...window,
    times: Float64Array.of(start, ...times.subarray(inner, innerEnd), end),
    values: Float64Array.of(left, ...values.subarray(inner, innerEnd), right),
    starts: undefined,
    from: 0,
    to: Math.max(0, innerEnd - inner) + 2,
  };
}
