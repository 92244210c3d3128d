import type { Expr } from '../../promql/ast.ts';
import { brief, changing, type NodeEdit } from '../node-edit.ts';

const setOperators = ['and', 'or', 'unless'] as const;

/** `and`, `or` and `unless` exchanged; a side of an `or` dropped, and what an `and` or `unless` tests. */
export function setOperatorEdits(node: Expr): readonly NodeEdit[] {
  if (node.kind !== 'binary' || !setOperators.some((op) => op === node.op)) return [];
  const span = node.operatorSpan === undefined ? {} : { span: node.operatorSpan };
  const exchanged = setOperators
    .filter((op) => op !== node.op)
    .map(
      (op): NodeEdit => ({ operator: 'set-operator', change: changing(node.op, op), node: { ...node, op }, ...span }),
    );
  const without = (side: 'left' | 'right'): NodeEdit => ({
    operator: 'set-operator',
    change: `dropping ${brief(node[side])} ${side === 'left' ? 'before' : 'after'} \`${node.op}\``,
    node: node[side === 'left' ? 'right' : 'left'],
    ...(node[side].span === undefined ? {} : { span: node[side].span }),
  });
  return [...exchanged, without('right'), ...(node.op === 'or' ? [without('left')] : [])];
}
