import type { Call, Expr, VectorSelector } from '../ast.ts';
import type { MatrixPlan, VectorPlan } from '../eval/plan.ts';
import type { Runtime } from '../eval/runtime.ts';
import { allMatchers } from '../eval/selection.ts';
import { createVector, pushFloat } from '../eval/vector.ts';

/** `absent`: one row, labelled by the equality matchers of the selector, when the vector is empty. */
export function compileAbsent(expr: Call, vector: VectorPlan, runtime: Runtime): VectorPlan {
  return whenEmpty(expr, runtime, (time) => vector.at(time).size === 0);
}

/** `absent_over_time`: the same for a range without any sample. */
export function compileAbsentOverTime(expr: Call, matrix: MatrixPlan, runtime: Runtime): VectorPlan {
  let empty = true;
  const visit = (): void => {
    empty = false;
  };
  return whenEmpty(expr, runtime, (time) => {
    empty = true;
    matrix.each(time, visit);
    return empty;
  });
}

function whenEmpty(expr: Call, runtime: Runtime, isEmpty: (time: number) => boolean): VectorPlan {
  const labels = runtime.table.intern(labelsOf(expr.args[0]));
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      out.size = 0;
      if (isEmpty(time)) pushFloat(out, labels, 1, false);
      return out;
    },
  };
}

/** What the selector says about the missing series; a label with two matchers says nothing. */
function labelsOf(expr: Expr | undefined): Record<string, string> {
  const labels: Record<string, string> = Object.create(null);
  const seen = new Set<string>();
  for (const { name, op, value } of matchersOf(expr)) {
    if (name === '__name__') continue;
    if (op === '=' && !seen.has(name)) {
      labels[name] = value;
      seen.add(name);
    } else {
      delete labels[name];
    }
  }
  return labels;
}

function matchersOf(expr: Expr | undefined): ReturnType<typeof allMatchers> {
  const selector: VectorSelector | undefined =
    expr?.kind === 'vector-selector' ? expr : expr?.kind === 'matrix-selector' ? expr.vector : undefined;
  return selector === undefined ? [] : allMatchers(selector);
}
