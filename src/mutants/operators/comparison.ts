import type { BinaryOperator, Expr } from '../../promql/ast.ts';
import { changing, type NodeEdit } from '../node-edit.ts';

/** What a comparison is mistaken for: the other direction, and the same one off by equality. */
const mistakes: Partial<Readonly<Record<BinaryOperator, readonly BinaryOperator[]>>> = {
  '>': ['>=', '<'],
  '>=': ['>', '<='],
  '<': ['<=', '>'],
  '<=': ['<', '>='],
  '==': ['!=', '>=', '<='],
  '!=': ['==', '>', '<'],
};

/** Comparisons flipped, and off by equality. */
export function comparisonEdits(node: Expr): readonly NodeEdit[] {
  if (node.kind !== 'binary') return [];
  return (mistakes[node.op] ?? []).map((op) => ({
    operator: 'comparison',
    change: `${changing(shown(node.op, node.right), shown(op, node.right))}`,
    node: { ...node, op },
    ...(node.operatorSpan === undefined ? {} : { span: node.operatorSpan }),
  }));
}

const shown = (op: BinaryOperator, right: Expr): string => (right.kind === 'number' ? `${op} ${right.value}` : op);
