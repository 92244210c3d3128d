import type { SyntaxNode } from '@lezer/common';
import { type Operand, type Reader, requireRecent } from './reader.ts';
import { numberOf, secondsOf } from './scan-number.ts';
import { spanOf } from './token.ts';

/** A number, or a duration that stands for its seconds; without the sign that the grammar makes part of it. */
export function readNumber(reader: Reader, node: SyntaxNode): Operand {
  const first = reader.token(node);
  const token = /^[-+]$/.test(first.text) ? reader.next(first) : first;
  const span = spanOf(token);
  if (token.kind === 'duration') {
    requireRecent(reader, 'durations as numbers', span);
    return {
      expr: { kind: 'number', value: secondsOf(token.text), duration: true, span },
      parenthesised: false,
      ...span,
    };
  }
  if (token.text.includes('_')) requireRecent(reader, 'numbers with underscores', span);
  const value = token.kind === 'word' ? wordValue(token.text) : numberOf(token.text);
  return { expr: { kind: 'number', value, span }, parenthesised: false, ...span };
}

const wordValue = (word: string): number => (word.toLowerCase() === 'inf' ? Number.POSITIVE_INFINITY : Number.NaN);

/** The value of a number with the sign that the grammar makes part of it. */
export function readSignedValue(reader: Reader, node: SyntaxNode): number {
  const { expr } = readNumber(reader, node);
  const value = expr.kind === 'number' ? expr.value : Number.NaN;
  return reader.token(node).text === '-' ? -value : value;
}
