import type { Aggregation } from '../../ast.ts';
import { remarks } from '../annotation.ts';
import { EvaluationFault } from '../evaluation-fault.ts';
import { formatFloatG } from '../format-float.ts';
import type { VectorPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { createVector, pushFloat, pushRow, type Vector } from '../vector.ts';
import { createGrouping } from './grouping.ts';

const largestInt64 = 2 ** 63;

/** The whole number that is the parameter of `topk`, `bottomk` or `limitk`. */
export function countParam(value: number): number {
  if (Number.isNaN(value)) throw new EvaluationFault('Parameter value is NaN');
  if (value > largestInt64) throw new EvaluationFault(`Scalar value ${formatFloatG(value)} overflows int64`);
  if (value < -largestInt64) throw new EvaluationFault(`Scalar value ${formatFloatG(value)} underflows int64`);
  return Math.trunc(value);
}

/** Collects the rows of each group in order of appearance. */
export function createRowGroups(expr: Aggregation, runtime: Runtime) {
  const grouping = createGrouping(expr, runtime);
  const rows: number[][] = [];
  const touched: number[] = [];
  return {
    /** The groups that have rows, in order of appearance. */
    collect(vector: Vector, accepts: (row: number) => boolean): readonly (readonly number[])[] {
      for (const group of touched) rows[group] = [];
      touched.length = 0;
      for (let row = 0; row < vector.size; row++) {
        if (!accepts(row)) continue;
        const group = grouping.of(vector.labels[row] ?? 0);
        rows[group] ??= [];
        if (rows[group].length === 0) touched.push(group);
        rows[group].push(row);
      }
      return touched.map((group) => rows[group] ?? []);
    },
  };
}

/** The k largest or smallest floats of each group, best first; NaN is the worst. */
export function compileTopK(
  expr: Aggregation,
  vector: VectorPlan,
  param: (time: number) => number,
  runtime: Runtime,
): VectorPlan {
  const sign = expr.op === 'topk' ? 1 : -1;
  const groups = createRowGroups(expr, runtime);
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      const k = countParam(param(time));
      out.size = 0;
      if (k < 1) return out;
      const input = vector.at(time);
      const { values } = input;
      const isFloat = (row: number): boolean => {
        if (input.histograms[row] === undefined) return true;
        runtime.annotations.add(remarks.histogramIgnored(expr.op, expr.span));
        return false;
      };
      const better = (a: number, b: number): number => {
        const x = values[a] ?? 0;
        const y = values[b] ?? 0;
        if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return x === y ? 0 : x > y ? -sign : sign;
      };
      for (const rows of groups.collect(input, isFloat)) {
        for (const row of [...rows].sort(better).slice(0, k)) {
          pushFloat(out, input.labels[row] ?? 0, values[row] ?? 0, input.dropName[row] === true);
        }
      }
      return out;
    },
  };
}

/** Copies one row. */
export function copyRow(out: Vector, input: Vector, row: number): void {
  pushRow(out, input.labels[row] ?? 0, input.values[row] ?? 0, input.histograms[row], input.dropName[row] === true);
}
