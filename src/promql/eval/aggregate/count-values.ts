import type { Aggregation } from '../../ast.ts';
import { formatHistogram } from '../../histogram/format-histogram.ts';
import { quoteGo } from '../../storage/format-labels.ts';
import { EvaluationFault } from '../evaluation-fault.ts';
import { formatFloatF } from '../format-float.ts';
import { isLabelName } from '../label-name.ts';
import type { VectorPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { createVector, pushFloat } from '../vector.ts';
import { createGrouping } from './grouping.ts';

/** How often each value occurs in each group; the value becomes a label. */
export function compileCountValues(expr: Aggregation, vector: VectorPlan, label: string, runtime: Runtime): VectorPlan {
  const { table, options } = runtime;
  // With `by`, the new label is one of those that are kept.
  const grouping = createGrouping(expr.without ? expr : { ...expr, grouping: [...expr.grouping, label] }, runtime);
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      if (!isLabelName(label, options.compat)) throw new EvaluationFault(`invalid label name ${quoteGo(label)}`);
      const input = vector.at(time);
      const counts = new Map<number, number>();
      for (let row = 0; row < input.size; row++) {
        const histogram = input.histograms[row];
        const value = histogram === undefined ? formatFloatF(input.values[row] ?? 0) : formatHistogram(histogram);
        const group = grouping.of(table.with(input.labels[row] ?? 0, label, value));
        counts.set(group, (counts.get(group) ?? 0) + 1);
      }
      out.size = 0;
      for (const [group, count] of counts) pushFloat(out, grouping.groups[group] ?? 0, count, false);
      return out;
    },
  };
}
