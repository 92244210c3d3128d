import type { Expr, Span } from '../promql/ast.ts';
import { print } from '../promql/printer.ts';
import type { OperatorName } from './mutant.ts';

/** Another node in the place of a node. */
export interface NodeEdit {
  readonly operator: OperatorName;
  /** The edit in the gerund: "changing `> 5` to `>= 5`". */
  readonly change: string;
  readonly node: Expr;
  /** What of the node is edited; the node as a whole when absent. */
  readonly span?: Span;
}

/** What an operator may know of the surroundings of a node. */
export interface EditContext {
  /** The nodes around, innermost first. */
  readonly parents: readonly Expr[];
  /** Names of labels that the series of an expression may have, sorted. */
  readonly labelsOf: (expr: Expr) => readonly string[];
}

/** A family of edits of expressions. */
export type NodeOperator = (node: Expr, context: EditContext) => readonly NodeEdit[];

const longest = 48;

/** PromQL in a sentence: quoted, on one line, cut when it is long. */
export function brief(expr: Expr | string): string {
  const text = typeof expr === 'string' ? expr : print(expr);
  return `\`${text.length > longest ? `${text.slice(0, longest - 3)}...` : text}\``;
}

/** The change of one text into another. */
export const changing = (from: Expr | string, to: Expr | string): string => `changing ${brief(from)} to ${brief(to)}`;
