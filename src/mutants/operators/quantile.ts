import type { Expr, NumberLiteral } from '../../promql/ast.ts';
import { changing, type EditContext, type NodeEdit } from '../node-edit.ts';
import { withValue } from './number-literal.ts';

/** Quantiles nudged. */
export function quantileEdits(node: Expr, { parents: [parent] }: EditContext): readonly NodeEdit[] {
  if (node.kind !== 'number' || !(node.value > 0 && node.value < 1) || !isQuantile(node, parent)) return [];
  // Half-way to the nearer bound, but no more than a percentile where there is room.
  const step = Math.min(0.01, node.value / 2, (1 - node.value) / 2);
  return [node.value - step, node.value + step].map((value) => {
    const other = withValue(node, value);
    return { operator: 'quantile', change: changing(node, other), node: other };
  });
}

function isQuantile(node: NumberLiteral, parent: Expr | undefined): boolean {
  if (parent?.kind === 'aggregation') return parent.op === 'quantile' && parent.param === node;
  return parent?.kind === 'call' && quantileCalls.has(parent.func) && parent.args[0] === node;
}

const quantileCalls: ReadonlySet<string> = new Set(['histogram_quantile', 'quantile_over_time']);
