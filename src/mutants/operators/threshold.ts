import type { Expr, NumberLiteral } from '../../promql/ast.ts';
import { changing, type EditContext, type NodeEdit } from '../node-edit.ts';
import { roleOf, unitOf, withValue } from './number-literal.ts';

/** Thresholds nudged by a unit, 1%, 10% and tenfold. */
export function thresholdEdits(node: Expr, { parents }: EditContext): readonly NodeEdit[] {
  if (node.kind !== 'number' || !Number.isFinite(node.value)) return [];
  const role = roleOf(parents);
  const unit = unitOf(node.value);
  const { value } = node;
  const byUnit = [value + unit, value - unit];
  const byShare = [value * 1.01, value * 0.99, value * 1.1, value * 0.9, value * 10, value / 10];
  switch (role) {
    case 'limit':
      return nudged(node, value === 0 ? byUnit : [...byUnit, ...byShare]);
    case 'state':
      return nudged(node, byUnit);
    case 'summand':
      return value === 0 ? [] : nudged(node, [value * 1.1, value * 0.9, value * 10]);
    default:
      return [];
  }
}

const nudged = (node: NumberLiteral, values: readonly number[]): readonly NodeEdit[] =>
  values.map((value) => {
    const other = withValue(node, value);
    return { operator: 'threshold', change: changing(node, other), node: other };
  });
