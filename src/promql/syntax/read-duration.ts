import type { SyntaxNode } from '@lezer/common';
import type { DurationExpr, Span } from '../ast.ts';
import { childrenOf, type Reader, requireRecent } from './reader.ts';
import { maxSeconds, numberOf, secondsOf } from './scan-number.ts';
import { spanOf } from './token.ts';

type Operator = '+' | '-' | '*' | '/' | '%' | '^';

/** The length of a range or the step of a subquery; a literal one must be positive. */
export function readRange(reader: Reader, node: SyntaxNode): DurationExpr {
  const duration = readDuration(reader, node);
  if (duration.kind === 'literal' && duration.seconds <= 0)
    reader.report('duration must be greater than 0', duration.span ?? reader.span(node));
  return duration;
}

/** A `DurationExpr` or `OffsetDurationExpr` of the tree. */
export function readDuration(reader: Reader, node: SyntaxNode): DurationExpr {
  const span = reader.span(node);
  const children = childrenOf(node);
  const [first, second, third] = children;
  if (first === undefined) return { kind: 'literal', seconds: 0, span };
  switch (first.name) {
    case 'NumberDurationLiteralInDurationContext':
      return readLiteral(reader, first);
    case 'DurationStep':
    case 'DurationRange':
      requireRecent(reader, 'duration expressions', span);
      return { kind: first.name === 'DurationStep' ? 'step' : 'range', span };
    case 'DurationMinOf':
    case 'DurationMaxOf': {
      requireRecent(reader, 'duration expressions', span);
      const [left, right] = [second, third].map((side) =>
        side === undefined ? zero(span) : readDuration(reader, side),
      );
      const kind = first.name === 'DurationMinOf' ? 'min_of' : 'max_of';
      return { kind, left: left ?? zero(span), right: right ?? zero(span), span };
    }
    case 'UnaryOp':
      return second === undefined ? zero(span) : readSigned(reader, first, second, span);
    default: {
      const inner = readDuration(reader, first);
      if (second === undefined || third === undefined) {
        requireRecent(reader, 'duration expressions', span);
        return inner;
      }
      requireRecent(reader, 'duration expressions', span);
      const op = operatorOf(reader, second);
      const right = readDuration(reader, third);
      if ((op === '/' || op === '%') && right.kind === 'literal' && right.seconds === 0)
        reader.report(op === '/' ? 'division by zero' : 'modulo by zero', spanOf(reader.token(second)));
      return { kind: 'binary', op, left: inner, right, span };
    }
  }
}

const zero = (span: Span): DurationExpr => ({ kind: 'literal', seconds: 0, span });

function operatorOf(reader: Reader, node: SyntaxNode): Operator {
  const { text } = reader.token(node);
  const op = (['+', '-', '*', '/', '%', '^'] as const).find((each) => each === text);
  if (op === undefined) throw new Error(`not an operator of durations: ${text}`);
  return op;
}

function readLiteral(reader: Reader, node: SyntaxNode): DurationExpr {
  const token = reader.token(node);
  const seconds = token.kind === 'duration' ? secondsOf(token.text) : numberOf(token.text);
  if (token.kind !== 'duration') requireRecent(reader, 'durations without a unit', spanOf(token));
  return literal(reader, seconds, spanOf(token));
}

function literal(reader: Reader, seconds: number, span: Span): DurationExpr {
  if (Math.abs(seconds) <= maxSeconds) return { kind: 'literal', seconds, span };
  reader.report('duration out of range', span);
  return { kind: 'literal', seconds: maxSeconds, span };
}

/** A sign before a literal belongs to it, as one before a bare number does. */
function readSigned(reader: Reader, sign: SyntaxNode, operand: SyntaxNode, span: Span): DurationExpr {
  const op = reader.token(sign).text === '-' ? '-' : '+';
  const inner = readDuration(reader, operand);
  if (operand.name === 'OffsetDurationExpr' && operand.firstChild?.name === 'UnaryOp') {
    const { text, ...second } = reader.token(operand);
    reader.report(`unexpected \`${text}\`, expected a duration such as \`5m\``, second);
  }
  const parenthesised = operand.firstChild?.name === 'DurationExpr';
  if (inner.kind !== 'literal' || parenthesised) {
    requireRecent(reader, 'duration expressions', span);
    return { kind: 'unary', op, expr: inner, span };
  }
  if (op === '+') requireRecent(reader, 'durations with a plus sign', span);
  const end = inner.span?.end ?? span.end;
  return { kind: 'literal', seconds: op === '-' ? 0 - inner.seconds : inner.seconds, span: { start: span.start, end } };
}
