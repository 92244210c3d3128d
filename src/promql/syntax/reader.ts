import type { SyntaxNode } from '@lezer/common';
import type { Expr, Span } from '../ast.ts';
import type { Dialect } from '../promql-error.ts';
import type { Token } from './token.ts';

/** An expression, with where it stands including its parentheses. */
export interface Operand extends Span {
  readonly expr: Expr;
  /** Modifiers such as `offset` apply to bare selectors only. */
  readonly parenthesised: boolean;
}

/** What the readers of the tree's parts share. */
export interface Reader {
  readonly dialect: Dialect;
  /** The first word of the node, as it stands in the query. */
  token(node: SyntaxNode): Token;
  /** The words beside the given one. */
  next(token: Token): Token;
  previous(token: Token): Token;
  /** Where the node stands in the query, whose words may be longer than what the grammar was given for them. */
  span(node: SyntaxNode): Span;
  report(message: string, span: Span, help?: string): void;
  read(node: SyntaxNode): Operand;
}

/** Named children, in order. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** Reports syntax that came with Prometheus 3 when the query is meant for an older release. */
export function requireRecent(reader: Reader, what: string, span: Span): void {
  if (reader.dialect !== '3')
    reader.report(`${what} need Prometheus 3`, span, `rewrite for Prometheus ${reader.dialect}`);
}
