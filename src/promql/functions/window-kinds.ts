import { remarks } from '../eval/annotation.ts';
import type { Window } from '../eval/plan.ts';
import type { NativeHistogram } from '../histogram/native-histogram.ts';
import { firstArgument, nameOf, type RangeCall, type RangeFunction } from './range-function.ts';

/** The histograms of a window as columns of their own. */
export interface HistogramColumn {
  readonly times: readonly number[];
  readonly histograms: readonly NativeHistogram[];
  /** Start timestamps, 0 for unknown. */
  readonly starts: readonly number[];
}

/** How many samples of a window are histograms. */
export function countHistograms({ histograms, from, to }: Window): number {
  if (histograms === undefined) return 0;
  let count = 0;
  for (let row = from; row < to; row++) if (histograms[row] !== undefined) count++;
  return count;
}

/** Takes the histograms out of a window. */
export function histogramColumn(window: Window): HistogramColumn {
  const times: number[] = [];
  const histograms: NativeHistogram[] = [];
  const starts: number[] = [];
  for (let row = window.from; row < window.to; row++) {
    const histogram = window.histograms?.[row];
    if (histogram === undefined) continue;
    times.push(window.times[row] ?? 0);
    histograms.push(histogram);
    starts.push(window.starts?.[row] ?? 0);
  }
  return { times, histograms, starts };
}

/** The window without its histograms. */
export function floatsOnly(window: Window): Window {
  const rows: number[] = [];
  for (let row = window.from; row < window.to; row++) if (window.histograms?.[row] === undefined) rows.push(row);
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? 0);
  return {
    ...window,
    times: pick(window.times),
    values: pick(window.values),
    starts: window.starts && pick(window.starts),
    histograms: undefined,
    from: 0,
    to: rows.length,
  };
}

/** A function of floats that leaves histograms out, and says so when it had both. */
export function ignoringHistograms(compute: RangeFunction, minimum = 1): RangeFunction {
  return (window, call) => {
    const histograms = countHistograms(window);
    if (histograms === 0) return window.to - window.from >= minimum && compute(window, call);
    const floats = floatsOnly(window);
    if (floats.to === 0) return false;
    call.runtime.annotations.add(remarks.histogramIgnoredInRange(nameOf(window, call), firstArgument(call)));
    return floats.to >= minimum && compute(floats, call);
  };
}

/** A function with one form for floats and one for histograms, and no result for a mix of them. */
export function eitherKind(
  ofFloats: RangeFunction,
  ofHistograms: (column: HistogramColumn, window: Window, call: RangeCall) => boolean,
): RangeFunction {
  return (window, call) => {
    const histograms = countHistograms(window);
    if (histograms === 0) return ofFloats(window, call);
    if (histograms === window.to - window.from) return ofHistograms(histogramColumn(window), window, call);
    call.runtime.annotations.add(remarks.mixedFloatsHistograms(nameOf(window, call), firstArgument(call)));
    return false;
  };
}
