/** A node of a syntax tree as `@babel/parser` makes it, read field by field. */
export interface SyntaxNode {
  readonly type: string;
  /** UTF-16 offsets into the text, half-open. */
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Whether the value is a node rather than a list, a text or a number. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

/** The node in a field. */
export function nodeIn(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  const value = node?.[field];
  return isNode(value) ? value : undefined;
}

/** The nodes of a list in a field; the holes of an array literal are `undefined`. */
export function nodesIn(node: SyntaxNode | undefined, field: string): readonly (SyntaxNode | undefined)[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.map((item: unknown) => (isNode(item) ? item : undefined)) : [];
}

/** The name of an identifier, the value of a string literal, or that of a key. */
export function nameOf(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'Identifier') return String(node['name']);
  if (node?.type === 'StringLiteral' || node?.type === 'NumericLiteral') return String(node['value']);
  return undefined;
}

const wrappers: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'ParenthesizedExpression',
]);

/** The expression without type assertions around it. */
export function unwrapped(node: SyntaxNode | undefined): SyntaxNode | undefined {
  let inner = node;
  while (inner !== undefined && wrappers.has(inner.type)) inner = nodeIn(inner, 'expression');
  return inner;
}

/** The name of the called method or function: `count` of `crashes.count({ ... })`. */
export function calledName(node: SyntaxNode | undefined): string | undefined {
  return nameOf(calledNode(node));
}

/** The node of the called method's or function's name. */
export function calledNode(node: SyntaxNode | undefined): SyntaxNode | undefined {
  const callee = node?.type === 'CallExpression' ? unwrapped(nodeIn(node, 'callee')) : undefined;
  return callee?.type === 'MemberExpression' ? nodeIn(callee, 'property') : callee;
}

/** What a method is called on. */
export function calledOn(node: SyntaxNode | undefined): SyntaxNode | undefined {
  const callee = unwrapped(nodeIn(node, 'callee'));
  return callee?.type === 'MemberExpression' ? unwrapped(nodeIn(callee, 'object')) : undefined;
}

/** An argument of a call, without type assertions around it. */
export const argument = (node: SyntaxNode | undefined, index: number): SyntaxNode | undefined =>
  unwrapped(nodesIn(node, 'arguments')[index]);

/** Calls `visit` for every node below and including `root`. */
export function visitNodes(root: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) stack.push(...value.toReversed());
    else if (isNode(value)) {
      visit(value);
      for (const [field, child] of Object.entries(value).reverse()) {
        if (typeof child === 'object' && child !== null && !notSyntax.has(field)) stack.push(child);
      }
    }
  }
}

/** Fields in which Babel keeps other things than syntax. */
const notSyntax: ReadonlySet<string> = new Set([
  'loc',
  'extra',
  'errors',
  'comments',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'tokens',
]);
