import { assertNever } from '../shared/assert-never.ts';
import { formatDuration } from '../shared/duration.ts';
import type { DurationExpr } from './ast.ts';
import { atomPrecedence, isRightAssociative, precedence, signPrecedence } from './precedence.ts';
import { printNumber } from './print-literals.ts';

/** Seconds as `5m` or `1h30m`; as a plain number when they are not a whole count of milliseconds. */
export function printSeconds(seconds: number): string {
  const ms = Math.round(Math.abs(seconds) * 1000);
  if (!Number.isSafeInteger(ms) || ms / 1000 !== Math.abs(seconds)) return printNumber(seconds);
  return `${seconds < 0 ? '-' : ''}${formatDuration(ms)}`;
}

/** Whether the seconds can be written with units, as `5m` is. */
export const hasUnits = (seconds: number): boolean => /[a-z]$/.test(printSeconds(seconds)) && Number.isFinite(seconds);

/** A length of time as it stands inside the brackets of a range or subquery. */
export function printDuration(duration: DurationExpr): string {
  switch (duration.kind) {
    case 'literal':
      return printSeconds(duration.seconds);
    case 'variable':
      return `$${duration.name}`;
    case 'step':
    case 'range':
      return `${duration.kind}()`;
    case 'min_of':
    case 'max_of':
      return `${duration.kind}(${printDuration(duration.left)}, ${printDuration(duration.right)})`;
    case 'unary': {
      // The parser takes a sign before a literal for part of it.
      const { kind } = duration.expr;
      return `${duration.op}${wrap(duration.expr, kind === 'binary' ? tightness(duration.expr) <= signPrecedence : kind === 'literal')}`;
    }
    case 'binary': {
      const own = precedence[duration.op];
      const right = isRightAssociative(duration.op);
      const wrapLeft = right ? tightness(duration.left) <= own : tightness(duration.left) < own;
      const wrapRight =
        duration.right.kind === 'binary' &&
        (right ? tightness(duration.right) < own : tightness(duration.right) <= own);
      const factor = duration.right.kind === 'literal' && /[*/^]/.test(duration.op);
      const rightSide = factor ? printNumber(duration.right.seconds) : wrap(duration.right, wrapRight);
      return `${wrap(duration.left, wrapLeft)} ${duration.op} ${rightSide}`;
    }
    default:
      return assertNever(duration);
  }
}

/** A length of time after `offset`, where anything but a primary with at most one sign needs parentheses. */
export const printOffset = (duration: DurationExpr): string => {
  const primary = duration.kind === 'unary' ? duration.expr : duration;
  return wrap(duration, primary.kind === 'binary' || primary.kind === 'unary');
};

const wrap = (duration: DurationExpr, parenthesised: boolean): string =>
  parenthesised ? `(${printDuration(duration)})` : printDuration(duration);

function tightness(duration: DurationExpr): number {
  if (duration.kind === 'binary') return precedence[duration.op];
  if (duration.kind === 'unary') return signPrecedence;
  return duration.kind === 'literal' && duration.seconds < 0 ? signPrecedence : atomPrecedence;
}
