import type { Expr, NumberLiteral } from '../../promql/ast.ts';
import { walk } from '../../promql/walk.ts';
import { changing, type EditContext, type NodeEdit } from '../node-edit.ts';
import { isComparison, roleOf, unitOf, withValue } from './number-literal.ts';

/** Thresholds nudged by a unit, 1%, 10% and tenfold; one that is a product by its first factor. */
export function thresholdEdits(node: Expr, { parents }: EditContext): readonly NodeEdit[] {
  if (node.kind !== 'number' || !Number.isFinite(node.value)) return [];
  const role = roleOf(parents);
  const unit = unitOf(node.value);
  const { value } = node;
  // A number that was calculated, such as 1/6, has no last decimal to be wrong about.
  const byUnit = unit < Math.abs(value) * 1e-9 ? [] : [value + unit, value - unit];
  const byShare = [value * 1.01, value * 0.99, value * 1.1, value * 0.9, value * 10, value / 10];
  switch (role) {
    case 'limit':
      return nudged(node, value === 0 ? byUnit : [...byUnit, ...byShare]);
    case 'state':
      return nudged(node, byUnit);
    case 'summand':
      return value === 0 ? [] : nudged(node, [value * 1.1, value * 0.9, value * 10]);
    case 'factor':
      return leadsLimit(node, parents) ? nudged(node, [...byUnit, ...byShare]) : [];
    default:
      return [];
  }
}

/** Whether a number is the first of several that a comparison has on one side, and nothing else: `14.4 * 0.01`. */
function leadsLimit(node: Expr, parents: readonly Expr[]): boolean {
  let side = node;
  for (const parent of parents) {
    if (parent.kind === 'binary') {
      if (isComparison(parent.op)) return true;
      if (parent.left !== side || !isConstant(parent.right)) return false;
    } else if (parent.kind !== 'unary') return false;
    side = parent;
  }
  return false;
}

function isConstant(expr: Expr): boolean {
  let constant = true;
  walk(expr, ({ kind }) => {
    if (kind !== 'number' && kind !== 'binary' && kind !== 'unary') constant = false;
  });
  return constant;
}

const nudged = (node: NumberLiteral, values: readonly number[]): readonly NodeEdit[] =>
  values.map((value) => {
    const other = withValue(node, value);
    return { operator: 'threshold', change: changing(node, other), node: other };
  });
