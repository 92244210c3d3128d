import type { Expr } from '../../promql/ast.ts';
import { typeOf } from '../../promql/type-of.ts';
import { partsOf } from '../../promql/walk.ts';
import type { LoadedRule } from '../../simulate/rules/rule.ts';

/**
 * Whether a rule can be evaluated on any input: no two of its results can have the same labels, and no two series meet the same partner. May be
 * false for a rule that always can. `inputLabels` are the names of labels that the input has.
 */
export function cannotFail(rule: LoadedRule, inputLabels: ReadonlySet<string>): boolean {
  const own = rule.kind === 'recording' ? Object.keys(rule.labels) : rule.labels.map(([name]) => name);
  return own.every((name) => !inputLabels.has(name)) && isSound(rule.expr) && hasDistinctLabels(rule.expr);
}

const setOperators: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/** Whether nothing inside can fail. */
function isSound(expr: Expr): boolean {
  if (!partsOf(expr).every(isSound)) return false;
  switch (expr.kind) {
    case 'call':
      return typeOf(expr) === 'scalar' || plainCalls.test(expr.func) ? expr.args.every(hasDistinctLabels) : false;
    case 'binary':
      if (setOperators.has(expr.op)) return true;
      if (typeOf(expr.left) === 'scalar' || typeOf(expr.right) === 'scalar')
        return hasDistinctLabels(expr.left) && hasDistinctLabels(expr.right);
      return expr.matching === undefined && hasDistinctLabels(expr.left) && hasDistinctLabels(expr.right);
    case 'subquery':
    case 'unary':
      return hasDistinctLabels(expr.expr);
    case 'aggregation':
      return expr.op !== 'count_values';
    default:
      return true;
  }
}

/** Functions that change values, and of labels the metric's name alone. */
const plainCalls =
  /_over_time$|^(?:rate|increase|irate|delta|idelta|deriv|changes|resets|predict_linear|abs|ceil|floor|round|clamp|clamp_max|clamp_min|sqrt|exp|ln|vector|scalar|time|timestamp|sgn)$/;

/** Whether no two results have the same labels when their metric names are left out. */
function hasDistinctLabels(expr: Expr): boolean {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'aggregation':
      return expr.kind !== 'aggregation' || !/^(?:topk|bottomk|limit)/.test(expr.op) || hasDistinctLabels(expr.expr);
    case 'vector-selector':
      return expr.name !== undefined;
    case 'matrix-selector':
      return expr.vector.name !== undefined;
    case 'subquery':
    case 'unary':
      return hasDistinctLabels(expr.expr);
    case 'call':
      return plainCalls.test(expr.func) && expr.args.every(hasDistinctLabels);
    case 'binary':
      if (expr.op === 'and' || expr.op === 'unless') return hasDistinctLabels(expr.left);
      if (expr.matching !== undefined) return false;
      return hasDistinctLabels(expr.left) && hasDistinctLabels(expr.right);
  }
}
