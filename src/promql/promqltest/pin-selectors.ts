import type { At, Expr, VectorSelector } from '../ast.ts';
import { partsOf } from '../walk.ts';

/** Functions whose result depends on the evaluation time whatever their selectors are pinned to. */
const unpinnable = new Set([
  'days_in_month',
  'day_of_month',
  'day_of_week',
  'day_of_year',
  'hour',
  'minute',
  'month',
  'year',
  'predict_linear',
  'time',
  'timestamp',
  'start_timestamp',
  'start',
  'end',
  'step',
  'range',
]);

/** The expression with `@` on every selector and subquery that has none; nothing when that would not fix its result. */
export function pinSelectors(expr: Expr, timeMs: number): Expr | undefined {
  return isPinnable(expr) ? pin(expr, { kind: 'timestamp', seconds: timeMs / 1000 }) : undefined;
}

const isPinnable = (expr: Expr): boolean =>
  !(expr.kind === 'call' && unpinnable.has(expr.func)) && partsOf(expr).every(isPinnable);

const pinSelector = (selector: VectorSelector, at: At): VectorSelector => ({ ...selector, at: selector.at ?? at });

function pin(expr: Expr, at: At): Expr {
  switch (expr.kind) {
    case 'vector-selector':
      return pinSelector(expr, at);
    case 'matrix-selector':
      return { ...expr, vector: pinSelector(expr.vector, at) };
    case 'subquery':
      return { ...expr, at: expr.at ?? at };
    case 'call':
      return { ...expr, args: expr.args.map((arg) => pin(arg, at)) };
    case 'aggregation':
      return { ...expr, expr: pin(expr.expr, at), ...(expr.param === undefined ? {} : { param: pin(expr.param, at) }) };
    case 'binary':
      return { ...expr, left: pin(expr.left, at), right: pin(expr.right, at) };
    case 'unary':
      return { ...expr, expr: pin(expr.expr, at) };
    default:
      return expr;
  }
}
