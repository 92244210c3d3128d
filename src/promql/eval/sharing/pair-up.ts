import type { Expr } from '../../ast.ts';
import { partsOf } from '../../walk.ts';

/** A node of an edited expression that the original does not have. */
export interface EditedNode {
  /** What stands in its place in the original. */
  readonly original: Expr;
  /** Its one part that differs, when the two differ in nothing else. */
  readonly changed: Expr | undefined;
}

/** The nodes on the way from the root of an edited expression to the edit, by identity. */
export function pairUp(edited: Expr, original: Expr): ReadonlyMap<Expr, EditedNode> {
  const pairs = new Map<Expr, EditedNode>();
  let [now, before]: readonly (Expr | undefined)[] = [edited, original];
  while (now !== undefined && before !== undefined && now !== before) {
    const at: number = changedPart(now, before);
    const changed: Expr | undefined = partsOf(now)[at];
    pairs.set(now, { original: before, changed });
    [now, before] = [changed, partsOf(before)[at]];
  }
  return pairs;
}

/** The index of the one part in which two nodes differ; -1 when they differ in something else, too. */
function changedPart(now: Expr, before: Expr): number {
  const [parts, old] = [partsOf(now), partsOf(before)];
  if (now.kind !== before.kind || parts.length !== old.length) return -1;
  const differing = parts.flatMap((part, i) => (part === old[i] ? [] : [i]));
  if (differing.length !== 1 || !hasSameFields(now, before, new Set<unknown>([...parts, ...old]))) return -1;
  return differing[0] ?? -1;
}

function hasSameFields(now: Expr, before: Expr, parts: ReadonlySet<unknown>): boolean {
  const [a, b] = [Object.entries(now), new Map<string, unknown>(Object.entries(before))];
  if (a.length !== b.size) return false;
  return a.every(([key, value]) => {
    const other = b.get(key);
    return Object.is(value, other) || (key === 'args' && now.kind === 'call') || (parts.has(value) && parts.has(other));
  });
}
