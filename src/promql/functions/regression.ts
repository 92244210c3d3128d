import { EvaluationFault } from '../eval/evaluation-fault.ts';
import { type KahanSum, kahanAdd } from '../eval/kahan.ts';
import type { Window } from '../eval/plan.ts';
import { float, type RangeFunction } from './range-function.ts';
import { ignoringHistograms } from './window-kinds.ts';

interface Line {
  /** Per second. */
  readonly slope: number;
  /** Value at the time of origin. */
  readonly intercept: number;
}

/** The line of least squares through the samples; exactly level when all values are equal. */
function fitLine({ times, values, from, to }: Window, originMs: number): Line {
  const initial = values[from] ?? 0;
  let constant = true;
  const sumX: KahanSum = { sum: 0, compensation: 0 };
  const sumY: KahanSum = { sum: 0, compensation: 0 };
  const sumXY: KahanSum = { sum: 0, compensation: 0 };
  const sumX2: KahanSum = { sum: 0, compensation: 0 };
  for (let row = from; row < to; row++) {
    const value = values[row] ?? 0;
    if (row > from && value !== initial) constant = false;
    const x = ((times[row] ?? 0) - originMs) / 1000;
    kahanAdd(sumX, x);
    kahanAdd(sumY, value);
    kahanAdd(sumXY, x * value);
    kahanAdd(sumX2, x * x);
  }
  if (constant) {
    const finite = Number.isFinite(initial) || Number.isNaN(initial);
    return finite ? { slope: 0, intercept: initial } : { slope: Number.NaN, intercept: Number.NaN };
  }
  const n = to - from;
  const x = sumX.sum + sumX.compensation;
  const y = sumY.sum + sumY.compensation;
  const covariance = sumXY.sum + sumXY.compensation - (x * y) / n;
  const variance = sumX2.sum + sumX2.compensation - (x * x) / n;
  const slope = covariance / variance;
  return { slope, intercept: y / n - (slope * x) / n };
}

/** The slope per second of the line through the samples. */
export const deriv: RangeFunction = ignoringHistograms(
  // An origin near the samples keeps the numbers small.
  (window, call) => float(call, fitLine(window, window.times[window.from] ?? 0).slope),
  2,
);

/** The value that the line through the samples has some seconds after the evaluation time. */
export const predictLinear: RangeFunction = ignoringHistograms((window, call) => {
  const { slope, intercept } = fitLine(window, call.time);
  return float(call, slope * (call.scalars[0] ?? Number.NaN) + intercept);
}, 2);

/** Double exponential smoothing of the values, known as `holt_winters` before Prometheus 3. */
export const doubleExponentialSmoothing: RangeFunction = (window, call) => {
  const [smoothing = Number.NaN, trendFactor = Number.NaN] = call.scalars;
  requireFactor('smoothing', smoothing);
  requireFactor('trend', trendFactor);
  return smooth(window, call);
};

function requireFactor(name: 'smoothing' | 'trend', factor: number): void {
  if (factor <= 0 || factor >= 1) {
    const letter = name === 'smoothing' ? 'sf' : 'tf';
    throw new EvaluationFault(`invalid ${name} factor. Expected: 0 < ${letter} < 1, got: ${factor.toFixed(6)}`);
  }
}

const smooth: RangeFunction = ignoringHistograms(({ values, from, to }, call) => {
  const [smoothing = 0, trendFactor = 0] = call.scalars;
  let before = 0;
  let level = values[from] ?? 0;
  let trend = (values[from + 1] ?? 0) - level;
  for (let row = from + 1; row < to; row++) {
    if (row > from + 1) trend = trendFactor * (level - before) + (1 - trendFactor) * trend;
    const next = smoothing * (values[row] ?? 0) + (1 - smoothing) * (level + trend);
    before = level;
    level = next;
  }
  return float(call, level);
}, 2);
