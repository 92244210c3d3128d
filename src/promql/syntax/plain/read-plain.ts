import type { BinaryOperator, Expr, Span } from '../../ast.ts';
import { isRightAssociative, precedence, signPrecedence } from '../../precedence.ts';
import { aggregations, signatures } from '../../signatures.ts';
import { advance, type Cursor, createCursor, expect, notPlain, spend, takeNumber, takeString } from './cursor.ts';
import { readAggregation } from './read-aggregation.ts';
import { readMatching } from './read-matching.ts';
import { readPostfix } from './read-postfix.ts';
import { readSelector } from './read-selector.ts';
import { reserved } from './reserved.ts';

/** An expression, with where it stands including its parentheses. */
interface Operand extends Span {
  readonly expr: Expr;
  readonly parenthesised: boolean;
}

/**
 * The expression of a query that is made of what nearly all queries are made of: the same that the grammar finds, in a
 * fifth of the time, and without loading it. `undefined` for everything else, all that is wrong included.
 */
export function readPlain(text: string): Expr | undefined {
  try {
    const cursor = createCursor(text);
    const { expr } = readInfix(cursor, 0);
    return cursor.kind === 'end' ? expr : undefined;
  } catch (reason) {
    if (reason === notPlain) return undefined;
    throw reason;
  }
}

function readInfix(cursor: Cursor, loosest: number): Operand {
  let left = readOperand(cursor);
  for (let op = operatorAt(cursor); op !== undefined && precedence[op] >= loosest; op = operatorAt(cursor)) {
    const { start } = cursor;
    spend(cursor, 1);
    advance(cursor);
    const bool = cursor.word === 'bool';
    if (bool) advance(cursor);
    const matching = readMatching(cursor);
    const operatorSpan = { start, end: cursor.before };
    const right = readInfix(cursor, isRightAssociative(op) ? precedence[op] : precedence[op] + 1);
    const span = { start: left.start, end: right.end };
    const sides = { left: left.expr, right: right.expr };
    const expr: Expr =
      matching === undefined
        ? { kind: 'binary', op, ...sides, bool, operatorSpan, span }
        : { kind: 'binary', op, ...sides, bool, matching, operatorSpan, span };
    left = { expr, parenthesised: false, start: span.start, end: span.end };
  }
  return left;
}

function operatorAt({ kind, word }: Cursor): BinaryOperator | undefined {
  if (kind === 'end' || word === ')' || word === ',') return undefined;
  // Not those that came with Prometheus 3.
  if (kind === 'string' || word === '</' || word === '>/' || !Object.hasOwn(precedence, word)) throw notPlain;
  return word as BinaryOperator;
}

function readOperand(cursor: Cursor): Operand {
  const { start, word } = cursor;
  switch (cursor.kind) {
    case 'name':
      return bare(readPostfix(cursor, readNamed(cursor), false), start, cursor);
    case 'number':
      return bare({ kind: 'number', value: takeNumber(cursor), span: { start, end: cursor.before } }, start, cursor);
    case 'string':
      return bare({ kind: 'string', value: takeString(cursor), span: { start, end: cursor.before } }, start, cursor);
    case 'symbol':
      if (word === '(') return readParentheses(cursor);
      if (word === '{') return bare(readPostfix(cursor, readSelector(cursor, undefined), false), start, cursor);
      if (word === '-' || word === '+') return readSigned(cursor, word);
      throw notPlain;
    default:
      throw notPlain;
  }
}

const bare = (expr: Expr, start: number, { before }: Cursor): Operand => ({
  expr,
  parenthesised: false,
  start,
  end: before,
});

function readParentheses(cursor: Cursor): Operand {
  const { start } = cursor;
  advance(cursor);
  const { expr: inner } = readInfix(cursor, 0);
  expect(cursor, ')');
  const end = cursor.before;
  const expr = readPostfix(cursor, inner, true, start);
  return expr === inner ? { expr, parenthesised: true, start, end } : bare(expr, start, cursor);
}

/** A sign before a bare number is part of the number. */
function readSigned(cursor: Cursor, op: '-' | '+'): Operand {
  const { start } = cursor;
  advance(cursor);
  const operand = readInfix(cursor, signPrecedence + 1);
  const { expr } = operand;
  const span = { start, end: operand.end };
  if (expr.kind !== 'number' || operand.parenthesised)
    return { ...span, expr: { kind: 'unary', op, expr, span }, parenthesised: false };
  const value = op === '-' ? -expr.value : expr.value;
  return { ...span, expr: { kind: 'number', value, span }, parenthesised: false };
}

/** A selector, a function's call or an aggregation. */
function readNamed(cursor: Cursor): Expr {
  const { word, start } = cursor;
  const lower = word.toLowerCase();
  if (reserved.has(lower)) throw notPlain;
  advance(cursor);
  if (aggregations.has(lower)) return readAggregation(cursor, lower, start, () => readArguments(cursor));
  if (cursor.word === '(') {
    // A function that nobody knows is an error of the syntax, which hides those of the meaning.
    if (!signatures.has(word)) throw notPlain;
    const args = readArguments(cursor);
    return { kind: 'call', func: word, args, span: { start, end: cursor.before } };
  }
  return readSelector(cursor, { name: word, start });
}

function readArguments(cursor: Cursor): readonly Expr[] {
  expect(cursor, '(');
  const args: Expr[] = [];
  if (cursor.word !== ')') {
    args.push(readInfix(cursor, 0).expr);
    while (cursor.word === ',') {
      advance(cursor);
      args.push(readInfix(cursor, 0).expr);
    }
  }
  expect(cursor, ')');
  return args;
}
