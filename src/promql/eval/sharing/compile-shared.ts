import type { Expr } from '../../ast.ts';
import { EvaluationFault } from '../evaluation-fault.ts';
import type { Plan, VectorPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { compareWithOriginal, type EditedPlan, reuseResults } from './reuse-results.ts';
import type { SharedResults } from './shared-results.ts';

/** Compiles the nodes of `expr` with `compileNode`, and lets them use the results of another expression. */
export function compileShared(
  expr: Expr,
  shared: SharedResults,
  runtime: Runtime,
  compileNode: (node: Expr) => Plan,
): (node: Expr) => Plan {
  const pairs = shared.editedNodes(expr);
  const edited = new Map<Expr, EditedPlan>();
  return (node) => {
    const results = shared.of(runtime.storage, node);
    if (results !== undefined) return reuseResults(results, () => vectorOf(compileNode(node)), runtime);
    const plan = compileNode(node);
    const pair = pairs.get(node);
    const original = pair && shared.of(runtime.storage, pair.original);
    if (original === undefined || plan.kind !== 'vector') return plan;
    const changed = pair?.changed && edited.get(pair.changed);
    const compared = compareWithOriginal(original, plan, changed, runtime);
    edited.set(node, compared);
    return compared;
  };
}

function vectorOf(plan: Plan): VectorPlan {
  if (plan.kind !== 'vector') throw new EvaluationFault('the expression is not an instant vector');
  return plan;
}
