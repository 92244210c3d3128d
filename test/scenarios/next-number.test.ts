import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextNumber } from '../../src/scenarios/next-number.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });

describe('nextNumber', () => {
  it('is beyond the number, with none in between', () => {
    fc.assert(
      fc.property(finite, (number) => {
        const [above, below] = [nextNumber(number, 1), nextNumber(number, -1)];
        expect(above).toBeGreaterThan(number);
        expect(below).toBeLessThan(number);
        for (const next of [above, below]) expect([number, next]).toContain(number + (next - number) / 2);
      }),
    );
  });

  it('leads back', () => {
    fc.assert(
      fc.property(finite, fc.constantFrom(1 as const, -1 as const), (number, direction) => {
        const back = nextNumber(nextNumber(number, direction), direction === 1 ? -1 : 1);
        expect(back + 0).toBe(number + 0);
      }),
    );
  });
});
