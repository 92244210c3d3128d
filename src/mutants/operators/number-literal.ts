import type { Expr, NumberLiteral } from '../../promql/ast.ts';

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);

export const isComparison = (op: string): boolean => comparisons.has(op);

/** What a number in an expression is there for. */
export type NumberRole = 'limit' | 'state' | 'summand' | 'factor' | 'other';

/** A `limit` is compared with, a `state` compared for equality with; a sign before a number belongs to it. */
export function roleOf(parents: readonly Expr[]): NumberRole {
  const parent = parents.find(({ kind }) => kind !== 'unary');
  if (parent?.kind !== 'binary') return 'other';
  const { op } = parent;
  if (op === '==' || op === '!=') return 'state';
  if (isComparison(op)) return 'limit';
  if (op === '+' || op === '-') return 'summand';
  return op === '*' || op === '/' ? 'factor' : 'other';
}

/** The number with another value, without the noise of binary fractions. */
export const withValue = (literal: NumberLiteral, value: number): NumberLiteral => ({
  kind: 'number',
  value: Number(value.toPrecision(12)),
  ...(literal.duration === true ? { duration: true } : {}),
});

/** One unit of the last decimal that the number has: 1 for whole numbers. */
export function unitOf(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return 10 ** -decimals;
}
