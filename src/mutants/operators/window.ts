import type { DurationExpr, Expr } from '../../promql/ast.ts';
import { printDuration } from '../../promql/print-duration.ts';
import { changing, type NodeEdit } from '../node-edit.ts';

/** Windows halved and doubled. */
export function windowEdits(node: Expr): readonly NodeEdit[] {
  if ((node.kind !== 'matrix-selector' && node.kind !== 'subquery') || node.range.kind !== 'literal') return [];
  const { range } = node;
  return [range.seconds / 2, range.seconds * 2].map((seconds) => {
    const other: DurationExpr = { kind: 'literal', seconds: Math.round(seconds * 1000) / 1000 };
    return {
      operator: 'window',
      change: changing(`[${printDuration(range)}]`, `[${printDuration(other)}]`),
      node: { ...node, range: other },
      ...(range.span === undefined ? {} : { span: range.span }),
    };
  });
}
