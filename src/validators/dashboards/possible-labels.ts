import type { Expr, VectorSelector } from '../../promql/ast.ts';

/** The labels that the results of an expression can have; undefined when that is not known. */
export type Labels = ReadonlySet<string> | undefined;

const union = (a: Labels, b: Labels): Labels =>
  a === undefined || b === undefined ? undefined : new Set([...a, ...b]);

/** Functions that give their results other labels than those of their argument. */
const relabelling = new Set(['label_replace', 'label_join', 'info']);

/**
 * The labels that a legend may name.
 * @param ofSeries the labels of the series that a selector with a name selects, as far as they are known
 */
export function possibleLabels(expr: Expr, ofSeries: (selector: VectorSelector) => Labels): Labels {
  const of = (inner: Expr): Labels => possibleLabels(inner, ofSeries);
  switch (expr.kind) {
    case 'number':
    case 'string':
      return new Set();
    case 'vector-selector':
      return expr.name === undefined ? undefined : ofSeries(expr);
    case 'matrix-selector':
      return of(expr.vector);
    case 'subquery':
    case 'unary':
      return of(expr.expr);
    case 'aggregation':
      if (['topk', 'bottomk', 'limitk', 'limit_ratio'].includes(expr.op)) return of(expr.expr);
      if (expr.without) return undefined;
      return new Set(expr.grouping);
    case 'call': {
      if (relabelling.has(expr.func) || expr.func.startsWith('absent')) return undefined;
      // Of several arguments one is a vector; the others have no labels.
      const labels = expr.args.map(of).reduce(union, new Set());
      if (expr.func !== 'histogram_quantile' || labels === undefined) return labels;
      return new Set([...labels].filter((label) => label !== 'le'));
    }
    case 'binary': {
      if (expr.op === 'or') return union(of(expr.left), of(expr.right));
      if (expr.op === 'and' || expr.op === 'unless') return of(expr.left);
      if (expr.matching?.group?.side === 'right') return of(expr.right);
      if (expr.left.kind === 'number') return of(expr.right);
      return of(expr.left);
    }
  }
}
