import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, lineLengths } from '../../../src/generators/grafana/layout.ts';
import type { Picture } from '../../../src/generators/grafana/plan/page.ts';

const kinds: readonly Picture['kind'][] = ['lines', 'timeline', 'tiles', 'heatmap', 'alert-table', 'log-lines'];

const panel = fc.record(
  {
    picture: fc.record({ kind: fc.constantFrom(...kinds) }),
    size: fc.record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 20 }) }),
  },
  { requiredKeys: ['picture'] },
);

describe('layOut', () => {
  it('never puts two panels on one cell, nor one beyond the grid', () => {
    fc.assert(
      fc.property(fc.array(panel, { maxLength: 60 }), fc.nat(100), (panels, top) => {
        const { positions, bottom } = layOut(panels, top);
        expect(positions).toHaveLength(panels.length);
        const cells = new Set<string>();
        for (const { x, y, w, h } of positions) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x + w).toBeLessThanOrEqual(24);
          expect(y).toBeGreaterThanOrEqual(top);
          expect(y + h).toBeLessThanOrEqual(bottom);
          for (let column = x; column < x + w; column++) {
            for (let line = y; line < y + h; line++) {
              expect(cells.has(`${column} ${line}`)).toBe(false);
              cells.add(`${column} ${line}`);
            }
          }
        }
      }),
    );
  });

  it('reads from left to right and from top to bottom in the order of the panels', () => {
    fc.assert(
      fc.property(fc.array(panel, { maxLength: 60 }), (panels) => {
        const { positions } = layOut(panels, 0);
        const order = positions.toSorted((a, b) => a.y - b.y || a.x - b.x);
        expect(order).toEqual(positions);
      }),
    );
  });

  it('fills every line with panels of one width and one height', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ picture: fc.record({ kind: fc.constantFrom(...kinds) }) })), (panels) => {
        const { positions } = layOut(panels, 0);
        for (const top of new Set(positions.map(({ y }) => y))) {
          const line = positions.filter(({ y }) => y === top);
          expect(line.reduce((sum, { w }) => sum + w, 0)).toBe(24);
          expect(new Set(line.map(({ w }) => w)).size).toBe(1);
        }
      }),
    );
  });
});

describe('lineLengths', () => {
  it('uses every panel once and never leaves one alone under others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (count) => {
        const lengths = lineLengths(count);
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(count);
        if (count > 1) expect(Math.min(...lengths)).toBeGreaterThan(1);
        expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(3);
      }),
    );
  });

  it.each([
    [1, [1]],
    [2, [2]],
    [3, [3]],
    [4, [2, 2]],
    [5, [3, 2]],
    [7, [3, 2, 2]],
  ])('lays %i panels out in lines of %j', (count, lengths) => {
    expect(lineLengths(count)).toEqual(lengths);
  });
});
