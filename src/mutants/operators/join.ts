import type { Expr, VectorMatching } from '../../promql/ast.ts';
import { brief, changing, type NodeEdit } from '../node-edit.ts';

/** `group_left` and `group_right` dropped, as a whole and label by label. */
export function joinEdits(node: Expr): readonly NodeEdit[] {
  if (node.kind !== 'binary' || node.matching?.group === undefined) return [];
  const span = node.operatorSpan === undefined ? {} : { span: node.operatorSpan };
  const { group, ...plain } = node.matching;
  const shown = (include: readonly string[]): string => `group_${group.side} (${include.join(', ')})`;
  const edit = (change: string, matching: VectorMatching): NodeEdit => ({
    operator: 'join',
    change,
    node: { ...node, matching },
    ...span,
  });
  return [
    edit(`dropping ${brief(shown(group.include))}`, plain),
    ...group.include.map((_, i) => {
      const include = group.include.toSpliced(i, 1);
      return edit(changing(shown(group.include), shown(include)), { ...plain, group: { side: group.side, include } });
    }),
  ];
}
