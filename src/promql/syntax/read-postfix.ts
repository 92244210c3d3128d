import type { SyntaxNode } from '@lezer/common';
import type { At, DurationExpr, Expr, Span, Subquery, VectorSelector } from '../ast.ts';
import { readDuration, readRange } from './read-duration.ts';
import { readSignedValue } from './read-number.ts';
import { childrenOf, type Operand, type Reader, requireRecent } from './reader.ts';

/** The largest timestamp of `@`, in seconds. */
const maxTimestamp = 2 ** 63;

type Modifier = Pick<VectorSelector, 'offset' | 'at' | 'extended'>;

/** Whether the node is an expression followed by a modifier or by brackets. */
export const isPostfix = ({ name }: SyntaxNode): boolean =>
  name === 'MatrixSelector' ||
  name === 'SubqueryExpr' ||
  name === 'OffsetExpr' ||
  name === 'StepInvariantExpr' ||
  name === 'AnchoredExpr' ||
  name === 'SmoothedExpr';

/** The operand with the modifier or the brackets that the node adds to it. */
export function applyPostfix(reader: Reader, operand: Operand, node: SyntaxNode): Operand {
  const rest = childrenOf(node).slice(1);
  const { end } = reader.span(node);
  const span = { start: operand.start, end };
  const own = { start: rest[0]?.from ?? operand.end, end };
  switch (node.name) {
    case 'MatrixSelector':
      return toRange(reader, operand, rest[0], span);
    case 'SubqueryExpr':
      return toSubquery(reader, operand, rest, span);
    case 'OffsetExpr':
      return modify(reader, operand, span, own, 'offset', { offset: readOffset(reader, rest[1]) });
    case 'StepInvariantExpr': {
      const at = readAt(reader, rest[1], own);
      return at === undefined ? operand : modify(reader, operand, span, own, '@', { at });
    }
    default: {
      const extended = node.name === 'AnchoredExpr' ? 'anchored' : 'smoothed';
      requireRecent(reader, `\`${extended}\` selectors`, own);
      return modify(reader, operand, span, own, extended, { extended });
    }
  }
}

const bare = (expr: Expr, span: Span): Operand => ({ expr: { ...expr, span }, parenthesised: false, ...span });

const zero: DurationExpr = { kind: 'literal', seconds: 0 };

function readOffset(reader: Reader, node: SyntaxNode | undefined): DurationExpr {
  if (node === undefined) return zero;
  const offset = readDuration(reader, node);
  if (reader.dialect !== '3' && isZero(offset)) reader.report('duration must be greater than 0', reader.span(node));
  return offset;
}

function toRange(reader: Reader, operand: Operand, node: SyntaxNode | undefined, span: Span): Operand {
  const range = node === undefined ? zero : readRange(reader, node);
  const brackets = {
    start: node === undefined ? operand.end : reader.previous(reader.token(node)).start,
    end: span.end,
  };
  const { expr } = operand;
  if (expr.kind !== 'vector-selector' || operand.parenthesised) {
    reader.report('ranges only allowed for vector selectors', brackets, 'make it a subquery: `[5m:]`');
    return operand;
  }
  if (expr.offset !== undefined || expr.at !== undefined)
    reader.report(
      `no \`${expr.offset === undefined ? '@' : 'offset'}\` allowed before a range`,
      brackets,
      'write it behind the brackets',
    );
  return bare({ kind: 'matrix-selector', vector: expr, range }, span);
}

function toSubquery(reader: Reader, operand: Operand, nodes: readonly SyntaxNode[], span: Span): Operand {
  const [range = zero, step] = nodes.map((node) => readRange(reader, node));
  return bare({ kind: 'subquery', expr: operand.expr, range, ...(step === undefined ? {} : { step }) }, span);
}

function modify(reader: Reader, operand: Operand, span: Span, own: Span, word: string, modifier: Modifier): Operand {
  const { expr } = operand;
  const refuse = (message: string): Operand => {
    reader.report(message, own);
    return operand;
  };
  const target = operand.parenthesised ? undefined : targetOf(expr);
  if (target === undefined) return refuse(`\`${word}\` must follow a vector selector, a range or a subquery`);
  if (modifier.extended !== undefined) {
    if (expr.kind === 'subquery') return refuse(`\`${word}\` is not supported for subqueries`);
    if ('extended' in target && target.extended !== undefined && target.extended !== modifier.extended)
      return refuse('`anchored` and `smoothed` cannot be used together');
  }
  if (modifier.offset !== undefined && target.offset !== undefined && !isZero(target.offset))
    return refuse('`offset` may not be set twice');
  if (modifier.at !== undefined && target.at !== undefined) return refuse('`@` may not be set twice');
  if (expr.kind === 'matrix-selector') return bare({ ...expr, vector: { ...expr.vector, ...modifier } }, span);
  return bare({ ...expr, ...modifier } as Expr, span);
}

const targetOf = (expr: Expr): VectorSelector | Subquery | undefined => {
  if (expr.kind === 'matrix-selector') return expr.vector;
  return expr.kind === 'vector-selector' || expr.kind === 'subquery' ? expr : undefined;
};

const isZero = (offset: DurationExpr): boolean => offset.kind === 'literal' && offset.seconds === 0;

function readAt(reader: Reader, node: SyntaxNode | undefined, span: Span): At | undefined {
  if (node === undefined) return undefined;
  if (node.name === 'AtModifierPreprocessors')
    return { kind: reader.token(node).text.toLowerCase() === 'start' ? 'start' : 'end' };
  const seconds = readSignedValue(reader, node);
  if (!(Math.abs(seconds) < maxTimestamp)) {
    reader.report('timestamp out of bounds for `@`', span);
    return undefined;
  }
  // Prometheus keeps whole milliseconds, rounding halves away from zero.
  return { kind: 'timestamp', seconds: (Math.sign(seconds) * Math.round(Math.abs(seconds) * 1000)) / 1000 };
}
