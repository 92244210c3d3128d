import { assertNever } from '../shared/assert-never.ts';
import type { Expr, VectorSelector } from './ast.ts';

/** The direct parts of an expression, in the order in which they are written. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'vector-selector':
      return [];
    case 'matrix-selector':
      return [expr.vector];
    case 'subquery':
    case 'unary':
      return [expr.expr];
    case 'call':
      return expr.args;
    case 'aggregation':
      return expr.param === undefined ? [expr.expr] : [expr.param, expr.expr];
    case 'binary':
      return [expr.left, expr.right];
    default:
      return assertNever(expr);
  }
}

/** Visits every node, each before its parts; `parents` are the nodes around it, innermost first. */
export function walk(
  expr: Expr,
  visit: (node: Expr, parents: readonly Expr[]) => void,
  parents: readonly Expr[] = [],
): void {
  visit(expr, parents);
  const around = [expr, ...parents];
  for (const part of partsOf(expr)) walk(part, visit, around);
}

/** The tree with every node replaced by what `change` makes of it, parts first. */
export function mapExpr(expr: Expr, change: (node: Expr) => Expr): Expr {
  return change(mapParts(expr, (part) => mapExpr(part, change)));
}

/** The tree with every vector selector, also those of ranges, replaced by another one. */
export function mapSelectors(expr: Expr, change: (selector: VectorSelector) => VectorSelector): Expr {
  if (expr.kind === 'vector-selector') return change(expr);
  if (expr.kind === 'matrix-selector') return { ...expr, vector: change(expr.vector) };
  return mapParts(expr, (part) => mapSelectors(part, change));
}

/** Every vector selector, also those of ranges, in the order in which they are written. */
export function selectorsOf(expr: Expr): readonly VectorSelector[] {
  const found: VectorSelector[] = [];
  collectSelectors(expr, found);
  return found;
}

function collectSelectors(expr: Expr, found: VectorSelector[]): void {
  if (expr.kind === 'vector-selector') found.push(expr);
  else for (const part of partsOf(expr)) collectSelectors(part, found);
}

function mapParts(expr: Expr, change: (part: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'vector-selector':
      return expr;
    case 'matrix-selector': {
      const vector = change(expr.vector);
      // Brackets need a selector to stand on, so whatever else becomes of it has to be a subquery's business.
      return vector.kind === 'vector-selector' ? { ...expr, vector } : vector;
    }
    case 'subquery':
    case 'unary':
      return { ...expr, expr: change(expr.expr) };
    case 'call':
      return { ...expr, args: expr.args.map(change) };
    case 'aggregation':
      return {
        ...expr,
        ...(expr.param === undefined ? {} : { param: change(expr.param) }),
        expr: change(expr.expr),
      };
    case 'binary':
      return { ...expr, left: change(expr.left), right: change(expr.right) };
    default:
      return assertNever(expr);
  }
}
