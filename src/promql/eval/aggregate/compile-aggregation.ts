import type { Aggregation } from '../../ast.ts';
import { remarks } from '../annotation.ts';
import { EvaluationFault } from '../evaluation-fault.ts';
import { formatFloatG } from '../format-float.ts';
import type { Plan, VectorPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { createVector, pushRow } from '../vector.ts';
import type { Accumulator } from './accumulator.ts';
import { compileCountValues } from './count-values.ts';
import { countSamples, extremeFloat, floatQuantile, floatVariance, groupPresence } from './float-accumulators.ts';
import { createGrouping } from './grouping.ts';
import { compileLimit } from './limit.ts';
import { sumAccumulator } from './sum-accumulators.ts';
import { compileTopK } from './topk.ts';

/** Compiles an aggregation of which vector and parameter are compiled. */
export function compileAggregation(
  expr: Aggregation,
  vector: VectorPlan,
  param: Plan | undefined,
  runtime: Runtime,
): VectorPlan {
  switch (expr.op) {
    case 'sum':
    case 'avg':
      return accumulate(expr, vector, runtime, sumAccumulator(expr, runtime));
    case 'min':
      return accumulate(expr, vector, runtime, extremeFloat(expr, runtime, -1));
    case 'max':
      return accumulate(expr, vector, runtime, extremeFloat(expr, runtime, 1));
    case 'count':
      return accumulate(expr, vector, runtime, countSamples());
    case 'group':
      return accumulate(expr, vector, runtime, groupPresence());
    case 'stddev':
      return accumulate(expr, vector, runtime, floatVariance(expr, runtime, true));
    case 'stdvar':
      return accumulate(expr, vector, runtime, floatVariance(expr, runtime, false));
    case 'quantile':
      return compileQuantile(expr, vector, scalarParam(expr, param), runtime);
    case 'topk':
    case 'bottomk':
      return compileTopK(expr, vector, scalarParam(expr, param), runtime);
    case 'limitk':
    case 'limit_ratio':
      return compileLimit(expr, vector, scalarParam(expr, param), runtime);
    case 'count_values':
      if (param?.kind !== 'string') throw new EvaluationFault('`count_values` needs a label name');
      return compileCountValues(expr, vector, param.value, runtime);
    default:
      throw new EvaluationFault(`unknown aggregation \`${expr.op}\``);
  }
}

function scalarParam(expr: Aggregation, param: Plan | undefined): (time: number) => number {
  if (param?.kind !== 'scalar') throw new EvaluationFault(`\`${expr.op}\` needs a number`);
  return (time) => param.at(time);
}

function compileQuantile(
  expr: Aggregation,
  vector: VectorPlan,
  param: (time: number) => number,
  runtime: Runtime,
): VectorPlan {
  let q = 0;
  const plan = accumulate(
    expr,
    vector,
    runtime,
    floatQuantile(expr, runtime, () => q),
  );
  return {
    kind: 'vector',
    at(time) {
      q = param(time);
      if (!(q >= 0 && q <= 1)) {
        runtime.annotations.add(remarks.invalidQuantile(formatFloatG(q), expr.param?.span));
      }
      return plan.at(time);
    },
  };
}

/** One row per group. */
function accumulate(expr: Aggregation, vector: VectorPlan, runtime: Runtime, accumulator: Accumulator): VectorPlan {
  const grouping = createGrouping(expr, runtime);
  const lastStarted: number[] = [];
  const dropName: boolean[] = [];
  const started: number[] = [];
  let groups = 0;
  let round = 0;
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      const input = vector.at(time);
      round++;
      groups = 0;
      out.size = 0;
      for (let row = 0; row < input.size; row++) {
        const labels = input.labels[row] ?? 0;
        const group = grouping.of(labels);
        const value = input.values[row] ?? 0;
        const histogram = input.histograms[row];
        if (lastStarted[group] === round) {
          accumulator.add(group, value, histogram, labels);
          if (input.dropName[row] === true) dropName[group] = true;
        } else if (accumulator.start(group, value, histogram)) {
          lastStarted[group] = round;
          dropName[group] = input.dropName[row] === true;
          started[groups++] = group;
        }
      }
      for (let i = 0; i < groups; i++) {
        const group = started[i] ?? 0;
        if (!accumulator.finish(group)) continue;
        pushRow(out, grouping.groups[group] ?? 0, accumulator.value, accumulator.histogram, dropName[group] === true);
      }
      return out;
    },
  };
}
