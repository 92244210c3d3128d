import type { Expr } from './ast.ts';

/** Whether two expressions are the same tree, wherever they were written. Not a number equals itself; 0 and -0 differ. */
export const equalExpr = (a: Expr, b: Expr): boolean => equal(a, b);

function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => equal(item, b[i]));
  }
  const left = fieldsOf(a);
  const right = fieldsOf(b);
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && equal(value, right.get(key)));
}

/** What makes up a node: neither where it stands, nor fields that say nothing. */
function fieldsOf(node: object): ReadonlyMap<string, unknown> {
  const says = ([key, value]: [string, unknown]): boolean =>
    !/span(s)?$/i.test(key) && value !== undefined && value !== false;
  return new Map(Object.entries(node).filter(says));
}
