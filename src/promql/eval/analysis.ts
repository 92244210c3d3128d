import { assertNever } from '../../shared/assert-never.ts';
import type { At, DurationExpr, Expr } from '../ast.ts';
import { partsOf } from '../walk.ts';

/** Scalar functions of the query's own bounds. */
const queryFunctions = new Set(['start', 'end', 'step', 'range']);

/** Whether an expression and all its operands satisfy a test. */
const everywhere = (expr: Expr, test: (expr: Expr) => boolean): boolean =>
  test(expr) && partsOf(expr).every((operand) => everywhere(operand, test));

/**
 * How many milliseconds after its time the newest sample may be on which a result depends: 0 when it reads the past alone,
 * Infinity when there is no telling. A negative offset reads ahead, and `@` anything.
 */
export function lookAheadMs(expr: Expr): number {
  const inside = Math.max(0, ...partsOf(expr).map(lookAheadMs));
  if (expr.kind !== 'vector-selector' && expr.kind !== 'subquery') return inside;
  const { at, offset } = expr;
  if (at !== undefined || (expr.kind === 'vector-selector' && expr.extended === 'smoothed')) return Infinity;
  if (offset === undefined) return inside;
  return offset.kind === 'literal' ? Math.max(0, inside - offset.seconds * 1000) : Infinity;
}

/** Whether the result for a time is the same in every query: neither the bounds nor the step of the query are read. */
export const isSameInEveryQuery = (expr: Expr): boolean =>
  everywhere(
    expr,
    (node) =>
      !(node.kind === 'call' && queryFunctions.has(node.func)) &&
      modifiersOf(node).every(({ at, durations }) => isTimeIndependent(at) && durations.every(isLiteral)),
  );

const isTimeIndependent = (at: At | undefined): boolean => at === undefined || at.kind === 'timestamp';

const isLiteral = (duration: DurationExpr | undefined): boolean =>
  duration === undefined || duration.kind === 'literal';

interface Modifiers {
  readonly at: At | undefined;
  readonly durations: readonly (DurationExpr | undefined)[];
}

function modifiersOf(expr: Expr): readonly Modifiers[] {
  switch (expr.kind) {
    case 'vector-selector':
      return [{ at: expr.at, durations: [expr.offset] }];
    case 'matrix-selector':
      return [{ at: expr.vector.at, durations: [expr.vector.offset, expr.range] }];
    case 'subquery':
      return [{ at: expr.at, durations: [expr.offset, expr.range, expr.step] }];
    default:
      return [];
  }
}

/** Functions whose result depends on the evaluation time even when their arguments do not. */
const timeFunctions = new Set([
  'time',
  'days_in_month',
  'day_of_month',
  'day_of_week',
  'day_of_year',
  'hour',
  'minute',
  'month',
  'year',
  'predict_linear',
  'timestamp',
]);

/**
 * Whether an expression has the same result at every step of a query: all its selectors are fixed by `@`. Literals are not
 * counted, as there is nothing to save.
 */
export function isStepInvariant(expr: Expr): boolean {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return false;
    case 'vector-selector':
      return expr.at !== undefined;
    case 'matrix-selector':
      return expr.vector.at !== undefined;
    case 'subquery':
      return expr.at !== undefined;
    case 'call':
      if (timeFunctions.has(expr.func)) return false;
      return invariantOperands(expr.args);
    case 'aggregation':
    case 'unary':
    case 'binary':
      return invariantOperands(partsOf(expr));
    default:
      return assertNever(expr);
  }
}

function invariantOperands(operands: readonly Expr[]): boolean {
  const relevant = operands.filter((operand) => operand.kind !== 'number' && operand.kind !== 'string');
  return relevant.length > 0 && relevant.every(isStepInvariant);
}
