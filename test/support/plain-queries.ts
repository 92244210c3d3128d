import { expect } from 'vitest';
import { checkExpr } from '../../src/promql/check-expr.ts';
import { parseWithGrammar } from '../../src/promql/parser.ts';
import { readPlain } from '../../src/promql/syntax/plain/read-plain.ts';

/** Whether the plain reader accepts the query. Asserts that what it then finds is what the grammar finds. */
export function readsPlainlyAsGrammar(text: string): boolean {
  const plain = readPlain(text);
  if (plain === undefined) return false;
  for (const dialect of ['3', '2.42'] as const) {
    const errors = [...checkExpr(plain, { dialect })].sort((a, b) => a.span.start - b.span.start);
    const found = errors.length > 0 ? { ok: false, errors } : { ok: true, value: plain };
    expect(found, text).toEqual(parseWithGrammar(text, dialect));
  }
  return true;
}
