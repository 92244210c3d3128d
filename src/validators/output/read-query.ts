import type { VectorSelector } from '../../promql/ast.ts';
import { parseByShape } from '../../promql/parse-by-shape.ts';
import type { PromqlError } from '../../promql/parser.ts';
import { ok, type Result } from '../../shared/result.ts';

/** What checks want to know of a query: the series that it selects, or why it is none. */
export type ReadQuery = Result<readonly VectorSelector[], PromqlError>;

/** Reads a query. */
export function readQuery(text: string): ReadQuery {
  const query = parseByShape(text);
  return query.ok ? ok(query.value.selectors) : query;
}
