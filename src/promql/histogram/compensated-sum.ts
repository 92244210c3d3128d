import { type KahanSum, kahanAdd } from '../eval/kahan.ts';
import { alignLayouts, combineHints, combineHistograms, divideHistogram, scaleHistogram } from './arithmetic.ts';
import { type Buckets, emptyHistogram, type NativeHistogram } from './native-histogram.ts';

/** A running sum of histograms, and the rounding errors of every one of its counts as a histogram of their own. */
export interface CompensatedHistogram {
  readonly sum: NativeHistogram;
  readonly compensation: NativeHistogram;
}

/** Starts a sum. */
export const startSum = (first: NativeHistogram): CompensatedHistogram => ({
  sum: first,
  compensation: {
    ...emptyHistogram,
    schema: first.schema,
    customValues: first.customValues,
    zeroThreshold: first.zeroThreshold,
    counterResetHint: first.counterResetHint,
  },
});

/** Adds a histogram with Kahan's summation in every bucket; nothing when the bucket kinds differ. */
export function addToSum(
  into: CompensatedHistogram,
  other: NativeHistogram,
): { readonly total: CompensatedHistogram; readonly boundsReconciled: boolean } | undefined {
  const aligned = alignLayouts(into.sum, other);
  if (aligned === undefined) return undefined;
  const { left, right, boundsReconciled } = aligned;
  // The errors are kept in the layout of the sum. An empty histogram in that layout brings them there.
  const layout = {
    ...left,
    count: 0,
    sum: 0,
    zeroCount: 0,
    positive: emptyHistogram.positive,
    negative: emptyHistogram.negative,
  };
  const errors = combineHistograms(layout, into.compensation, 1)?.histogram ?? layout;
  const positive = addBuckets(left.positive, errors.positive, right.positive);
  const negative = addBuckets(left.negative, errors.negative, right.negative);
  const zero = addOne(left.zeroCount, errors.zeroCount, right.zeroCount);
  const count = addOne(into.sum.count, into.compensation.count, other.count);
  const sum = addOne(into.sum.sum, into.compensation.sum, other.sum);
  const { hint } = combineHints(into.sum.counterResetHint, other.counterResetHint);
  const base = {
    schema: left.schema,
    zeroThreshold: left.zeroThreshold,
    customValues: left.customValues,
    counterResetHint: hint,
  };
  return {
    total: {
      sum: {
        ...base,
        zeroCount: zero.sum,
        count: count.sum,
        sum: sum.sum,
        positive: positive.sums,
        negative: negative.sums,
      },
      compensation: {
        ...base,
        zeroCount: zero.compensation,
        count: count.compensation,
        sum: sum.compensation,
        positive: positive.errors,
        negative: negative.errors,
      },
    },
    boundsReconciled,
  };
}

/** Both parts multiplied. */
export const scaleSum = ({ sum, compensation }: CompensatedHistogram, factor: number): CompensatedHistogram => ({
  sum: scaleHistogram(sum, factor),
  compensation: scaleHistogram(compensation, factor),
});

/** Both parts divided. */
export const divideSum = ({ sum, compensation }: CompensatedHistogram, divisor: number): CompensatedHistogram => ({
  sum: divideHistogram(sum, divisor),
  compensation: divideHistogram(compensation, divisor),
});

/** The sum with its rounding errors put right. */
export const finishSum = ({ sum, compensation }: CompensatedHistogram): NativeHistogram =>
  combineHistograms(sum, compensation, 1)?.histogram ?? sum;

function addOne(sum: number, compensation: number, value: number): KahanSum {
  const state = { sum, compensation };
  kahanAdd(state, value);
  return state;
}

function addBuckets(sums: Buckets, errors: Buckets, added: Buckets): { sums: Buckets; errors: Buckets } {
  const state = new Map<number, KahanSum>();
  sums.indexes.forEach((index, i) => {
    state.set(index, { sum: sums.counts[i] ?? 0, compensation: 0 });
  });
  errors.indexes.forEach((index, i) => {
    const known = state.get(index);
    if (known === undefined) state.set(index, { sum: 0, compensation: errors.counts[i] ?? 0 });
    else known.compensation = errors.counts[i] ?? 0;
  });
  added.indexes.forEach((index, i) => {
    let known = state.get(index);
    if (known === undefined) {
      known = { sum: 0, compensation: 0 };
      state.set(index, known);
    }
    kahanAdd(known, added.counts[i] ?? 0);
  });
  const indexes = [...state.keys()].sort((a, b) => a - b);
  return {
    sums: { indexes, counts: indexes.map((index) => state.get(index)?.sum ?? 0) },
    errors: { indexes, counts: indexes.map((index) => state.get(index)?.compensation ?? 0) },
  };
}
