import type { Aggregation, Expr } from '../../promql/ast.ts';
import { changing, type EditContext, type NodeEdit } from '../node-edit.ts';

/** Labels dropped from and added to what an aggregation groups by. */
export function groupingEdits(node: Expr, { labelsOf }: EditContext): readonly NodeEdit[] {
  if (node.kind !== 'aggregation') return [];
  const { grouping } = node;
  const fewer = grouping.map((_, i) => edit(node, grouping.toSpliced(i, 1), i));
  const missing = labelsOf(node.expr).filter((label) => !grouping.includes(label));
  return [...fewer, ...missing.map((label) => edit(node, [...grouping, label]))];
}

function edit(node: Aggregation, grouping: readonly string[], at?: number): NodeEdit {
  const span = at === undefined ? undefined : node.groupingSpans?.[at];
  const { groupingSpans: _, ...rest } = node;
  return {
    operator: 'grouping',
    change: changing(shown(node, node.grouping), shown(node, grouping)),
    node: { ...rest, grouping },
    ...(span === undefined ? {} : { span }),
  };
}

const shown = ({ op, without }: Aggregation, grouping: readonly string[]): string =>
  grouping.length === 0 && !without ? op : `${op} ${without ? 'without' : 'by'} (${grouping.join(', ')})`;
