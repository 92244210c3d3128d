import type { BinaryOperator } from './ast.ts';

/** How strongly an operator binds: a larger number binds more tightly. Levels of Prometheus' grammar. */
export const precedence: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '</': 3,
  '>/': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
};

/** A sign binds like multiplication: `-2 ^ 2` is `-(2 ^ 2)`, and `-a * b` is `(-a) * b`. */
export const signPrecedence = precedence['*'];

/** What needs no parentheses anywhere. */
export const atomPrecedence = Number.POSITIVE_INFINITY;

/** `^` alone groups from the right: `2 ^ 3 ^ 2` is `2 ^ (3 ^ 2)`. */
export const isRightAssociative = (op: BinaryOperator): boolean => op === '^';
