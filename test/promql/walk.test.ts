import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { equalExpr } from '../../src/promql/equal-expr.ts';
import { parse } from '../../src/promql/parser.ts';
import { print } from '../../src/promql/printer.ts';
import { typeOf } from '../../src/promql/type-of.ts';
import { mapExpr, mapSelectors, selectorsOf, walk } from '../../src/promql/walk.ts';
import { exprs } from '../support/promql-arbitraries.ts';

function parsed(text: string): Expr {
  const result = parse(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

function nodesOf(expr: Expr): readonly Expr[] {
  const nodes: Expr[] = [];
  walk(expr, (node) => nodes.push(node));
  return nodes;
}

describe('walk', () => {
  it('visits every node before its parts, in the order of the text', () => {
    const kinds = nodesOf(parsed('topk(2, -rate(foo[5m])) + max_over_time(bar[1h:])')).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'binary',
      'aggregation',
      'number',
      'unary',
      'call',
      'matrix-selector',
      'vector-selector',
      'call',
      'subquery',
      'vector-selector',
    ]);
  });

  it('tells the nodes around, innermost first', () => {
    const around: string[] = [];
    walk(parsed('sum(rate(foo[5m]))'), (node, parents) => {
      if (node.kind === 'vector-selector') around.push(...parents.map(({ kind }) => kind));
    });
    expect(around).toEqual(['matrix-selector', 'call', 'aggregation']);
  });
});

describe('mapExpr', () => {
  it('changes nothing when nothing is changed', () => {
    fc.assert(
      fc.property(exprs(), (expr) =>
        equalExpr(
          mapExpr(expr, (node) => node),
          expr,
        ),
      ),
    );
  });

  it('replaces parts before the nodes around them', () => {
    const doubled = mapExpr(parsed('1 + 2 * foo'), (node) =>
      node.kind === 'number' ? { kind: 'number', value: node.value * 2 } : node,
    );
    expect(print(doubled)).toBe('2 + 4 * foo');
  });
});

describe('mapSelectors', () => {
  it('reaches every selector that selectorsOf finds', () => {
    fc.assert(
      fc.property(exprs(), (expr) => {
        const renamed = mapSelectors(expr, (selector) => ({ ...selector, name: 'renamed' }));
        expect(selectorsOf(renamed).map(({ name }) => name)).toEqual(selectorsOf(expr).map(() => 'renamed'));
        expect(nodesOf(expr).filter(({ kind }) => kind === 'vector-selector')).toEqual(selectorsOf(expr));
      }),
    );
  });

  it('keeps the modifiers of ranges', () => {
    const named = mapSelectors(parsed('rate(foo[5m] offset 1h) / bar'), (selector) => ({ ...selector, name: 'up' }));
    expect(print(named)).toBe('rate(up[5m] offset 1h) / up');
  });
});

describe('equalExpr', () => {
  it('ignores where a query was written, and nothing else', () => {
    expect(
      equalExpr(parsed('sum by(a)(rate(foo{b="c"}[5m]))'), parsed(' sum(rate(foo { b = "c" } [300] )) by (a) ')),
    ).toBe(true);
    for (const [a, b] of [
      ['foo', 'bar'],
      ['foo + bar', 'bar + foo'],
      ['1', '1m'],
      ['60', '1m'],
      ['0', '-0'],
      ['foo{a="b"}', 'foo{a=~"b"}'],
      ['foo{a="b", c="d"}', 'foo{c="d", a="b"}'],
      ['sum by (a) (foo)', 'sum without (a) (foo)'],
      ['foo == bar', 'foo == bool bar'],
      ['foo + on () bar', 'foo + ignoring () bar'],
      ['foo offset 1m', 'foo'],
      ['foo smoothed', 'foo anchored'],
    ] as const)
      expect([a, b, equalExpr(parsed(a), parsed(b))]).toEqual([a, b, false]);
  });

  it('takes not-a-number for itself', () => {
    expect(equalExpr(parsed('NaN'), parsed('nan'))).toBe(true);
  });
});

describe('typeOf', () => {
  it.each([
    ['1 + 2', 'scalar'],
    ['time() > bool 1', 'scalar'],
    ['1 + foo', 'instant vector'],
    ['-foo', 'instant vector'],
    ['"x"', 'string'],
    ['foo[5m]', 'range vector'],
    ['foo[5m:]', 'range vector'],
    ['scalar(foo)', 'scalar'],
    ['sum(foo)', 'instant vector'],
    ['max_of(1, 2)', 'scalar'],
  ])('of %s is %s', (text, type) => {
    expect(typeOf(parsed(text))).toBe(type);
  });
});
