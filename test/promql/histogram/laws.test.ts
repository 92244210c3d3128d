import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineHistograms, scaleHistogram, toSchema } from '../../../src/promql/histogram/arithmetic.ts';
import { detectReset } from '../../../src/promql/histogram/detect-reset.ts';
import { compact, emptyHistogram, type NativeHistogram } from '../../../src/promql/histogram/native-histogram.ts';
import { nativeFraction, nativeQuantile } from '../../../src/promql/histogram/quantile.ts';
import { trimHistogram } from '../../../src/promql/histogram/trim.ts';

const buckets = fc
  .dictionary(fc.integer({ min: -20, max: 20 }).map(String), fc.integer({ min: 1, max: 50 }), { maxKeys: 6 })
  .map((counts) => {
    const indexes = Object.keys(counts)
      .map(Number)
      .sort((a, b) => a - b);
    return { indexes, counts: indexes.map((index) => counts[String(index)] ?? 0) };
  });

const total = ({ counts }: { readonly counts: readonly number[] }): number =>
  counts.reduce((sum, count) => sum + count, 0);

/** Exponential histograms whose count is that of their buckets. */
const histogram: fc.Arbitrary<NativeHistogram> = fc
  .record({
    schema: fc.integer({ min: -4, max: 8 }),
    zeroThreshold: fc.constantFrom(0, 0.001, 0.5, 2),
    zeroCount: fc.integer({ min: 0, max: 10 }),
    positive: buckets,
    negative: buckets,
    sum: fc.integer({ min: -100, max: 100 }),
  })
  .map((parts) => ({
    ...emptyHistogram,
    ...parts,
    count: parts.zeroCount + total(parts.positive) + total(parts.negative),
  }));

const population = (one: NativeHistogram): number => one.zeroCount + total(one.positive) + total(one.negative);

describe('promql/histogram laws', () => {
  test('a sum has the observations of both, whatever their layouts, and does not depend on the order', () => {
    fc.assert(
      fc.property(histogram, histogram, (a, b) => {
        const sum = combineHistograms(a, b, 1);
        const other = combineHistograms(b, a, 1);
        expect(population(sum?.histogram ?? emptyHistogram)).toBe(population(a) + population(b));
        expect(compact(sum?.histogram ?? emptyHistogram)).toEqual(compact(other?.histogram ?? emptyHistogram));
      }),
    );
  });

  test('a histogram minus itself is empty', () => {
    fc.assert(
      fc.property(histogram, (one) => {
        const difference = combineHistograms(one, one, -1)?.histogram ?? one;
        expect(compact(difference)).toMatchObject({ count: 0, sum: 0, zeroCount: 0, positive: { counts: [] } });
      }),
    );
  });

  test('a coarser schema keeps every observation', () => {
    fc.assert(
      fc.property(histogram, fc.integer({ min: -4, max: 8 }), (one, schema) => {
        expect(population(toSchema(one, schema))).toBe(population(one));
      }),
    );
  });

  test('a counter that only gained has not been reset, one that lost any count has', () => {
    fc.assert(
      fc.property(histogram, histogram, (before, gain) => {
        const same = { ...gain, schema: before.schema, zeroThreshold: before.zeroThreshold };
        const after = combineHistograms(before, same, 1)?.histogram ?? before;
        // Widening the zero bucket over a populated one is taken for a restart.
        if (after.zeroThreshold === before.zeroThreshold) expect(detectReset(after, before)).toBe(false);
        if (before.count > 0) expect(detectReset(scaleHistogram(before, 0.5), before)).toBe(true);
      }),
    );
  });

  test('quantiles rise with φ, and the share below a quantile is φ', () => {
    const q = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const positiveOnly = histogram
      .map((one) => ({ ...one, negative: { indexes: [], counts: [] }, zeroCount: 0, zeroThreshold: 0 }))
      .map((one) => ({ ...one, count: total(one.positive) }))
      .filter((one) => one.count > 0);
    fc.assert(
      fc.property(positiveOnly, q, q, (one, first, second) => {
        const low = nativeQuantile(Math.min(first, second), one).value;
        const high = nativeQuantile(Math.max(first, second), one).value;
        expect(low).toBeLessThanOrEqual(high * (1 + 1e-9));
        const share = nativeFraction(Number.NEGATIVE_INFINITY, nativeQuantile(first, one).value, one).value;
        expect(share).toBeCloseTo(first, 6);
      }),
    );
  });

  test('the two parts of a trimmed histogram have as many observations as the whole', () => {
    fc.assert(
      fc.property(histogram, fc.double({ min: -10, max: 10, noNaN: true }), (one, at) => {
        const below = trimHistogram(one, at, 'below');
        const above = trimHistogram(one, at, 'above');
        expect(below.count + above.count).toBeCloseTo(one.count, 6);
      }),
    );
  });
});
