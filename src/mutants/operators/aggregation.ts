import type { Expr } from '../../promql/ast.ts';
import { changing, type NodeEdit } from '../node-edit.ts';

/** What an aggregation is mistaken for. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  sum: ['avg', 'max', 'count'],
  avg: ['sum', 'max', 'min'],
  max: ['min', 'avg', 'sum'],
  min: ['max', 'avg', 'sum'],
  count: ['sum', 'max'],
  group: ['count', 'sum'],
  stddev: ['stdvar'],
  stdvar: ['stddev'],
  topk: ['bottomk'],
  bottomk: ['topk'],
};

/** Aggregation operators exchanged. */
export function aggregationEdits(node: Expr): readonly NodeEdit[] {
  if (node.kind !== 'aggregation') return [];
  const span =
    node.span === undefined ? {} : { span: { start: node.span.start, end: node.span.start + node.op.length } };
  return (mistakes[node.op] ?? []).map((op) => ({
    operator: 'aggregation',
    change: changing(node.op, op),
    node: { ...node, op },
    ...span,
  }));
}
