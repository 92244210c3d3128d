import type { Expr } from '../../promql/ast.ts';
import { changing, type NodeEdit } from '../node-edit.ts';

/** What a function of a window is mistaken for. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  rate: ['increase', 'irate', 'delta'],
  increase: ['rate', 'irate', 'delta'],
  irate: ['rate', 'increase', 'delta'],
  delta: ['rate', 'increase', 'irate', 'idelta'],
  idelta: ['delta'],
  deriv: ['delta'],
  changes: ['resets'],
  resets: ['changes'],
  avg_over_time: ['max_over_time', 'min_over_time', 'sum_over_time'],
  max_over_time: ['min_over_time', 'avg_over_time', 'last_over_time'],
  min_over_time: ['max_over_time', 'avg_over_time', 'last_over_time'],
  sum_over_time: ['avg_over_time', 'max_over_time', 'count_over_time'],
  count_over_time: ['sum_over_time'],
  last_over_time: ['max_over_time', 'min_over_time'],
};

/** Functions of windows exchanged. */
export function rangeFunctionEdits(node: Expr): readonly NodeEdit[] {
  if (node.kind !== 'call') return [];
  const span =
    node.span === undefined ? {} : { span: { start: node.span.start, end: node.span.start + node.func.length } };
  return (mistakes[node.func] ?? []).map((func) => ({
    operator: 'range-function',
    change: changing(node.func, func),
    node: { ...node, func },
    ...span,
  }));
}
