import type { Call } from '../ast.ts';
import { remarks } from '../eval/annotation.ts';
import { EvaluationFault } from '../eval/evaluation-fault.ts';
import type { VectorPlan, Window } from '../eval/plan.ts';
import { metricName, type Runtime } from '../eval/runtime.ts';
import { createVector, pushRow } from '../eval/vector.ts';
import { compileAbsentOverTime } from './absent.ts';
import type { Arguments } from './compile-call.ts';
import { firstArgument, type RangeCall, type RangeFunction } from './range-function.ts';
import { nameKeepingFunctions } from './range-functions.ts';

/** A function of a range vector, applied to each of its series. */
export function compileRangeCall(expr: Call, args: Arguments, compute: RangeFunction, runtime: Runtime): VectorPlan {
  const position = expr.args.findIndex((arg) => arg.kind === 'matrix-selector' || arg.kind === 'subquery');
  const matrix = args.matrix(Math.max(0, position));
  if (expr.func === 'absent_over_time') return compileAbsentOverTime(expr, matrix, runtime);
  const range = expr.args[position];
  const scalars = args.scalars();
  const { delayedNameRemoval } = runtime.options;
  const keepsName = nameKeepingFunctions.has(expr.func);
  const dropsNow = !keepsName && !delayedNameRemoval;
  const unlessCounter = expr.func === 'rate' || expr.func === 'increase' ? createCounterCheck() : undefined;
  const requireUnique = createSourceCheck(runtime);
  const out = createVector();
  const call: RangeCall = {
    runtime,
    expr,
    extended: range?.kind === 'matrix-selector' ? range.vector.extended : undefined,
    time: 0,
    rangeSeconds: 0,
    scalars: [],
    value: 0,
    histogram: undefined,
  };
  const visit = (window: Window): void => {
    if (!compute(window, call)) return;
    if (unlessCounter !== undefined && call.histogram === undefined) unlessCounter(window.labels, call);
    let { labels } = window;
    if (dropsNow) {
      labels = runtime.withoutMetadata(labels);
      if (labels !== window.labels) requireUnique(labels, window.labels);
    }
    pushRow(out, labels, call.value, call.histogram, !keepsName || window.dropName);
  };
  return {
    kind: 'vector',
    at(time) {
      out.size = 0;
      call.time = time;
      call.rangeSeconds = matrix.rangeSeconds();
      for (let i = 0; i < scalars.length; i++) call.scalars[i] = scalars[i]?.at(time) ?? Number.NaN;
      matrix.each(time, visit);
      return out;
    },
  };
}

/** Remarks once per query and metric that a name does not look like a counter's. */
function createCounterCheck(): (labels: number, call: RangeCall) => void {
  // Ids are dense: arrays are read without jumping about in memory.
  const looksRight: boolean[] = [];
  let query = -1;
  const remarked = new Set<string>();
  return (labels, call) => {
    let right = looksRight[labels];
    if (right === undefined) {
      const name = metricName(call.runtime, labels);
      right = name === '' || /_(?:total|sum|count|bucket)$/.test(name);
      looksRight[labels] = right;
    }
    if (right) return;
    if (query !== call.runtime.query) {
      query = call.runtime.query;
      remarked.clear();
    }
    const name = metricName(call.runtime, labels);
    if (remarked.has(name)) return;
    remarked.add(name);
    call.runtime.annotations.add(remarks.possibleNonCounter(name, firstArgument(call)));
  };
}

/**
 * Two series that become the same without their names are an error even when they never have a result at the same time,
 * so the check runs over all steps of a query.
 */
function createSourceCheck(runtime: Runtime): (labels: number, source: number) => void {
  const sources: number[] = [];
  const queries: number[] = [];
  return (labels, source) => {
    if (queries[labels] === runtime.query && sources[labels] !== source) {
      throw new EvaluationFault('vector cannot contain metrics with the same labelset');
    }
    queries[labels] = runtime.query;
    sources[labels] = source;
  };
}
