import type { Aggregation } from '../../ast.ts';
import {
  addHistogram,
  addToMean,
  finishMean,
  finishTotal,
  type HistogramTotal,
  remarksOn,
  startTotal,
} from '../../functions/histograms-over-time.ts';
import { compact, type NativeHistogram } from '../../histogram/native-histogram.ts';
import { remarks } from '../annotation.ts';
import { type KahanSum, kahanAdd } from '../kahan.ts';
import { metricName, type Runtime } from '../runtime.ts';
import type { Accumulator } from './accumulator.ts';

interface GroupSum extends KahanSum {
  count: number;
  /** True once the sum would have overflown: `sum` is then the mean. */
  isMean: boolean;
  hasFloat: boolean;
  hasHistogram: boolean;
  total: HistogramTotal | undefined;
  /** Exponential and custom buckets met. */
  incompatible: boolean;
}

/** `sum` or `avg`: of floats, or of histograms, but not of both. */
export function sumAccumulator(expr: Aggregation, runtime: Runtime): Accumulator {
  const average = expr.op === 'avg';
  const { compensated } = runtime.options.semantics;
  const addFloat = compensated ? (average ? addToFloatMean : addToFloatSum) : average ? adjustMean : addPlainly;
  const addToTotal = average ? addToMean : addHistogram;
  const groups: GroupSum[] = [];

  return {
    value: 0,
    histogram: undefined,
    start(group, value, histogram) {
      groups[group] ??= emptySum();
      const state = groups[group];
      state.sum = value;
      state.compensation = 0;
      state.count = 1;
      state.isMean = false;
      state.hasFloat = histogram === undefined;
      state.hasHistogram = histogram !== undefined;
      state.total = histogram && startTotal(histogram);
      state.incompatible = false;
      return true;
    },
    add(group, value, histogram, labels) {
      const state = groups[group];
      if (state === undefined || state.incompatible) return;
      if (histogram === undefined) {
        state.hasFloat = true;
        addFloat(state, value);
        return;
      }
      state.hasHistogram = true;
      if (state.total === undefined || addToTotal(state.total, histogram)) return;
      state.incompatible = true;
      runtime.annotations.add(remarks.mixedBucketKinds(metricName(runtime, labels), expr.expr.span));
    },
    finish(group) {
      const state = groups[group];
      if (state === undefined || state.incompatible) return false;
      if (state.hasFloat && state.hasHistogram) {
        runtime.annotations.add(remarks.mixedFloatsHistogramsInAggregation(expr.expr.span));
        return false;
      }
      this.histogram = state.total && finishHistogram(state.total);
      this.value = state.total === undefined ? finishFloat(state, average && compensated) : Number.NaN;
      return true;
    },
  };

  function finishHistogram(total: HistogramTotal): NativeHistogram {
    for (const remark of remarksOn(total, expr.expr.span)) runtime.annotations.add(remark);
    return compact(average ? finishMean(total) : finishTotal(total));
  }
}

const emptySum = (): GroupSum => ({
  sum: 0,
  compensation: 0,
  count: 0,
  isMean: false,
  hasFloat: false,
  hasHistogram: false,
  total: undefined,
  incompatible: false,
});

const isInfinite = (value: number): boolean => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;

const addToFloatSum: (state: GroupSum, value: number) => void = kahanAdd;

/** The sum is divided once at the end; when it would overflow, the mean is carried on from there. */
function addToFloatMean(state: GroupSum, value: number): void {
  const { sum, compensation, count } = state;
  state.count = count + 1;
  if (!state.isMean) {
    kahanAdd(state, value);
    if (!isInfinite(state.sum)) return;
    state.isMean = true;
    state.sum = sum / count;
    state.compensation = compensation / count;
  }
  const share = count / state.count;
  state.sum *= share;
  state.compensation *= share;
  kahanAdd(state, value / state.count);
}

function addPlainly(state: GroupSum, value: number): void {
  state.sum += value;
}

/** How Prometheus averaged before 2.53. */
function adjustMean(state: GroupSum, value: number): void {
  state.count++;
  if (isInfinite(state.sum) && (isInfinite(value) ? value === state.sum : !Number.isNaN(value))) return;
  state.sum += value / state.count - state.sum / state.count;
}

function finishFloat(state: GroupSum, divides: boolean): number {
  if (!divides || state.isMean) return state.sum + state.compensation;
  return state.sum / state.count + state.compensation / state.count;
}
