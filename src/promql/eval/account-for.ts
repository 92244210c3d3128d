import type { Expr } from '../ast.ts';
import { typeOf } from '../type-of.ts';
import { partsOf } from '../walk.ts';
import type { Plan } from './plan.ts';
import { charge, type Runtime } from './runtime.ts';

/**
 * Counts what an operator holds as `rangeEval` in `promql/engine.go` of Prometheus does: the results of its operands, a copy of them, and its own
 * result, which alone remains. Windows of a range are counted where they are read.
 */
export function accountFor(node: Expr, plan: Plan, runtime: Runtime): Plan {
  if (node.kind !== 'binary' && node.kind !== 'aggregation' && node.kind !== 'call') return plan;
  if (plan.kind !== 'vector' && plan.kind !== 'scalar') return plan;
  const types = partsOf(node).map(typeOf);
  const readsRange = types.includes('range vector');
  if (!readsRange && !types.includes('instant vector') && plan.kind !== 'vector') return plan;
  const scalars = types.filter((type) => type === 'scalar').length;
  // The other arguments of a range's function are evaluated before the range is read.
  const first = readsRange ? scalars : 0;

  function settle(before: number, size: number): void {
    if (!readsRange) charge(runtime, runtime.samples - before + 2 * scalars + size);
    runtime.samples = before + size;
  }

  if (plan.kind === 'scalar')
    return {
      kind: 'scalar',
      at(time) {
        const before = runtime.samples;
        charge(runtime, first);
        const value = plan.at(time);
        settle(before, 1);
        return value;
      },
    };
  return {
    kind: 'vector',
    at(time) {
      const before = runtime.samples;
      if (first > 0) charge(runtime, first);
      const vector = plan.at(time);
      settle(before, vector.size);
      return vector;
    },
  };
}
