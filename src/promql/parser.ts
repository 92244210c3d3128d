import { fail, type Result } from '../shared/result.ts';
import type { Expr } from './ast.ts';
import { checkExpr } from './check-expr.ts';
import type { Dialect, PromqlError } from './promql-error.ts';
import { explain } from './syntax/explain.ts';
import { parseTree } from './syntax/grammar.ts';
import { readPlain } from './syntax/plain/read-plain.ts';
import { prepare } from './syntax/prepare.ts';
import { readTree } from './syntax/read-tree.ts';
import { tokenise } from './syntax/tokenise.ts';
import { tooDeep } from './syntax/too-deep.ts';

export type { Dialect, PromqlError } from './promql-error.ts';

export interface ParseOptions {
  /** Which functions and syntax exist. Default: those of Prometheus 3, experimental ones included. */
  readonly dialect?: Dialect;
}

/**
 * The expression that a query means, well-typed; or what is wrong with it: the first error of its words or its syntax,
 * else every error of its meaning, in the order of their places. Never throws, whatever the text.
 */
export function parse(text: string, options: ParseOptions = {}): Result<Expr, PromqlError> {
  const dialect = options.dialect ?? '3';
  const plain = readPlain(text);
  return plain === undefined ? parseWithGrammar(text, dialect) : checked(plain, [], dialect);
}

/** What {@link parse} does with what is not plain: the whole language, and what is wrong. */
export function parseWithGrammar(text: string, dialect: Dialect): Result<Expr, PromqlError> {
  const whole = { start: 0, end: text.length };
  const tokens = tokenise(text);
  if (!tokens.ok) return tokens;
  if (tokens.value.length === 0) return fail({ message: 'no expression found', span: whole });
  const depth = tooDeep(tokens.value);
  if (depth !== undefined) return fail(depth);

  const result = parseTree(prepare(text, tokens.value));
  if ('stuckAt' in result) return fail(explain(text, tokens.value, result.stuckAt));
  const { expr, errors } = readTree(result.tree, tokens.value, dialect);
  return checked(expr, errors, dialect);
}

function checked(expr: Expr, errors: readonly PromqlError[], dialect: Dialect): Result<Expr, PromqlError> {
  const found = errors.length > 0 ? errors : checkExpr(expr, { dialect });
  if (found.length === 0) return { ok: true, value: expr };
  return { ok: false, errors: [...found].sort((a, b) => a.span.start - b.span.start) };
}
