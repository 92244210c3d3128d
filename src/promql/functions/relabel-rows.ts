import { createDuplicateCheck } from '../eval/duplicate-check.ts';
import type { VectorPlan } from '../eval/plan.ts';
import type { Runtime } from '../eval/runtime.ts';
import { createVector, pushRow } from '../eval/vector.ts';

/** Sets one label of every row; `compute` returns undefined for labels that stay as they are. Answers are remembered. */
export function relabelRows(
  vector: VectorPlan,
  target: string,
  runtime: Runtime,
  compute: (labels: number) => string | undefined,
): VectorPlan {
  const known = new Map<number, { readonly labels: number; readonly changed: boolean }>();
  const checkDuplicates = createDuplicateCheck();
  const out = createVector();

  function relabel(labels: number): { readonly labels: number; readonly changed: boolean } {
    let answer = known.get(labels);
    if (answer === undefined) {
      const value = compute(labels);
      answer = {
        labels: value === undefined ? labels : runtime.table.with(labels, target, value),
        changed: value !== undefined,
      };
      known.set(labels, answer);
    }
    return answer;
  }

  return {
    kind: 'vector',
    at(time) {
      const input = vector.at(time);
      out.size = 0;
      for (let row = 0; row < input.size; row++) {
        const { labels, changed } = relabel(input.labels[row] ?? 0);
        // A name that was set on purpose is not dropped any more.
        const dropName = input.dropName[row] === true && !(changed && target === '__name__');
        pushRow(out, labels, input.values[row] ?? 0, input.histograms[row], dropName);
      }
      checkDuplicates(out);
      return out;
    },
  };
}
