import type { DurationExpr, Expr, NumberLiteral } from '../../promql/ast.ts';
import { binary, number } from '../../promql/builder.ts';
import { mapExpr } from '../../promql/walk.ts';

/** Functions of which the result is per second. */
const perSecond: ReadonlySet<string> = new Set(['rate', 'irate', 'deriv']);
/** Functions that tell the time of day or the time of a sample. */
const clocks: ReadonlySet<string> = new Set(['time', 'timestamp']);
/** Operators that keep a time a time, or compare two. */
const timely: ReadonlySet<string> = new Set(['+', '-', '==', '!=', '<', '<=', '>', '>=']);
/** Numbers from here on are dates. Seconds. */
const firstDate = 1e8;

/**
 * The query that gives in a world that runs `speed` times as fast what this one gives in ours. Ranges, steps and offsets
 * are divided; so are numbers added to, subtracted from or compared with a time (`time() - 300`), and the number of
 * seconds that `predict_linear` looks ahead. Results per second are divided, too. Other numbers that mean a time cannot be told
 * from those that do not, and stay.
 */
export function scaleExpr(expr: Expr, speed: number): Expr {
  const scaled = mapExpr(expr, (node) => scaleNode(node, speed));
  return scaled;
}

/** Seconds to the millisecond, which is as exactly as Prometheus takes them. */
const divide = (seconds: number, speed: number): number => Math.round((seconds * 1000) / speed) / 1000;

function scaleNode(node: Expr, speed: number): Expr {
  switch (node.kind) {
    case 'vector-selector':
      return node.offset === undefined ? node : { ...node, offset: scaleDuration(node.offset, speed) };
    case 'matrix-selector':
      return { ...node, range: scaleDuration(node.range, speed) };
    case 'subquery':
      return {
        ...node,
        range: scaleDuration(node.range, speed),
        ...(node.step === undefined ? {} : { step: scaleDuration(node.step, speed) }),
        ...(node.offset === undefined ? {} : { offset: scaleDuration(node.offset, speed) }),
      };
    case 'call': {
      if (perSecond.has(node.func)) return binary(node, '/', number(speed));
      if (node.func !== 'predict_linear') return node;
      return { ...node, args: node.args.map((arg) => (arg.kind === 'number' ? scaleNumber(arg, speed) : arg)) };
    }
    case 'binary': {
      if (!timely.has(node.op)) return node;
      const { left, right } = node;
      if (right.kind === 'number' && isTime(left)) return { ...node, right: scaleNumber(right, speed) };
      if (left.kind === 'number' && isTime(right)) return { ...node, left: scaleNumber(left, speed) };
      return node;
    }
    default:
      return node;
  }
}

/** A time, or a difference of two. */
function isTime(expr: Expr): boolean {
  if (expr.kind === 'call') return clocks.has(expr.func);
  return expr.kind === 'binary' && (expr.op === '+' || expr.op === '-') && (isTime(expr.left) || isTime(expr.right));
}

const scaleNumber = (literal: NumberLiteral, speed: number): NumberLiteral =>
  Math.abs(literal.value) < firstDate ? { kind: 'number', value: divide(literal.value, speed) } : literal;

function scaleDuration(duration: DurationExpr, speed: number): DurationExpr {
  if (duration.kind === 'literal') return { kind: 'literal', seconds: divide(duration.seconds, speed) };
  // `step()`, `range()` and variables follow what they stand for.
  if (!('left' in duration)) return duration;
  return { ...duration, left: scaleDuration(duration.left, speed), right: scaleDuration(duration.right, speed) };
}
