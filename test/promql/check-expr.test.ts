import { describe, expect, it } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { aggregate, binary, call, number, range, selector } from '../../src/promql/builder.ts';
import { checkExpr } from '../../src/promql/check-expr.ts';

const foo = selector('foo');
const messagesOf = (expr: Expr): readonly string[] => checkExpr(expr).map(({ message }) => message);

/** Trees that only code can build, because no text parses to them. */
describe('checkExpr on built trees', () => {
  it.each([
    { name: 'an unknown function', expr: call('nosuch', foo), message: 'unknown function `nosuch`' },
    {
      name: 'an unknown aggregation',
      expr: aggregate('nosuch', [], foo),
      message: 'Prometheus 3 has no aggregation `nosuch`',
    },
    { name: 'a missing parameter', expr: aggregate('topk', ['job'], foo), message: '`topk` takes a parameter' },
    { name: 'a needless parameter', expr: aggregate('sum', [], foo, number(1)), message: '`sum` takes no parameter' },
    {
      name: 'a range as operand',
      expr: binary(range(foo, 1000), '+', foo),
      message: 'expected a scalar or an instant vector as operand of `+`, got a range vector',
    },
    { name: 'an empty name', expr: selector(''), message: 'a metric name cannot be empty' },
  ])('reports $name', ({ expr, message }) => {
    expect(messagesOf(expr)).toEqual([message]);
  });

  it('blames the start of the query for nodes without a span', () => {
    expect(checkExpr(binary(number(1), '>', number(2)))).toEqual([
      { message: 'comparisons between scalars must use `bool`', span: { start: 0, end: 0 }, help: 'write `> bool`' },
    ]);
  });

  it('finds faults at any depth', () => {
    const deep = aggregate(
      'sum',
      ['job'],
      call('rate', range(selector('foo', [{ name: 'a', op: '=~', value: '(' }]), 1000)),
    );
    expect(messagesOf(binary(deep, 'and', number(1)))).toEqual([
      '`and` needs instant vectors on both sides, got a scalar',
      'bad regular expression: error parsing regexp: missing closing ): `(`',
    ]);
  });
});
