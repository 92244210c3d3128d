import { assertNever } from '../../shared/assert-never.ts';
import type { At, DurationExpr } from '../ast.ts';
import { EvaluationFault } from './evaluation-fault.ts';
import type { Runtime } from './runtime.ts';

/** A duration in milliseconds as a function, because `step()` and `range()` depend on the query that runs. */
export function compileDuration(expr: DurationExpr, runtime: Runtime): () => number {
  if (dependsOnQuery(expr)) return () => toMilliseconds(secondsOf(expr, runtime));
  const constant = toMilliseconds(secondsOf(expr, runtime));
  return () => constant;
}

/** The same for a range or a step, which must be positive. */
export function compilePositiveDuration(expr: DurationExpr, runtime: Runtime): () => number {
  const duration = compileDuration(expr, runtime);
  return () => {
    const ms = duration();
    if (!(ms > 0)) throw new EvaluationFault('duration must be greater than 0');
    return ms;
  };
}

function toMilliseconds(seconds: number): number {
  const ms = Math.round(seconds * 1000);
  // Prometheus holds durations in 63 bits of nanoseconds.
  if (!(Math.abs(ms) <= 9_223_372_036_854)) throw new EvaluationFault('duration out of range');
  return ms;
}

function dependsOnQuery(expr: DurationExpr): boolean {
  switch (expr.kind) {
    case 'literal':
    case 'variable':
      return false;
    case 'step':
    case 'range':
      return true;
    case 'unary':
      return dependsOnQuery(expr.expr);
    case 'binary':
    case 'min_of':
    case 'max_of':
      return dependsOnQuery(expr.left) || dependsOnQuery(expr.right);
    default:
      return assertNever(expr);
  }
}

function secondsOf(expr: DurationExpr, runtime: Runtime): number {
  switch (expr.kind) {
    case 'literal':
      return expr.seconds;
    case 'variable':
      throw new EvaluationFault(`\`${expr.name}\` has no value outside a dashboard`);
    case 'step':
      return runtime.step / 1000;
    case 'range':
      return (runtime.end - runtime.start) / 1000;
    case 'unary':
      return expr.op === '-' ? -secondsOf(expr.expr, runtime) : secondsOf(expr.expr, runtime);
    case 'binary':
      return combine(expr.op, secondsOf(expr.left, runtime), secondsOf(expr.right, runtime));
    case 'min_of':
      return Math.min(secondsOf(expr.left, runtime), secondsOf(expr.right, runtime));
    case 'max_of':
      return Math.max(secondsOf(expr.left, runtime), secondsOf(expr.right, runtime));
    default:
      return assertNever(expr);
  }
}

function combine(op: '+' | '-' | '*' | '/' | '%' | '^', left: number, right: number): number {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0) throw new EvaluationFault('division by zero');
      return left / right;
    case '%':
      if (right === 0) throw new EvaluationFault('modulo by zero');
      return left % right;
    case '^':
      return left ** right;
    default:
      return assertNever(op);
  }
}

/** The time at which a selector reads for an evaluation time: `@` replaces it, `offset` moves it into the past. */
export function compileReadTime(
  at: At | undefined,
  offset: DurationExpr | undefined,
  runtime: Runtime,
): (time: number) => number {
  const back = offset === undefined ? () => 0 : compileDuration(offset, runtime);
  if (at === undefined) return offset === undefined ? (time) => time : (time) => time - back();
  switch (at.kind) {
    case 'timestamp': {
      const ms = at.seconds * 1000;
      // Half a millisecond is rounded away from zero.
      const fixed = Math.sign(ms) * Math.round(Math.abs(ms));
      return () => fixed - back();
    }
    case 'start':
      return () => runtime.start - back();
    case 'end':
      return () => runtime.end - back();
    default:
      return assertNever(at);
  }
}
