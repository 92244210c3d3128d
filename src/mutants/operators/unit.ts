import type { Expr } from '../../promql/ast.ts';
import { changing, type EditContext, type NodeEdit } from '../node-edit.ts';
import { roleOf, withValue } from './number-literal.ts';

/** Constants off by 1000: milliseconds for seconds, kilobytes for bytes. */
export function unitEdits(node: Expr, { parents }: EditContext): readonly NodeEdit[] {
  if (node.kind !== 'number' || node.value === 0 || !Number.isFinite(node.value)) return [];
  const role = roleOf(parents);
  if (role !== 'limit' && role !== 'factor') return [];
  return [node.value * 1000, node.value / 1000].map((value) => {
    const other = withValue(node, value);
    return { operator: 'unit', change: changing(node, other), node: other };
  });
}
