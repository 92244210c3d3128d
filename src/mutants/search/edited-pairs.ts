import type { Expr } from '../../promql/ast.ts';
import { partsOf } from '../../promql/walk.ts';

/** A vector or scalar, and what an edit made of it, that hold all of the difference between two expressions. */
export interface EditedPair {
  readonly original: Expr;
  readonly edited: Expr;
  /** Whether the buckets of each histogram are asked only how they relate to each other. */
  readonly isProportion: boolean;
}

/** The pairs of two expressions, of which one was made by editing the other, outermost first. Edits share what they leave alone. */
export function editedPairs(original: Expr, edited: Expr, isProportion = false): readonly EditedPair[] {
  // What is inside of these is evaluated at other times than the rule.
  if (original.kind === 'subquery' || original.kind === 'matrix-selector' || original.kind === 'string') return [];
  const pair = { original, edited, isProportion };
  if (original.kind !== edited.kind) return [pair];
  const [before, after] = [partsOf(original), partsOf(edited)];
  const changed = before.flatMap((part, i) => {
    const other = after[i];
    return other === undefined || part === other ? [] : [[part, other] as const];
  });
  const [only] = changed;
  if (only === undefined || changed.length > 1 || before.length !== after.length) return [pair];
  const asksProportions = original.kind === 'call' && original.func === 'histogram_quantile';
  return [pair, ...editedPairs(only[0], only[1], asksProportions && only[0] === before[1])];
}
