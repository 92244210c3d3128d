import type { Expr, VectorMatching } from '../../promql/ast.ts';
import { typeOf } from '../../promql/type-of.ts';
import { brief, type NodeEdit } from '../node-edit.ts';

/** Numerator and denominator swapped. */
export function ratioEdits(node: Expr): readonly NodeEdit[] {
  if (node.kind !== 'binary' || node.op !== '/') return [];
  // Dividing by a constant is a unit, which `unit` gets wrong.
  if (typeOf(node.left) === 'scalar' || typeOf(node.right) === 'scalar') return [];
  const { left, right, matching } = node;
  return [
    {
      operator: 'ratio',
      change: `swapping the sides of ${brief(node)}`,
      node: { ...node, left: right, right: left, ...(matching === undefined ? {} : { matching: mirrored(matching) }) },
    },
  ];
}

const mirrored = (matching: VectorMatching): VectorMatching =>
  matching.group === undefined
    ? matching
    : { ...matching, group: { ...matching.group, side: matching.group.side === 'left' ? 'right' : 'left' } };
