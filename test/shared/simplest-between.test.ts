import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplestBetween } from '../../src/shared/simplest-between.ts';

describe('simplestBetween', () => {
  it('finds the number that a bisection was after', () => {
    const plain = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 400 }));
    fc.assert(
      fc.property(plain, ([numerator, denominator]) => {
        const number = numerator / denominator;
        expect(simplestBetween(number - 1e-9, number + 1e-9)).toBeCloseTo(number, 12);
      }),
    );
  });

  it('stays between its bounds, and no whole number of halves, thirds ... up to its own is there', () => {
    const bounds = fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0.001, max: 1, noNaN: true }));
    fc.assert(
      fc.property(bounds, ([low, width]) => {
        const found = simplestBetween(low, low + width);
        expect(found).toBeGreaterThanOrEqual(low - 1e-12);
        expect(found).toBeLessThanOrEqual(low + width + 1e-12);
        const least = Array.from({ length: 1100 }, (_, i) => i + 1).find((n) => Math.ceil(low * n) / n <= low + width);
        expect(Math.abs(found * (least ?? 1) - Math.round(found * (least ?? 1)))).toBeLessThan(1e-6);
      }),
    );
  });

  it('comes to an end where both bounds are the same', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (number) => {
        expect(simplestBetween(number, number)).toBeCloseTo(number, 6);
      }),
    );
  });
});
