import { EvaluationFault } from '../eval/evaluation-fault.ts';
import { isLabelName } from '../eval/label-name.ts';
import type { VectorPlan } from '../eval/plan.ts';
import type { Runtime } from '../eval/runtime.ts';
import type { Arguments } from './compile-call.ts';
import { relabelRows } from './relabel-rows.ts';

/** `label_join`: one label from several others with a separator between. */
export function compileLabelJoin(args: Arguments, runtime: Runtime): VectorPlan {
  const { table, options } = runtime;
  const target = args.string(1);
  const separator = args.string(2);
  const sources = Array.from({ length: args.length - 3 }, (_, i) => args.string(i + 3));
  for (const source of sources) {
    if (!isLabelName(source, options.compat)) {
      throw new EvaluationFault(`invalid source label name in label_join(): ${source}`);
    }
  }
  if (!isLabelName(target, options.compat)) {
    throw new EvaluationFault(`invalid destination label name in label_join(): ${target}`);
  }
  return relabelRows(args.vector(0), target, runtime, (labels) =>
    sources.map((source) => table.value(labels, source)).join(separator),
  );
}
