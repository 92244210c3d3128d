import type { Binary } from '../../ast.ts';
import { EvaluationFault } from '../evaluation-fault.ts';
import type { Plan, ScalarPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { arithmetic, comparisons, setOperators } from './float-operators.ts';
import { compileSetOperation } from './set-operation.ts';
import { compileVectorMatching } from './vector-matching.ts';
import { compileVectorScalar } from './vector-scalar.ts';

/** Compiles a binary expression of which the operands are compiled. */
export function compileBinary(expr: Binary, left: Plan, right: Plan, runtime: Runtime): Plan {
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalarOperation(expr, left, right);
  if (left.kind === 'vector' && right.kind === 'vector') {
    return setOperators.has(expr.op)
      ? compileSetOperation(expr, left, right, runtime)
      : compileVectorMatching(expr, left, right, runtime);
  }
  const usable = !setOperators.has(expr.op);
  if (usable && left.kind === 'vector' && right.kind === 'scalar') {
    return compileVectorScalar(expr, left, right, false, runtime);
  }
  if (usable && left.kind === 'scalar' && right.kind === 'vector') {
    return compileVectorScalar(expr, right, left, true, runtime);
  }
  throw new EvaluationFault(`operator \`${expr.op}\` cannot be applied to a ${left.kind} and a ${right.kind}`);
}

function scalarOperation(expr: Binary, left: ScalarPlan, right: ScalarPlan): ScalarPlan {
  const compute = arithmetic.get(expr.op);
  if (compute !== undefined) return { kind: 'scalar', at: (time) => compute(left.at(time), right.at(time)) };
  const compare = comparisons.get(expr.op);
  if (compare !== undefined) return { kind: 'scalar', at: (time) => Number(compare(left.at(time), right.at(time))) };
  throw new EvaluationFault(`operator "${expr.op}" not allowed for Scalar operations`);
}
