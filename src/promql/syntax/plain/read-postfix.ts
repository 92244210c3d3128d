import type { DurationExpr, Expr } from '../../ast.ts';
import { advance, type Cursor, expect, expectColon, notPlain, spend, takeDuration } from './cursor.ts';

/** The operand with the brackets and offsets that follow it; the operand itself when there are none. */
export function readPostfix(cursor: Cursor, operand: Expr, parenthesised: boolean, start = startOf(operand)): Expr {
  let expr = operand;
  let inner = parenthesised;
  for (;;) {
    if (cursor.word === '[') expr = readBrackets(cursor, expr, inner, start);
    else if (cursor.word === 'offset') expr = readOffset(cursor, expr, inner, start);
    else return expr;
    inner = false;
  }
}

const startOf = ({ span }: Expr): number => span?.start ?? 0;

function readBrackets(cursor: Cursor, operand: Expr, parenthesised: boolean, start: number): Expr {
  advance(cursor);
  const range = readLength(cursor);
  if (cursor.word === ']') {
    if (operand.kind !== 'vector-selector' || parenthesised || operand.offset !== undefined) throw notPlain;
    advance(cursor);
    return { kind: 'matrix-selector', vector: operand, range, span: { start, end: cursor.before } };
  }
  expectColon(cursor);
  const step = cursor.word === ']' ? {} : { step: readLength(cursor) };
  expect(cursor, ']');
  return { kind: 'subquery', expr: operand, range, ...step, span: { start, end: cursor.before } };
}

function readLength(cursor: Cursor): DurationExpr {
  const { start } = cursor;
  const seconds = takeDuration(cursor);
  return { kind: 'literal', seconds, span: { start, end: cursor.before } };
}

function readOffset(cursor: Cursor, operand: Expr, parenthesised: boolean, start: number): Expr {
  spend(cursor, 1);
  advance(cursor);
  const from = cursor.start;
  const isNegative = cursor.word === '-';
  if (isNegative) advance(cursor);
  const seconds = takeDuration(cursor);
  const offset: DurationExpr = {
    kind: 'literal',
    seconds: isNegative ? 0 - seconds : seconds,
    span: { start: from, end: cursor.before },
  };
  const span = { start, end: cursor.before };
  if (parenthesised) throw notPlain;
  if (operand.kind === 'matrix-selector') {
    if (operand.vector.offset !== undefined) throw notPlain;
    return { ...operand, vector: { ...operand.vector, offset }, span };
  }
  if ((operand.kind !== 'vector-selector' && operand.kind !== 'subquery') || operand.offset !== undefined)
    throw notPlain;
  return { ...operand, offset, span };
}
