import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Histogram } from '../../../src/model/model.ts';
import { spreadsNear } from '../../../src/scenarios/joint/spreads-near.ts';
import { bucketQuantile } from '../../../src/scenarios/rate.ts';
import { requests } from '../../support/conditions/shop-metrics.ts';

/** What two quantiles of a spread come to. */
function read({ buckets }: Histogram, spread: readonly number[], q: number, otherQ: number, sign: 1 | -1): number {
  let count = 0;
  const cumulative = spread.map((portion, i) => {
    count += portion;
    return { bound: buckets[i]?.value ?? Number.POSITIVE_INFINITY, count };
  });
  return bucketQuantile(q, cumulative, 'open') + sign * bucketQuantile(otherQ, cumulative, 'open');
}

const quantile = fc.constantFrom(0.05, 0.25, 0.5, 0.75, 0.9, 0.99);

describe('spreadsNear', () => {
  it('gives spreads on both sides of a threshold that is within reach', () => {
    fc.assert(
      fc.property(
        quantile,
        quantile,
        fc.constantFrom(1 as const, -1 as const),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (q, otherQ, sign, threshold) => {
          fc.pre(sign === 1 || q > otherQ);
          const spreads = spreadsNear(requests, { q, otherQ, sign, threshold });
          const values = spreads.map((spread) => read(requests, spread, q, otherQ, sign));
          for (const spread of spreads) {
            expect(spread).toHaveLength(requests.buckets.length + 1);
            expect(spread.reduce((sum, portion) => sum + portion, 0)).toBeCloseTo(1, 9);
          }
          expect(values.some((value) => value < threshold)).toBe(true);
          expect(values.some((value) => value > threshold)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('comes within a hundredth of where the difference of two quantiles is asked for', () => {
    const asked = { q: 0.9, otherQ: 0.5, sign: -1, threshold: 1 } as const;
    const values = spreadsNear(requests, asked).map((spread) => read(requests, spread, 0.9, 0.5, -1));
    expect(values.some((value) => value > 0.99 && value < 1)).toBe(true);
    expect(values.some((value) => value > 1 && value < 1.01)).toBe(true);
    expect(values).toContain(1);
  });
});
