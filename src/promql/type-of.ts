import { assertNever } from '../shared/assert-never.ts';
import type { Expr } from './ast.ts';
import { signatures, type ValueType } from './signatures.ts';

/** The static type of an expression; of one that is not well-typed, the type it was meant to have. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'vector-selector':
    case 'aggregation':
      return 'instant vector';
    case 'matrix-selector':
    case 'subquery':
      return 'range vector';
    case 'call':
      return signatures.get(expr.func)?.returns ?? 'instant vector';
    case 'unary':
      return typeOf(expr.expr);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'instant vector';
    default:
      return assertNever(expr);
  }
}
