import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStorage, type Storage } from '../../../src/promql/storage/storage.ts';
import { queryOf, valuesAt } from './fixtures.ts';

const quarter = fc.integer({ min: -4000, max: 4000 }).map((n) => n / 4);
const grid = fc.array(fc.array(quarter, { minLength: 2, maxLength: 20 }), { minLength: 1, maxLength: 6 });

/** One series per row, a sample every 15 s, created in the given order. */
function storageOfRows(rows: readonly (readonly number[])[], order = rows.map((_, i) => i)): Storage {
  const storage = createStorage();
  for (const i of order) {
    const appender = storage.appender({ __name__: 'm_total', i: String(i), half: String(i % 2) });
    rows[i]?.forEach((value, j) => {
      appender.append(j * 15_000, value);
    });
  }
  return storage;
}

/** The running sums of the absolute values: what a counter that is never reset shows. */
const asCounter = (row: readonly number[]): number[] => {
  let sum = 0;
  return row.map((value) => {
    sum += Math.abs(value);
    return sum;
  });
};

describe('promql/eval laws', () => {
  test('aggregations do not depend on the order of series', () => {
    fc.assert(
      fc.property(grid, (rows) => {
        const forward = storageOfRows(rows);
        const backward = storageOfRows(rows, rows.map((_, i) => i).reverse());
        for (const op of ['sum', 'avg', 'min', 'max', 'count', 'group']) {
          const query = `${op} by (half) (m_total)`;
          expect(valuesAt(backward, query, 60)).toEqual(valuesAt(forward, query, 60));
        }
      }),
    );
  });

  test('`rate` of a counter is not negative, and does not change when the counter starts higher', () => {
    fc.assert(
      fc.property(
        fc.array(quarter, { minLength: 3, maxLength: 20 }),
        fc.integer({ min: 0, max: 1000 }),
        (row, lift) => {
          const counter = asCounter(row);
          // High enough that extrapolation never reaches zero.
          const high = counter.map((value) => value + 1_000_000);
          const higher = high.map((value) => value + lift);
          const query = 'increase(m_total[5m])';
          const [low] = Object.values(valuesAt(storageOfRows([counter]), query, 300));
          const [first] = Object.values(valuesAt(storageOfRows([high]), query, 300));
          const [second] = Object.values(valuesAt(storageOfRows([higher]), query, 300));
          expect(low ?? 0).toBeGreaterThanOrEqual(0);
          expect(second).toEqual(first);
        },
      ),
    );
  });

  test('`x and x` is `x`, `x unless x` is nothing, `x or x` is `x`', () => {
    fc.assert(
      fc.property(grid, (rows) => {
        const storage = storageOfRows(rows);
        const plain = valuesAt(storage, 'm_total', 60);
        expect(valuesAt(storage, 'm_total and m_total', 60)).toEqual(plain);
        expect(valuesAt(storage, 'm_total or m_total', 60)).toEqual(plain);
        expect(valuesAt(storage, 'm_total unless m_total', 60)).toEqual({});
      }),
    );
  });

  test('`topk` gives a part of its input that no other value exceeds', () => {
    fc.assert(
      fc.property(grid, fc.integer({ min: 1, max: 7 }), (rows, k) => {
        const storage = storageOfRows(rows);
        const all = valuesAt(storage, 'm_total', 60) as Record<string, number>;
        const top = valuesAt(storage, `topk(${k}, m_total)`, 60) as Record<string, number>;
        expect(Object.keys(top)).toHaveLength(Math.min(k, Object.keys(all).length));
        const least = Math.min(...Object.values(top));
        for (const [labels, value] of Object.entries(all)) {
          if (labels in top) expect(top[labels]).toBe(value);
          else expect(value).toBeLessThanOrEqual(least);
        }
      }),
    );
  });

  test('a range query gives at each step what an instant query gives there', () => {
    const queries = [
      'm_total',
      'rate(m_total[45s])',
      'sum by (half) (m_total)',
      'max_over_time(rate(m_total[1m])[2m:15s])',
      'm_total > on (i) group_left () avg_over_time(m_total[1m])',
      'm_total @ 30 - m_total offset 30s',
    ];
    fc.assert(
      fc.property(grid, fc.constantFrom(...queries), fc.integer({ min: 1, max: 60 }), (rows, text, stepSeconds) => {
        const storage = storageOfRows(rows);
        const query = queryOf(text);
        const range = { start: 0, end: 300_000, step: stepSeconds * 1000 };
        const result = query.range(storage, range);
        const series = result.ok && result.value.value.kind === 'matrix' ? result.value.value.series : [];
        for (let time = range.start; time <= range.end; time += range.step) {
          const instant = queryOf(text).instant(storage, time);
          const samples = instant.ok && instant.value.value.kind === 'vector' ? instant.value.value.samples : [];
          const expected = new Map(samples.map(({ labels, value }) => [labels, value]));
          const got = series.flatMap(({ labels, points }) =>
            points.filter(({ t }) => t === time).map(({ value }) => [labels, value] as const),
          );
          expect(new Map(got)).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a prepared query sees samples that are appended later, also within a subquery', () => {
    const storage = createStorage();
    const series = storage.appender({ __name__: 'm' });
    const query = queryOf('sum_over_time(m[1m:10s])');
    series.append(0, 1);
    expect(query.instant(storage, 30_000)).toMatchObject({ value: { value: { samples: [{ value: 4 }] } } });
    series.append(20_000, 5);
    expect(query.instant(storage, 30_000)).toMatchObject({ value: { value: { samples: [{ value: 12 }] } } });
  });
});
