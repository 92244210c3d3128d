import type { Aggregation } from '../../ast.ts';
import { quantileOf } from '../../functions/quantile-of.ts';
import { remarks } from '../annotation.ts';
import type { Runtime } from '../runtime.ts';
import type { Accumulator } from './accumulator.ts';

/** Counts samples of either kind. */
export function countSamples(): Accumulator {
  const counts: number[] = [];
  return {
    value: 0,
    histogram: undefined,
    start(group) {
      counts[group] = 1;
      return true;
    },
    add(group) {
      counts[group] = (counts[group] ?? 0) + 1;
    },
    finish(group) {
      this.value = counts[group] ?? 0;
      return true;
    },
  };
}

/** 1 for every group. */
export const groupPresence = (): Accumulator => ({
  value: 1,
  histogram: undefined,
  start: () => true,
  add: () => undefined,
  finish: () => true,
});

/** The largest (1) or the smallest (-1) float; NaN loses to everything. */
export function extremeFloat(expr: Aggregation, runtime: Runtime, sign: 1 | -1): Accumulator {
  const best: number[] = [];
  return floatsOnly(expr, runtime, {
    start(group, value) {
      best[group] = value;
    },
    add(group, value) {
      const known = best[group] ?? 0;
      if ((sign === 1 ? known < value : known > value) || Number.isNaN(known)) best[group] = value;
    },
    finish: (group) => best[group] ?? 0,
  });
}

/** Population variance, or its root, by Welford's method. */
export function floatVariance(expr: Aggregation, runtime: Runtime, root: boolean): Accumulator {
  const { infiniteVarianceIsNaN } = runtime.options.semantics;
  const counts: number[] = [];
  const means: number[] = [];
  const squares: number[] = [];
  return floatsOnly(expr, runtime, {
    start(group, value) {
      counts[group] = 1;
      means[group] = value;
      squares[group] = infiniteVarianceIsNaN && !Number.isFinite(value) ? Number.NaN : 0;
    },
    add(group, value) {
      const count = (counts[group] ?? 0) + 1;
      const delta = value - (means[group] ?? 0);
      const mean = (means[group] ?? 0) + delta / count;
      counts[group] = count;
      means[group] = mean;
      squares[group] = (squares[group] ?? 0) + delta * (value - mean);
    },
    finish(group) {
      const variance = (squares[group] ?? 0) / (counts[group] ?? 1);
      return root ? Math.sqrt(variance) : variance;
    },
  });
}

/** The φ-quantile of the floats of each group. */
export function floatQuantile(expr: Aggregation, runtime: Runtime, q: () => number): Accumulator {
  const values: number[][] = [];
  return floatsOnly(expr, runtime, {
    start(group, value) {
      values[group] = [value];
    },
    add(group, value) {
      values[group]?.push(value);
    },
    finish: (group) => quantileOf(q(), Float64Array.from(values[group] ?? [])),
  });
}

interface FloatSteps {
  start(group: number, value: number): void;
  add(group: number, value: number): void;
  finish(group: number): number;
}

/** Leaves histograms out and remarks it. */
function floatsOnly(expr: Aggregation, runtime: Runtime, steps: FloatSteps): Accumulator {
  const ignore = (): void => runtime.annotations.add(remarks.histogramIgnored(expr.op, expr.expr.span));
  return {
    value: 0,
    histogram: undefined,
    start(group, value, histogram) {
      if (histogram !== undefined) {
        ignore();
        return false;
      }
      steps.start(group, value);
      return true;
    },
    add(group, value, histogram) {
      if (histogram !== undefined) ignore();
      else steps.add(group, value);
    },
    finish(group) {
      this.value = steps.finish(group);
      return true;
    },
  };
}
