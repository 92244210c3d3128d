import type { Expr } from '../../promql/ast.ts';
import { printDuration } from '../../promql/print-duration.ts';
import { brief, type NodeEdit } from '../node-edit.ts';

/** Offsets dropped. */
export function offsetEdits(node: Expr): readonly NodeEdit[] {
  if ((node.kind !== 'vector-selector' && node.kind !== 'subquery') || node.offset === undefined) return [];
  const { offset, ...rest } = node;
  return [{ operator: 'offset', change: `dropping ${brief(`offset ${printDuration(offset)}`)}`, node: rest }];
}
