import { assertNever } from '../../shared/assert-never.ts';
import type { Expr, Unary, VectorSelector } from '../ast.ts';
import { compileCall } from '../functions/compile-call.ts';
import { createNamelessRows } from '../functions/nameless-rows.ts';
import { scaleHistogram } from '../histogram/arithmetic.ts';
import { accountFor } from './account-for.ts';
import { compileAggregation } from './aggregate/compile-aggregation.ts';
import { isStepInvariant } from './analysis.ts';
import { compileBinary } from './binary/compile-binary.ts';
import { EvaluationFault } from './evaluation-fault.ts';
import { compileInstantSelector } from './instant-selector.ts';
import type { Plan, VectorPlan } from './plan.ts';
import { compileRangeSelector } from './range-selector.ts';
import type { Runtime } from './runtime.ts';
import { compileShared } from './sharing/compile-shared.ts';
import { compileSmoothedSelector } from './smoothed-selector.ts';
import { oncePerQuery } from './step-invariant.ts';
import { compileSubquery } from './subquery.ts';

/** Deeper trees would exhaust the stack. */
const maximumDepth = 1000;

/** Compiles an expression to functions of the evaluation time. */
export function compilePlan(expr: Expr, runtime: Runtime): Plan {
  let depth = 0;
  const compileWhole = (node: Expr): Plan => {
    if (++depth > maximumDepth) throw new EvaluationFault(`the expression is nested more than ${maximumDepth} deep`);
    const plan = accountFor(node, compileNode(node, compile, runtime), runtime);
    depth--;
    const repeats = node.kind !== 'matrix-selector' && isStepInvariant(node);
    return repeats && (plan.kind === 'vector' || plan.kind === 'scalar') ? oncePerQuery(plan, runtime) : plan;
  };
  const { shared } = runtime.options;
  const compile = shared === undefined ? compileWhole : compileShared(expr, shared, runtime, compileWhole);
  return compile(expr);
}

function compileNode(expr: Expr, compile: (expr: Expr) => Plan, runtime: Runtime): Plan {
  switch (expr.kind) {
    case 'number':
      return { kind: 'scalar', at: () => expr.value };
    case 'string':
      return { kind: 'string', value: expr.value };
    case 'vector-selector':
      return compileVectorSelector(expr, runtime);
    case 'matrix-selector':
      return compileRangeSelector(expr, runtime);
    case 'subquery':
      return compileSubquery(expr, vectorOf(compile(expr.expr), 'subquery'), runtime);
    case 'call':
      return compileCall(expr, compile, runtime);
    case 'aggregation':
      return compileAggregation(
        expr,
        vectorOf(compile(expr.expr), expr.op),
        expr.param && compile(expr.param),
        runtime,
      );
    case 'binary':
      return compileBinary(expr, compile(expr.left), compile(expr.right), runtime);
    case 'unary':
      return compileUnary(expr, compile(expr.expr), runtime);
    default:
      return assertNever(expr);
  }
}

function compileVectorSelector(selector: VectorSelector, runtime: Runtime): VectorPlan {
  if (selector.extended === 'smoothed') return compileSmoothedSelector(selector, runtime);
  if (selector.extended === 'anchored') throw new EvaluationFault('only range selectors can be anchored');
  return compileInstantSelector(selector, runtime);
}

function vectorOf(plan: Plan, where: string): VectorPlan {
  if (plan.kind !== 'vector') throw new EvaluationFault(`\`${where}\` needs an instant vector, not a ${plan.kind}`);
  return plan;
}

function compileUnary(expr: Unary, operand: Plan, runtime: Runtime): Plan {
  if (operand.kind !== 'scalar' && operand.kind !== 'vector') {
    throw new EvaluationFault(`\`${expr.op}\` cannot be applied to a ${operand.kind}`);
  }
  if (expr.op === '+') return operand;
  if (operand.kind === 'scalar') return { kind: 'scalar', at: (time) => -operand.at(time) };
  const rows = createNamelessRows(runtime);
  return {
    kind: 'vector',
    at(time) {
      const input = operand.at(time);
      rows.reset();
      for (let row = 0; row < input.size; row++) {
        const histogram = input.histograms[row];
        rows.push(input.labels[row] ?? 0, -(input.values[row] ?? 0), histogram && scaleHistogram(histogram, -1));
      }
      return rows.finish();
    },
  };
}
