import type { VectorSelector } from '../../promql/ast.ts';
import { type PromqlError, parse } from '../../promql/parser.ts';
import { selectorsOf } from '../../promql/walk.ts';
import { ok, type Result } from '../../shared/result.ts';

/** What checks want to know of a query: the series that it selects, or why it is none. */
export type ReadQuery = Result<readonly VectorSelector[], PromqlError>;

/** Reads a query. */
export function readQuery(text: string): ReadQuery {
  const expr = parse(text);
  return expr.ok ? ok(selectorsOf(expr.value)) : expr;
}
