import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { checkExpr } from '../../src/promql/check-expr.ts';
import { equalExpr } from '../../src/promql/equal-expr.ts';
import { parse } from '../../src/promql/parser.ts';
import { prettyPrint, print } from '../../src/promql/printer.ts';
import { hasCorpora } from '../support/corpora.ts';
import { exprs } from '../support/promql-arbitraries.ts';
import { evaluatorQueries, ruleExpressions } from '../support/promql-corpus.ts';
import { expectSameByShape } from '../support/same-by-shape.ts';

/** Fails with the text and both trees, which `equalExpr` alone would not show. */
function expectReadsBack(text: string, expr: Expr, dialect: '3' | '2.42' = '3'): void {
  const result = parse(text, { dialect });
  if (!result.ok) throw new Error(`${text}\n${JSON.stringify(result.errors)}\n${JSON.stringify(expr)}`);
  if (!equalExpr(result.value, expr))
    throw new Error(`${text}\nread  ${JSON.stringify(result.value)}\nwrote ${JSON.stringify(expr)}`);
}

describe('print', () => {
  it('writes what parse reads back as the same tree', () => {
    fc.assert(
      fc.property(exprs(), (expr) => expectReadsBack(print(expr), expr)),
      { numRuns: 2000 },
    );
  });

  it('writes what parse reads back in the older dialect', () => {
    fc.assert(
      fc.property(exprs({ dialect: '2.42' }), (expr) => expectReadsBack(print(expr), expr, '2.42')),
      { numRuns: 500 },
    );
  });
});

describe('prettyPrint', () => {
  it('writes what parse reads back as the same tree, at any width', () => {
    fc.assert(
      fc.property(exprs(), fc.integer({ min: 0, max: 100 }), (expr, width) =>
        expectReadsBack(prettyPrint(expr, { width }), expr),
      ),
      { numRuns: 1000 },
    );
  });

  it('is print when the width suffices', () => {
    fc.assert(
      fc.property(exprs(), (expr) => {
        expect(prettyPrint(expr, { width: print(expr).length })).toBe(print(expr));
      }),
    );
  });
});

describe('checkExpr', () => {
  it('finds nothing wrong with well-typed trees', () => {
    fc.assert(
      fc.property(exprs(), (expr) => {
        expect(checkExpr(expr)).toEqual([]);
      }),
    );
  });
});

describe.skipIf(!hasCorpora)('real queries', () => {
  const survives = (text: string): boolean => {
    expectSameByShape(text);
    const result = parse(text);
    if (!result.ok) return false;
    for (const written of [print(result.value), prettyPrint(result.value, { width: 40 })])
      expectReadsBack(written, result.value);
    return true;
  };

  it('of rule files are accepted and survive the round trip, except templates and three mistakes', () => {
    const expressions = ruleExpressions();
    const rejected = expressions.filter((text) => !survives(text));
    const untemplated = rejected.filter((text) => !/<%|\$\{?METRICS_PREFIX/.test(text));
    expect(expressions.length - rejected.length).toBeGreaterThanOrEqual(3900);
    expect(untemplated).toEqual([
      'changes(sum by (mode) (increase(mevbot_orchestrator_decisions_total[10m]))) > 6',
      'test +',
      'rate(hi)',
    ]);
  });

  it('of the evaluator tests are accepted and survive the round trip', () => {
    const queries = evaluatorQueries().map(({ text }) => text);
    expect(queries.length).toBeGreaterThanOrEqual(1600);
    expect(queries.filter((text) => !survives(text))).toEqual([]);
  });
});
