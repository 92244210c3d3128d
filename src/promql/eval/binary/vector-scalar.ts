import type { Binary } from '../../ast.ts';
import { createDuplicateCheck } from '../duplicate-check.ts';
import type { ScalarPlan, VectorPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { createVector, pushRow } from '../vector.ts';
import { compileElementOperation } from './element-operation.ts';
import { comparisons } from './float-operators.ts';

/** An operation between every sample of a vector and a number, which may stand on either side. */
export function compileVectorScalar(
  expr: Binary,
  vector: VectorPlan,
  scalar: ScalarPlan,
  scalarIsLeft: boolean,
  runtime: Runtime,
): VectorPlan {
  const operation = compileElementOperation(expr, runtime);
  const dropsName = operation.changesMetric || expr.bool;
  const dropsNow = dropsName && !runtime.options.delayedNameRemoval;
  const keepsVectorValue = comparisons.has(expr.op) && !expr.bool;
  const checkDuplicates = createDuplicateCheck();
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      const number = scalar.at(time);
      const input = vector.at(time);
      out.size = 0;
      for (let row = 0; row < input.size; row++) {
        const value = input.values[row] ?? 0;
        const histogram = input.histograms[row];
        const kept = scalarIsLeft
          ? operation.apply(number, undefined, value, histogram)
          : operation.apply(value, histogram, number, undefined);
        if (!kept) continue;
        const labels = input.labels[row] ?? 0;
        pushRow(
          out,
          dropsNow ? runtime.withoutMetadata(labels) : labels,
          keepsVectorValue ? value : operation.value,
          keepsVectorValue ? histogram : operation.histogram,
          input.dropName[row] === true || dropsName,
        );
      }
      if (dropsNow) checkDuplicates(out);
      return out;
    },
  };
}
