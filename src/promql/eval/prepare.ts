import { fail, type Result } from '../../shared/result.ts';
import type { Expr } from '../ast.ts';
import type { Storage } from '../storage/storage.ts';
import { partsOf } from '../walk.ts';
import { remarks } from './annotation.ts';
import { createAnnotationSink } from './annotation-sink.ts';
import { compilePlan } from './compile.ts';
import { EvaluationFault } from './evaluation-fault.ts';
import { type EvalOptions, type ResolvedOptions, resolveOptions } from './options.ts';
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

/** An expression that can be evaluated at many times. */
export interface PreparedQuery {
  /** The query on one storage: compiled there once, and forgotten with it. */
  on(storage: Storage): BoundQuery;
  /** The value at a time in milliseconds. */
  instant(storage: Storage, time: number): Result<QueryResult, EvaluationError>;
  /** The values at every step of a range. */
  range(storage: Storage, range: QueryRange): Result<QueryResult, EvaluationError>;
}

/** A query on one storage. */
export interface BoundQuery {
  instant(time: number): Result<QueryResult, EvaluationError>;
  range(range: QueryRange): Result<QueryResult, EvaluationError>;
}

/** Prepares an expression; mistakes in it show when it is evaluated. */
export function prepare(expr: Expr, options: EvalOptions = {}): PreparedQuery {
  const resolved = resolveOptions(options);
  const bound = new WeakMap<Storage, BoundQuery>();

  function remembered(storage: Storage): BoundQuery {
    let known = bound.get(storage);
    if (known === undefined) {
      known = bind(expr, storage, resolved, options.text);
      bound.set(storage, known);
    }
    return known;
  }

  return {
    on: (storage) => bind(expr, storage, resolved, options.text),
    instant: (storage, time) => remembered(storage).instant(time),
    range: (storage, range) => remembered(storage).range(range),
  };
}

function bind(expr: Expr, storage: Storage, options: ResolvedOptions, text: string | undefined): BoundQuery {
  const runtime = createRuntime(storage, options, createAnnotationSink(text));
  let plan: Plan | undefined;

  function begin(start: number, end: number, step: number): Plan {
    plan ??= compilePlan(expr, runtime);
    runtime.query++;
    runtime.start = start;
    runtime.end = end;
    runtime.step = step;
    runtime.samples = 0;
    runtime.peak = 0;
    runtime.steps = 0;
    return plan;
  }

  function failed(error: unknown): Result<QueryResult, EvaluationError> {
    // After a fault its remarks belong to nobody.
    runtime.annotations.finish();
    if (error instanceof EvaluationFault) return fail({ message: error.message });
    throw error;
  }

  return {
    instant(time) {
      try {
        const value = runInstant(begin(time, time, 0), runtime, time);
        return { ok: true, value: { value, annotations: runtime.annotations.finish() } };
      } catch (error) {
        return failed(error);
      }
    },
    range(range) {
      try {
        const compiled = begin(range.start, range.end, range.step);
        if (!(range.step > 0)) throw new EvaluationFault('the step of a range query must be greater than 0');
        if (range.end < range.start) throw new EvaluationFault('the end of a range query is before its start');
        remarkSorts(expr, runtime);
        const value = runRange(compiled, runtime, range);
        return { ok: true, value: { value, annotations: runtime.annotations.finish() } };
      } catch (error) {
        return failed(error);
      }
    },
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

function remarkSorts(expr: Expr, runtime: Runtime): void {
  if (expr.kind === 'call' && expr.func.startsWith('sort'))
    runtime.annotations.add(remarks.sortInRangeQuery(expr.span));
  for (const operand of partsOf(expr)) remarkSorts(operand, runtime);
}
