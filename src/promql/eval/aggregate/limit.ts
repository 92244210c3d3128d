import type { Aggregation } from '../../ast.ts';
import { hashLabelSet } from '../../storage/hash-labels.ts';
import { remarks } from '../annotation.ts';
import { EvaluationFault } from '../evaluation-fault.ts';
import { formatFloatG } from '../format-float.ts';
import type { VectorPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { createVector } from '../vector.ts';
import { copyRow, countParam, createRowGroups } from './topk.ts';

/** `limitk`: the first k samples of each group; `limit_ratio`: a share of all samples, picked by the hash of their labels. */
export function compileLimit(
  expr: Aggregation,
  vector: VectorPlan,
  param: (time: number) => number,
  runtime: Runtime,
): VectorPlan {
  return expr.op === 'limitk'
    ? compileLimitK(expr, vector, param, runtime)
    : compileLimitRatio(expr, vector, param, runtime);
}

function compileLimitK(
  expr: Aggregation,
  vector: VectorPlan,
  param: (time: number) => number,
  runtime: Runtime,
): VectorPlan {
  const groups = createRowGroups(expr, runtime);
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      const k = countParam(param(time));
      out.size = 0;
      if (k < 1) return out;
      const input = vector.at(time);
      for (const rows of groups.collect(input, () => true)) {
        for (const row of rows.slice(0, k)) copyRow(out, input, row);
      }
      return out;
    },
  };
}

function compileLimitRatio(
  expr: Aggregation,
  vector: VectorPlan,
  param: (time: number) => number,
  runtime: Runtime,
): VectorPlan {
  const positions = new Map<number, number>();
  const out = createVector();

  /** Where a label set falls between 0 and 1. */
  function positionOf(labels: number): number {
    let position = positions.get(labels);
    if (position === undefined) {
      position = Number(hashLabelSet(runtime.table.at(labels))) / 2 ** 64;
      positions.set(labels, position);
    }
    return position;
  }

  return {
    kind: 'vector',
    at(time) {
      const given = param(time);
      if (Number.isNaN(given)) throw new EvaluationFault('Ratio value is NaN');
      const ratio = Math.max(-1, Math.min(1, given));
      if (ratio !== given) {
        runtime.annotations.add(remarks.invalidRatio(formatFloatG(given), formatFloatG(ratio), expr.param?.span));
      }
      out.size = 0;
      if (ratio === 0) return out;
      const input = vector.at(time);
      for (let row = 0; row < input.size; row++) {
        const position = positionOf(input.labels[row] ?? 0);
        if (ratio > 0 ? position < ratio : position >= 1 + ratio) copyRow(out, input, row);
      }
      return out;
    },
  };
}
