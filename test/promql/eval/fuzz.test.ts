import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../../src/promql/ast.ts';
import { evaluateInstant, evaluateRange } from '../../../src/promql/eval/prepare.ts';
import { exprs } from '../../support/promql-arbitraries.ts';
import { ask, queryOf, storageOf } from './fixtures.ts';

const storage = storageOf(
  15,
  'foo{a="x"} 0+1x20',
  'foo{a="y"} 1 2 NaN stale 4 Inf _x5 1x10',
  'bar{a="x",b="y"} {{schema:0 sum:5 count:4 buckets:[1 2 1]}}x20',
  'bar{a="y"} {{schema:-53 sum:5 count:4 custom_values:[1 2] buckets:[1 2 1]}}x10 1 2 3',
);

const options = { maxSamples: 20_000 };

describe('promql/eval on arbitrary input', () => {
  test('every well-typed expression has a value or an error, whatever the time', () => {
    fc.assert(
      fc.property(exprs(), fc.integer({ min: -1_000_000, max: 10_000_000 }), (expr, time) => {
        expect(evaluateInstant(expr, storage, time, options)).toHaveProperty('ok');
      }),
      { numRuns: 500 },
    );
  });

  test('so it has over a range', () => {
    fc.assert(
      fc.property(exprs({ maxDepth: 3 }), fc.integer({ min: 1, max: 500_000 }), (expr, step) => {
        expect(evaluateRange(expr, storage, { start: 0, end: 600_000, step }, options)).toHaveProperty('ok');
      }),
      { numRuns: 200 },
    );
  });

  test('refuses an expression that is nested too deeply instead of exhausting the stack', () => {
    let expr: Expr = { kind: 'vector-selector', name: 'foo', matchers: [] };
    for (let i = 0; i < 50_000; i++) expr = { kind: 'unary', op: '-', expr };
    expect(evaluateInstant(expr, storage, 0)).toMatchObject({ ok: false });
  });

  test('stops a query that would hold too many samples', () => {
    const query = queryOf('sum_over_time(foo[5m:1ms])', { maxSamples: 10_000 });
    expect(query.instant(storage, 300_000)).toEqual({
      ok: false,
      errors: [{ message: 'query processing would load too many samples into memory in query execution' }],
    });
  });

  test('stops a query that would look too often, even where there is nothing', () => {
    const query = queryOf('sum_over_time(nothing[1y:1ms])', { maxSamples: 10_000 });
    expect(query.instant(storage, 0)).toEqual({
      ok: false,
      errors: [{ message: 'the query needs more than 1000000 evaluations' }],
    });
  });

  test('does not take a label called `__proto__` for anything else', () => {
    const odd = storageOf(15, 'm{__proto__="x",constructor="y"} 1');
    const { value } = ask(odd, 'sum by (__proto__) (m)', 0);
    expect(value).toMatchObject({ kind: 'vector' });
    expect(value.kind === 'vector' && Object.entries(value.samples[0]?.labels ?? {})).toEqual([['__proto__', 'x']]);
  });
});
