import { EvaluationFault } from '../eval/evaluation-fault.ts';
import { isLabelName } from '../eval/label-name.ts';
import type { VectorPlan } from '../eval/plan.ts';
import type { Runtime } from '../eval/runtime.ts';
import { compileRegex } from '../regex/compile-regex.ts';
import { expandTemplate } from '../regex/expand-template.ts';
import type { Arguments } from './compile-call.ts';
import { relabelRows } from './relabel-rows.ts';

/** `label_replace`: a label from the parts of another that a regular expression captures. */
export function compileLabelReplace(args: Arguments, runtime: Runtime): VectorPlan {
  const { table, options } = runtime;
  const target = args.string(1);
  const replacement = args.string(2);
  const source = args.string(3);
  const pattern = args.string(4);
  const regex = compileRegex(pattern, { dotMatchesNewline: options.semantics.dotMatchesNewline });
  if (!regex.ok) throw new EvaluationFault(`invalid regular expression in label_replace(): ${pattern}`);
  if (!isLabelName(target, options.compat)) {
    throw new EvaluationFault(`invalid destination label name in label_replace(): ${target}`);
  }
  const { capture, groupNames } = regex.value;
  return relabelRows(args.vector(0), target, runtime, (labels) => {
    const captured = capture(table.value(labels, source));
    return captured && expandTemplate(replacement, captured, groupNames);
  });
}
