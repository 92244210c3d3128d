import { fail, ok, type Result } from '../../shared/result.ts';
import type { Expr } from '../ast.ts';
import type { Storage } from '../storage/storage.ts';
import { partsOf } from '../walk.ts';
import { remarks } from './annotation.ts';
import { createAnnotationSink } from './annotation-sink.ts';
import { compilePlan } from './compile.ts';
import { EvaluationFault } from './evaluation-fault.ts';
import { type EvalOptions, resolveOptions } from './options.ts';
import type { Plan } from './plan.ts';
import type { EvaluationError, QueryResult } from './query-result.ts';
import { runInstant, runRange } from './run.ts';
import { createRuntime, type Runtime } from './runtime.ts';

/** Bounds of a range query in milliseconds, both inclusive. */
export interface QueryRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** An expression that is compiled once per storage and evaluated at many times. */
export interface PreparedQuery {
  /** The value at a time in milliseconds. */
  instant(storage: Storage, time: number): Result<QueryResult, EvaluationError>;
  /** The values at every step of a range. */
  range(storage: Storage, range: QueryRange): Result<QueryResult, EvaluationError>;
}

interface Bound {
  readonly runtime: Runtime;
  readonly plan: Plan;
}

/** Prepares an expression; mistakes in it show when it is evaluated. */
export function prepare(expr: Expr, options: EvalOptions = {}): PreparedQuery {
  const resolved = resolveOptions(options);
  const bound = new WeakMap<Storage, Bound>();

  function bind(storage: Storage): Bound {
    let known = bound.get(storage);
    if (known === undefined) {
      const runtime = createRuntime(storage, resolved, createAnnotationSink(options.text));
      known = { runtime, plan: compilePlan(expr, runtime) };
      bound.set(storage, known);
    }
    return known;
  }

  function run(storage: Storage, range: QueryRange, evaluate: (bound: Bound) => QueryResult['value']) {
    return guarded(() => {
      const query = bind(storage);
      const { runtime } = query;
      runtime.query++;
      runtime.start = range.start;
      runtime.end = range.end;
      runtime.step = range.step;
      runtime.samples = 0;
      runtime.steps = 0;
      try {
        const value = evaluate(query);
        return { value, annotations: runtime.annotations.finish() };
      } finally {
        // After a fault its remarks belong to nobody.
        runtime.annotations.finish();
      }
    });
  }

  return {
    instant: (storage, time) =>
      run(storage, { start: time, end: time, step: 0 }, ({ plan, runtime }) => runInstant(plan, runtime, time)),
    range: (storage, range) =>
      run(storage, range, ({ plan, runtime }) => {
        if (!(range.step > 0)) throw new EvaluationFault('the step of a range query must be greater than 0');
        if (range.end < range.start) throw new EvaluationFault('the end of a range query is before its start');
        remarkSorts(expr, runtime);
        return runRange(plan, runtime, range);
      }),
  };
}

/** Evaluates an expression once, at a time in milliseconds. */
export const evaluateInstant = (
  expr: Expr,
  storage: Storage,
  time: number,
  options: EvalOptions = {},
): Result<QueryResult, EvaluationError> => prepare(expr, options).instant(storage, time);

/** Evaluates an expression once, at every step of a range. */
export const evaluateRange = (
  expr: Expr,
  storage: Storage,
  range: QueryRange,
  options: EvalOptions = {},
): Result<QueryResult, EvaluationError> => prepare(expr, options).range(storage, range);

function guarded(run: () => QueryResult): Result<QueryResult, EvaluationError> {
  try {
    return ok(run());
  } catch (error) {
    if (error instanceof EvaluationFault) return fail({ message: error.message });
    throw error;
  }
}

function remarkSorts(expr: Expr, runtime: Runtime): void {
  if (expr.kind === 'call' && expr.func.startsWith('sort'))
    runtime.annotations.add(remarks.sortInRangeQuery(expr.span));
  for (const operand of partsOf(expr)) remarkSorts(operand, runtime);
}
