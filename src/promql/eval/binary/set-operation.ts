import type { Binary } from '../../ast.ts';
import type { VectorPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { createVector, pushRow, type Vector } from '../vector.ts';
import { createSignatures } from './signature.ts';

/** `and`, `or` and `unless`: rows are kept by whether the other side has one of the same match group. */
export function compileSetOperation(expr: Binary, left: VectorPlan, right: VectorPlan, runtime: Runtime): VectorPlan {
  const signatures = createSignatures(expr.matching, runtime);
  /** By match group, the round in which one of its rows was last seen. */
  const seen: number[] = [];
  let round = 0;
  const out = createVector();

  function note(side: Vector): void {
    round++;
    for (let row = 0; row < side.size; row++) seen[signatures.of(side.labels[row] ?? 0)] = round;
  }

  function keep(side: Vector, wanted: (isSeen: boolean) => boolean): void {
    for (let row = 0; row < side.size; row++) {
      const labels = side.labels[row] ?? 0;
      if (!wanted(seen[signatures.of(labels)] === round)) continue;
      pushRow(out, labels, side.values[row] ?? 0, side.histograms[row], side.dropName[row] === true);
    }
  }

  return {
    kind: 'vector',
    at(time) {
      const lhs = left.at(time);
      const rhs = right.at(time);
      out.size = 0;
      if (expr.op === 'or') {
        note(lhs);
        keep(lhs, () => true);
        keep(rhs, (isSeen) => !isSeen);
      } else {
        note(rhs);
        keep(lhs, expr.op === 'and' ? (isSeen) => isSeen : (isSeen) => !isSeen);
      }
      return out;
    },
  };
}
