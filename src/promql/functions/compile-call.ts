import type { Call, Expr } from '../ast.ts';
import { EvaluationFault } from '../eval/evaluation-fault.ts';
import { compileInstantSelector } from '../eval/instant-selector.ts';
import type { MatrixPlan, Plan, ScalarPlan, VectorPlan } from '../eval/plan.ts';
import type { Runtime } from '../eval/runtime.ts';
import { createVector, pushFloat } from '../eval/vector.ts';
import { compileAbsent } from './absent.ts';
import { compileClassicOrNative } from './classic-or-native.ts';
import { dateFunctions } from './date-functions.ts';
import { compileInfo } from './info.ts';
import { compileLabelJoin } from './label-join.ts';
import { compileLabelReplace } from './label-replace.ts';
import { mapRows } from './nameless-rows.ts';
import { nativeFunctions } from './native-functions.ts';
import { pointwiseFunctions } from './pointwise-functions.ts';
import { compileRangeCall } from './range-call.ts';
import { rangeFunctions } from './range-functions.ts';
import { compileSort } from './sort.ts';

/** The compiled arguments of a call; asking for one of the wrong kind is a fault of the query. */
export interface Arguments {
  readonly length: number;
  scalar(i: number): ScalarPlan;
  vector(i: number): VectorPlan;
  matrix(i: number): MatrixPlan;
  string(i: number): string;
  /** All scalar arguments in order. */
  scalars(): ScalarPlan[];
}

/** Compiles a function call; `compile` compiles its arguments. */
export function compileCall(expr: Call, compile: (expr: Expr) => Plan, runtime: Runtime): Plan {
  const special = compileSpecial(expr, runtime, compile);
  if (special !== undefined) return special;
  const args = argumentsOf(expr, expr.args.map(compile));
  const range = rangeFunctions.get(expr.func);
  if (range !== undefined) return compileRangeCall(expr, args, range, runtime);
  const pointwise = pointwiseFunctions.get(expr.func);
  if (pointwise !== undefined) return compilePointwise(expr, args, runtime);
  const native = nativeFunctions.get(expr.func);
  if (native !== undefined) {
    return mapRows(args.vector(0), runtime, (_, histogram) =>
      histogram === undefined ? undefined : native(histogram),
    );
  }
  if (dateFunctions.has(expr.func)) return compileDate(expr, args, runtime);
  return compileOther(expr, args, runtime);
}

function argumentsOf(expr: Call, plans: readonly Plan[]): Arguments {
  function pick<K extends Plan['kind']>(i: number, kind: K): Extract<Plan, { kind: K }> {
    const plan = plans[i];
    if (plan?.kind !== kind) throw new EvaluationFault(`argument ${i + 1} of \`${expr.func}\` is not a ${kind}`);
    return plan as Extract<Plan, { kind: K }>;
  }
  return {
    length: plans.length,
    scalar: (i) => pick(i, 'scalar'),
    vector: (i) => pick(i, 'vector'),
    matrix: (i) => pick(i, 'matrix'),
    string: (i) => pick(i, 'string').value,
    scalars: () => plans.filter((plan) => plan.kind === 'scalar'),
  };
}

/** Functions that look at their argument as written and not only at its value. */
function compileSpecial(expr: Call, runtime: Runtime, compile: (expr: Expr) => Plan): Plan | undefined {
  const [first, second] = expr.args;
  if (expr.func === 'timestamp' && first?.kind === 'vector-selector' && first.extended === undefined) {
    return nameless(compileInstantSelector(first, runtime, 'time'), runtime);
  }
  if (expr.func === 'start_timestamp') {
    if (first?.kind === 'vector-selector') return nameless(compileInstantSelector(first, runtime, 'start'), runtime);
    return {
      kind: 'vector',
      at: (
        (none) => () =>
          none
      )(createVector()),
    };
  }
  if (expr.func === 'info' && first !== undefined) {
    const vector = compile(first);
    if (vector.kind !== 'vector') throw new EvaluationFault('the first argument of `info` is not a vector');
    return compileInfo(expr, vector, second?.kind === 'vector-selector' ? second : undefined, runtime);
  }
  return undefined;
}

const nameless = (plan: VectorPlan, runtime: Runtime): VectorPlan => mapRows(plan, runtime, (value) => value);

function compilePointwise(expr: Call, args: Arguments, runtime: Runtime): VectorPlan {
  const compute = pointwiseFunctions.get(expr.func);
  const scalarPlans = args.scalars();
  const scalars: number[] = [];
  const vector = args.vector(0);
  const mapped = mapRows(vector, runtime, (value, histogram) =>
    histogram === undefined ? compute?.(value, scalars) : undefined,
  );
  if (scalarPlans.length === 0) return mapped;
  const none = createVector();
  return {
    kind: 'vector',
    at(time) {
      for (let i = 0; i < scalarPlans.length; i++) scalars[i] = scalarPlans[i]?.at(time) ?? Number.NaN;
      const [low = 0, high = 0] = scalars;
      if (expr.func !== 'clamp' || !(high < low)) return mapped.at(time);
      // The vector is evaluated in any case: its faults count, but those of the result do not when there is none.
      vector.at(time);
      return none;
    },
  };
}

function compileDate(expr: Call, args: Arguments, runtime: Runtime): VectorPlan {
  const part = dateFunctions.get(expr.func) ?? (() => Number.NaN);
  if (args.length > 0) {
    return mapRows(args.vector(0), runtime, (value, histogram) => (histogram === undefined ? part(value) : undefined));
  }
  return constantVector((time) => part(Math.trunc(time / 1000)));
}

/** One row without labels. */
function constantVector(value: (time: number) => number): VectorPlan {
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      out.size = 0;
      pushFloat(out, 0, value(time), false);
      return out;
    },
  };
}

const scalar = (at: (time: number) => number): ScalarPlan => ({ kind: 'scalar', at });

function compileOther(expr: Call, args: Arguments, runtime: Runtime): Plan {
  switch (expr.func) {
    case 'time':
      return scalar((time) => time / 1000);
    case 'pi':
      return scalar(() => Math.PI);
    case 'start':
      return scalar(() => runtime.start / 1000);
    case 'end':
      return scalar(() => runtime.end / 1000);
    case 'step':
      return scalar(() => runtime.step / 1000);
    case 'range':
      return scalar(() => (runtime.end - runtime.start) / 1000);
    case 'min_of':
    case 'max_of': {
      const [left, right] = [args.scalar(0), args.scalar(1)];
      const pick = expr.func === 'min_of' ? Math.min : Math.max;
      return scalar((time) => pick(left.at(time), right.at(time)));
    }
    case 'scalar':
      return compileScalar(args.vector(0));
    case 'vector': {
      const plan = args.scalar(0);
      return constantVector((time) => plan.at(time));
    }
    case 'timestamp':
      return compileEvaluationTimes(args.vector(0), runtime);
    case 'absent':
      return compileAbsent(expr, args.vector(0), runtime);
    case 'sort':
    case 'sort_desc':
    case 'sort_by_label':
    case 'sort_by_label_desc':
      return compileSort(expr, args, runtime);
    case 'label_replace':
      return compileLabelReplace(args, runtime);
    case 'label_join':
      return compileLabelJoin(args, runtime);
    case 'histogram_quantile':
    case 'histogram_quantiles':
    case 'histogram_fraction':
      return compileClassicOrNative(expr, args, runtime);
    default:
      throw new EvaluationFault(`unknown function \`${expr.func}\``);
  }
}

/** The only float of a vector, or NaN. */
function compileScalar(vector: VectorPlan): ScalarPlan {
  return scalar((time) => {
    const input = vector.at(time);
    let found: number | undefined;
    for (let row = 0; row < input.size; row++) {
      if (input.histograms[row] !== undefined) continue;
      if (found !== undefined) return Number.NaN;
      found = input.values[row] ?? 0;
    }
    return found ?? Number.NaN;
  });
}

/** `timestamp` of anything but a plain selector: samples that were computed have the time of the evaluation. */
function compileEvaluationTimes(vector: VectorPlan, runtime: Runtime): VectorPlan {
  let now = 0;
  const plan = mapRows(vector, runtime, () => now / 1000);
  return {
    kind: 'vector',
    at(time) {
      now = time;
      return plan.at(time);
    },
  };
}
