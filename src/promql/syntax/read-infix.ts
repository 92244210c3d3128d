import type { SyntaxNode } from '@lezer/common';
import type { BinaryOperator, Span, VectorMatching } from '../ast.ts';
import { isRightAssociative, precedence, signPrecedence } from '../precedence.ts';
import { readLabels } from './read-labels.ts';
import { readNumber, readSignedValue } from './read-number.ts';
import { applyPostfix, isPostfix } from './read-postfix.ts';
import { childrenOf, type Operand, type Reader, requireRecent } from './reader.ts';
import { spanOf } from './token.ts';

type Item =
  | { readonly kind: 'operand'; readonly node: SyntaxNode }
  | { readonly kind: 'sign'; readonly op: '-' | '+'; readonly span: Span }
  | { readonly kind: 'postfix'; readonly node: SyntaxNode }
  | { readonly kind: 'operator'; readonly op: BinaryOperator; readonly parts: readonly SyntaxNode[] };

/**
 * Operators, signs and modifiers with their operands. The grammar gives signs and modifiers the wrong precedence
 * (`a - b offset 5m` becomes `(a - b) offset 5m`, and `-2 ^ 2` becomes `(-2) ^ 2`), so only their order is taken from
 * its tree, and precedence is applied here.
 */
export function readInfix(reader: Reader, root: SyntaxNode): Operand {
  const items: Item[] = [];
  flatten(reader, root, items);
  let at = 0;

  const operand = (): Operand => {
    const item = items[at++];
    if (item?.kind === 'sign') return applySign(item.op, item.span, infix(signPrecedence + 1));
    if (item?.kind !== 'operand') throw new Error('the grammar put an operator where an operand belongs');
    let result = item.node.name === 'NumberDurationLiteral' ? readNumber(reader, item.node) : reader.read(item.node);
    for (let next = items[at]; next?.kind === 'postfix'; next = items[++at])
      result = applyPostfix(reader, result, next.node);
    return result;
  };
  const infix = (loosest: number): Operand => {
    let left = operand();
    for (let next = items[at]; next?.kind === 'operator' && precedence[next.op] >= loosest; next = items[at]) {
      at += 1;
      const { op, parts } = next;
      const right = infix(isRightAssociative(op) ? precedence[op] : precedence[op] + 1);
      left = applyOperator(reader, left, op, parts, right);
    }
    return left;
  };
  return infix(0);
}

/** Whether the node belongs to an expression of operators, signs and modifiers rather than being an operand. */
export const isInfix = (node: SyntaxNode): boolean =>
  node.name === 'BinaryExpr' || node.name === 'UnaryExpr' || node.name === 'NumberDurationLiteral' || isPostfix(node);

function flatten(reader: Reader, node: SyntaxNode, items: Item[]): void {
  const children = childrenOf(node);
  const first = children[0];
  const last = children.at(-1);
  if (node.name === 'BinaryExpr' && first !== undefined && last !== undefined) {
    flatten(reader, first, items);
    const parts = children.slice(1, -1);
    items.push({ kind: 'operator', op: operatorOf(reader, parts[0]), parts });
    flatten(reader, last, items);
  } else if (node.name === 'UnaryExpr' && last !== undefined) {
    items.push(signOf(reader, node));
    flatten(reader, last, items);
  } else if (node.name === 'NumberDurationLiteral') {
    if (/^[-+]$/.test(reader.token(node).text)) items.push(signOf(reader, node));
    items.push({ kind: 'operand', node });
  } else if (isPostfix(node) && first !== undefined) {
    flatten(reader, first, items);
    items.push({ kind: 'postfix', node });
  } else {
    items.push({ kind: 'operand', node });
  }
}

function signOf(reader: Reader, node: SyntaxNode): Item {
  const token = reader.token(node);
  return { kind: 'sign', op: token.text === '-' ? '-' : '+', span: spanOf(token) };
}

function operatorOf(reader: Reader, node: SyntaxNode | undefined): BinaryOperator {
  const text = node === undefined ? '' : reader.token(node).text.toLowerCase();
  if (Object.hasOwn(precedence, text)) return text as BinaryOperator;
  throw new Error(`not an operator: ${text}`);
}

/** Prometheus takes a sign before a bare number for part of the number. */
function applySign(op: '-' | '+', sign: Span, operand: Operand): Operand {
  const { expr, end } = operand;
  const span = { start: sign.start, end };
  if (expr.kind === 'number' && !operand.parenthesised) {
    const value = op === '-' ? -expr.value : expr.value;
    return { expr: { ...expr, value, span }, parenthesised: false, ...span };
  }
  return { expr: { kind: 'unary', op, expr, span }, parenthesised: false, ...span };
}

function applyOperator(
  reader: Reader,
  left: Operand,
  op: BinaryOperator,
  parts: readonly SyntaxNode[],
  right: Operand,
): Operand {
  const span = { start: left.start, end: right.end };
  const [operator] = parts;
  const last = parts.at(-1);
  const operatorSpan = {
    start: operator === undefined ? left.end : reader.span(operator).start,
    end: last === undefined ? right.start : reader.span(last).end,
  };
  if (op === '</' || op === '>/') requireRecent(reader, 'operators that trim histograms', operatorSpan);
  const matching = readMatching(reader, parts);
  const bool = parts.some(({ name }) => name === 'BoolModifier');
  return {
    expr: {
      kind: 'binary',
      op,
      left: left.expr,
      right: right.expr,
      bool,
      ...(matching === undefined ? {} : { matching }),
      operatorSpan,
      span,
    },
    parenthesised: false,
    ...span,
  };
}

function readMatching(reader: Reader, parts: readonly SyntaxNode[]): VectorMatching | undefined {
  const clause = parts.find(({ name }) => name === 'MatchingModifierClause');
  const fillNode = parts.find(({ name }) => name === 'FillModifier');
  const fill = fillNode === undefined ? undefined : readFill(reader, fillNode);
  if (clause === undefined) return fill === undefined ? undefined : { on: false, labels: [], fill };

  const [word, labelList, side, includeList] = childrenOf(clause);
  const { labels, spans } = readLabels(reader, labelList);
  const include = readLabels(reader, includeList);
  return {
    on: word?.name === 'On',
    labels,
    labelSpans: spans,
    ...(side === undefined
      ? {}
      : {
          group: {
            side: side.name === 'GroupLeft' ? 'left' : 'right',
            include: include.labels,
            includeSpans: include.spans,
          },
        }),
    ...(fill === undefined ? {} : { fill }),
  };
}

function readFill(reader: Reader, node: SyntaxNode): NonNullable<VectorMatching['fill']> {
  requireRecent(reader, 'fill modifiers', reader.span(node));
  let fill: NonNullable<VectorMatching['fill']> = {};
  for (const clause of childrenOf(node)) {
    const literal = clause.lastChild;
    const value = literal === null ? 0 : readSignedValue(reader, literal);
    if (clause.name !== 'FillRightClause') fill = { ...fill, left: value };
    if (clause.name !== 'FillLeftClause') fill = { ...fill, right: value };
  }
  return fill;
}
