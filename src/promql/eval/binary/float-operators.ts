import type { BinaryOperator } from '../../ast.ts';
import { power } from './power.ts';

/** Arithmetic on floats. */
export type Arithmetic = (left: number, right: number) => number;

/** Arithmetic operators; the others of the language compare, trim histograms, or work on sets. */
export const arithmetic: ReadonlyMap<BinaryOperator, Arithmetic> = new Map<BinaryOperator, Arithmetic>([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['^', power],
  ['atan2', Math.atan2],
]);

/** Whether a comparison holds. */
export type Comparison = (left: number, right: number) => boolean;

/** The comparison operators, by their sign. */
export const comparisons: ReadonlyMap<BinaryOperator, Comparison> = new Map<BinaryOperator, Comparison>([
  ['==', (left, right) => left === right],
  ['!=', (left, right) => left !== right],
  ['>', (left, right) => left > right],
  ['<', (left, right) => left < right],
  ['>=', (left, right) => left >= right],
  ['<=', (left, right) => left <= right],
]);

/** The operators that work on the presence of labels alone. */
export const setOperators: ReadonlySet<BinaryOperator> = new Set(['and', 'or', 'unless']);
