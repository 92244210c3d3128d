import { remarks } from '../eval/annotation.ts';
import { formatFloatG } from '../eval/format-float.ts';
import { type KahanSum, kahanAdd } from '../eval/kahan.ts';
import type { Window } from '../eval/plan.ts';
import { averageHistograms, sumHistograms } from './histograms-over-time.ts';
import { quantileOf } from './quantile-of.ts';
import { firstArgument, float, histogram, type RangeCall, type RangeFunction } from './range-function.ts';
import { eitherKind, ignoringHistograms } from './window-kinds.ts';

/** Aggregations of the samples of one series over a range, by function name. */
export const overTimeFunctions: Readonly<Record<string, RangeFunction>> = {
  sum_over_time: eitherKind(
    (window, call) => float(call, sumOf(window)),
    (column, window, call) => sumHistograms(column.histograms, window, call),
  ),
  avg_over_time: eitherKind(
    (window, call) =>
      float(call, call.runtime.options.semantics.compensated ? averageOf(window) : incrementalAverageOf(window)),
    (column, window, call) => averageHistograms(column.histograms, window, call),
  ),
  count_over_time: (window, call) => float(call, window.to - window.from),
  present_over_time: (_, call) => float(call, 1),
  absent_over_time: (_, call) => float(call, 1),
  min_over_time: ignoringHistograms((window, call) => float(call, window.values[extreme(window, -1, false)] ?? 0)),
  max_over_time: ignoringHistograms((window, call) => float(call, window.values[extreme(window, 1, false)] ?? 0)),
  ts_of_min_over_time: ignoringHistograms((window, call) =>
    float(call, (window.times[extreme(window, -1, true)] ?? 0) / 1000),
  ),
  ts_of_max_over_time: ignoringHistograms((window, call) =>
    float(call, (window.times[extreme(window, 1, true)] ?? 0) / 1000),
  ),
  first_over_time: (window, call) => sampleAt(window, window.from, call),
  last_over_time: (window, call) => sampleAt(window, window.to - 1, call),
  ts_of_first_over_time: (window, call) => float(call, (window.times[window.from] ?? 0) / 1000),
  ts_of_last_over_time: (window, call) => float(call, (window.times[window.to - 1] ?? 0) / 1000),
  stdvar_over_time: ignoringHistograms((window, call) => float(call, varianceOf(window))),
  stddev_over_time: ignoringHistograms((window, call) => float(call, Math.sqrt(varianceOf(window)))),
  quantile_over_time: ignoringHistograms((window, call) => {
    const q = call.scalars[0] ?? Number.NaN;
    if (!(q >= 0 && q <= 1)) {
      call.runtime.annotations.add(remarks.invalidQuantile(formatFloatG(q), firstArgument(call)));
    }
    return float(call, quantileOf(q, window.values.slice(window.from, window.to)));
  }),
  mad_over_time: ignoringHistograms((window, call) => {
    const values = window.values.slice(window.from, window.to);
    if (values.some(Number.isNaN)) return float(call, Number.NaN);
    const median = quantileOf(0.5, values.slice());
    return float(
      call,
      quantileOf(
        0.5,
        values.map((value) => Math.abs(value - median)),
      ),
    );
  }),
};

function sampleAt(window: Window, row: number, call: RangeCall): boolean {
  const stored = window.histograms?.[row];
  return stored === undefined ? float(call, window.values[row] ?? 0) : histogram(call, stored);
}

function sumOf({ values, from, to }: Window): number {
  const state: KahanSum = { sum: 0, compensation: 0 };
  for (let row = from; row < to; row++) kahanAdd(state, values[row] ?? 0);
  return Number.isFinite(state.sum) ? state.sum + state.compensation : state.sum;
}

/** The sum divided once; when the sum would overflow, the mean is carried on from there. */
function averageOf({ values, from, to }: Window): number {
  const state: KahanSum = { sum: values[from] ?? 0, compensation: 0 };
  let count = 1;
  for (let row = from + 1; row < to; row++) {
    const { sum, compensation } = state;
    kahanAdd(state, values[row] ?? 0);
    if (isInfinite(state.sum)) {
      state.sum = sum / count;
      state.compensation = compensation / count;
      return carryOnAverage(values, row, to, state, count);
    }
    count++;
  }
  return state.sum / count + state.compensation / count;
}

const isInfinite = (value: number): boolean => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;

function carryOnAverage(values: Float64Array, from: number, to: number, mean: KahanSum, seen: number): number {
  let count = seen;
  for (let row = from; row < to; row++) {
    count++;
    const share = (count - 1) / count;
    mean.sum *= share;
    mean.compensation *= share;
    kahanAdd(mean, (values[row] ?? 0) / count);
  }
  return mean.sum + mean.compensation;
}

/** How Prometheus averaged before 2.53: the mean is adjusted with every sample. */
function incrementalAverageOf({ values, from, to }: Window): number {
  const mean: KahanSum = { sum: 0, compensation: 0 };
  let count = 0;
  for (let row = from; row < to; row++) {
    const value = values[row] ?? 0;
    count++;
    if (isInfinite(mean.sum)) {
      if (isInfinite(value) ? value === mean.sum : !Number.isNaN(value)) continue;
    }
    addUnchecked(mean, value / count - mean.sum / count);
  }
  return isInfinite(mean.sum) ? mean.sum : mean.sum + mean.compensation;
}

/** Kahan's step without regard to infinity. */
function addUnchecked(into: KahanSum, value: number): void {
  const total = into.sum + value;
  into.compensation += Math.abs(into.sum) >= Math.abs(value) ? into.sum - total + value : value - total + into.sum;
  into.sum = total;
}

function varianceOf({ values, from, to }: Window): number {
  const mean: KahanSum = { sum: 0, compensation: 0 };
  const squares: KahanSum = { sum: 0, compensation: 0 };
  let count = 0;
  for (let row = from; row < to; row++) {
    const value = values[row] ?? 0;
    count++;
    const delta = value - (mean.sum + mean.compensation);
    kahanAdd(mean, delta / count);
    kahanAdd(squares, delta * (value - (mean.sum + mean.compensation)));
  }
  return (squares.sum + squares.compensation) / count;
}

/** The row of the largest (1) or smallest (-1) value, the last of equals if wanted; NaN loses to everything. */
function extreme({ values, from, to }: Window, sign: 1 | -1, lastOfEquals: boolean): number {
  let best = from;
  let bestValue = values[from] ?? 0;
  for (let row = from + 1; row < to; row++) {
    const value = values[row] ?? 0;
    const better = sign === 1 ? value > bestValue : value < bestValue;
    if (better || (lastOfEquals && value === bestValue) || Number.isNaN(bestValue)) {
      best = row;
      bestValue = value;
    }
  }
  return best;
}
