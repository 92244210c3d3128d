import type { Range } from '../../../diagnostics/text-lines.ts';
import { nodeIn, nodesIn, type SyntaxNode } from './syntax-node.ts';

/**
 * Where a span of a text stands in the literal that made it: a string, or a template whose expressions became parts of
 * the text. A span that begins inside such a part is the expression.
 * @param source The text of the file.
 * @param value What the literal evaluated to.
 * @returns the literal when its characters do not stand for themselves (escapes), or it is no literal.
 */
export function projectIntoLiteral(source: string, literal: SyntaxNode, value: string, span: Range): Range {
  const node = literal.type === 'ArrowFunctionExpression' ? (nodeIn(literal, 'body') ?? literal) : literal;
  const pieces = piecesOf(source, node, value);
  const start = pieces?.find(({ from, to }) => span.start >= from && span.start < to);
  if (start === undefined) {
    const last = pieces?.at(-1);
    return last === undefined || value === '' ? rangeOf(node) : { start: last.range.end, end: last.range.end };
  }
  if (!start.verbatim) return start.range;
  const first = start.range.start + span.start - start.from;
  const end = pieces?.find(({ from, to }) => span.end > from && span.end <= to);
  const last = end === undefined ? first : end.verbatim ? end.range.start + span.end - end.from : end.range.end;
  return { start: first, end: Math.max(first, last) };
}

const rangeOf = ({ start, end }: SyntaxNode): Range => ({ start, end });

/** A stretch of the text and the stretch of the source that made it. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly range: Range;
  /** Whether the two are the same characters. */
  readonly verbatim: boolean;
}

function piecesOf(source: string, node: SyntaxNode, value: string): readonly Piece[] | undefined {
  if (node.type === 'StringLiteral') {
    const range = { start: node.start + 1, end: node.end - 1 };
    return source.slice(range.start, range.end) === value
      ? [{ from: 0, to: value.length, range, verbatim: true }]
      : undefined;
  }
  if (node.type !== 'TemplateLiteral') return undefined;
  const expressions = nodesIn(node, 'expressions');
  const pieces: Piece[] = [];
  let at = 0;
  for (const [i, quasi] of nodesIn(node, 'quasis').entries()) {
    if (quasi === undefined) return undefined;
    const raw = source.slice(quasi.start, quasi.end);
    const before = i === 0 ? undefined : expressions[i - 1];
    const isLast = i === expressions.length;
    const found = isLast ? value.length - raw.length : i === 0 ? 0 : value.indexOf(raw, at + 1);
    if (found < at || !value.startsWith(raw, found) || (i === 0 && found !== 0)) return undefined;
    if (before !== undefined && found > at)
      pieces.push({ from: at, to: found, range: rangeOf(before), verbatim: false });
    at = found + raw.length;
    if (raw !== '') pieces.push({ from: found, to: at, range: rangeOf(quasi), verbatim: true });
  }
  return pieces;
}
