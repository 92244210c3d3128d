import type { Condition } from './model.ts';

/** A condition that is not made of others. */
export type LeafCondition = Exclude<Condition, { readonly kind: 'and' | 'or' | 'unless' }>;

/** The conditions that a condition is made of, from left to right: itself when it is not made of others. */
export function leavesOf(condition: Condition): readonly LeafCondition[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
    case 'unless':
      return [...leavesOf(condition.left), ...leavesOf(condition.right)];
    default:
      return [condition];
  }
}
