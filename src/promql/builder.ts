import type {
  Aggregation,
  Binary,
  BinaryOperator,
  Call,
  DurationExpr,
  Expr,
  LabelMatcher,
  MatrixSelector,
  NumberLiteral,
  Subquery,
  VectorMatching,
  VectorSelector,
} from './ast.ts';

/** Short constructors of syntax nodes, for code that writes PromQL. Durations are in milliseconds. */

export const duration = (ms: number): DurationExpr => ({ kind: 'literal', seconds: ms / 1000 });

export const number = (value: number): NumberLiteral => ({ kind: 'number', value });

export const selector = (name: string, matchers: readonly LabelMatcher[] = [], offsetMs = 0): VectorSelector => ({
  kind: 'vector-selector',
  name,
  matchers,
  ...(offsetMs === 0 ? {} : { offset: duration(offsetMs) }),
});

export const range = (vector: VectorSelector, length: number | DurationExpr): MatrixSelector => ({
  kind: 'matrix-selector',
  vector,
  range: typeof length === 'number' ? duration(length) : length,
});

export const subquery = (expr: Expr, rangeMs: number, stepMs: number): Subquery => ({
  kind: 'subquery',
  expr,
  range: duration(rangeMs),
  step: duration(stepMs),
});

export const call = (func: string, ...args: readonly Expr[]): Call => ({ kind: 'call', func, args });

export const aggregate = (op: string, by: readonly string[], expr: Expr, param?: Expr): Aggregation => ({
  kind: 'aggregation',
  op,
  expr,
  without: false,
  grouping: by,
  ...(param === undefined ? {} : { param }),
});

export const binary = (left: Expr, op: BinaryOperator, right: Expr, matching?: VectorMatching): Binary => ({
  kind: 'binary',
  op,
  left,
  right,
  bool: false,
  ...(matching === undefined ? {} : { matching }),
});

export const on = (...labels: readonly string[]): VectorMatching => ({ on: true, labels });
