import type { Expr } from '../promql/ast.ts';
import { partsOf } from '../promql/walk.ts';
import { assertNever } from '../shared/assert-never.ts';
import type { EditContext, NodeEdit, NodeOperator } from './node-edit.ts';

/** An edit of a node with the whole expression that it leads to. */
export interface WholeEdit extends NodeEdit {
  readonly whole: Expr;
}

/** The node with its part number `at`, as `partsOf` counts, replaced; undefined when the part cannot stand there. */
function withPart(node: Expr, at: number, part: Expr): Expr | undefined {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'vector-selector':
      return undefined;
    case 'matrix-selector':
      return part.kind === 'vector-selector' ? { ...node, vector: part } : undefined;
    case 'subquery':
    case 'unary':
      return { ...node, expr: part };
    case 'call':
      return { ...node, args: node.args.with(at, part) };
    case 'aggregation':
      return at === 0 && node.param !== undefined ? { ...node, param: part } : { ...node, expr: part };
    case 'binary':
      return at === 0 ? { ...node, left: part } : { ...node, right: part };
    default:
      return assertNever(node);
  }
}

/** Every edit that the operators make of any node, outer nodes first. What an edit leaves alone is shared with `expr`. */
export function editEverywhere(
  expr: Expr,
  operators: readonly NodeOperator[],
  labelsOf: EditContext['labelsOf'],
): readonly WholeEdit[] {
  const found: WholeEdit[] = [];
  const visit = (node: Expr, parents: readonly Expr[], rebuild: (node: Expr) => Expr | undefined): void => {
    for (const operator of operators) {
      for (const edit of operator(node, { parents, labelsOf })) {
        const whole = rebuild(edit.node);
        const span = edit.span ?? node.span;
        if (whole !== undefined) found.push({ ...edit, whole, ...(span === undefined ? {} : { span }) });
      }
    }
    const around = [node, ...parents];
    partsOf(node).forEach((part, i) => {
      visit(part, around, (changed) => {
        const mine = withPart(node, i, changed);
        return mine && rebuild(mine);
      });
    });
  };
  visit(expr, [], (node) => node);
  return found;
}
