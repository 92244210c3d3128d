import type { SyntaxNode, Tree } from '@lezer/common';
import type { Expr, LabelMatcher, Span } from '../ast.ts';
import { isBareMetricName } from '../names.ts';
import type { Dialect, PromqlError } from '../promql-error.ts';
import { aggregations } from '../signatures.ts';
import { functionName } from './keywords.ts';
import { isInfix, readInfix } from './read-infix.ts';
import { readLabels } from './read-labels.ts';
import { childrenOf, type Operand, type Reader, requireRecent } from './reader.ts';
import { unquote } from './scan-string.ts';
import { spanOf, type Token } from './token.ts';

/** The expression of a tree without error nodes, and the syntax errors that the grammar does not see. */
export function readTree(
  tree: Tree,
  tokens: readonly Token[],
  dialect: Dialect,
): { readonly expr: Expr; readonly errors: readonly PromqlError[] } {
  const errors: PromqlError[] = [];
  const indexes = new Map(tokens.map(({ start }, i) => [start, i]));
  const tokenAt = (i: number): Token => {
    const token = tokens[i];
    if (token === undefined) throw new Error('the tree has a node where the query has no word');
    return token;
  };
  const reader: Reader = {
    dialect,
    token: (node) => tokenAt(indexes.get(node.from) ?? -1),
    next: (token) => tokenAt((indexes.get(token.start) ?? -2) + 1),
    previous: (token) => tokenAt((indexes.get(token.start) ?? 0) - 1),
    span: (node) => ({ start: node.from, end: tokenAt(lastBefore(tokens, node.to)).end }),
    report: (message, span, help) =>
      errors.push({ message, span: spanOf(span), ...(help === undefined ? {} : { help }) }),
    read: (node) => read(reader, node),
  };
  const root = tree.topNode.firstChild;
  if (root === null) throw new Error('the tree has no expression');
  return { expr: read(reader, root).expr, errors };
}

/** The index of the last token that starts before an offset. */
function lastBefore(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function read(reader: Reader, node: SyntaxNode): Operand {
  const span = reader.span(node);
  if (isInfix(node)) return readInfix(reader, node);
  if (node.name === 'ParenExpr') {
    const inner = node.firstChild;
    if (inner === null) throw new Error('parentheses without an expression');
    return { expr: reader.read(inner).expr, parenthesised: true, ...span };
  }
  return { expr: readPrimary(reader, node, span), parenthesised: false, ...span };
}

function readPrimary(reader: Reader, node: SyntaxNode, span: Span): Expr {
  switch (node.name) {
    case 'StringLiteral':
      return { kind: 'string', value: unquote(reader.token(node).text), span };
    case 'VectorSelector':
      return readSelector(reader, node, span);
    case 'FunctionCall': {
      const args = argumentsOf(node).map((arg) => reader.read(arg).expr);
      return { kind: 'call', func: functionName(reader.token(node).text), args, span };
    }
    case 'AggregateExpr':
      return readAggregation(reader, node, span);
    default:
      throw new Error(`unknown node of the grammar: ${node.name}`);
  }
}

function argumentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const body = node.getChild('FunctionCallBody');
  return body === null ? [] : childrenOf(body);
}

function readAggregation(reader: Reader, node: SyntaxNode, span: Span): Expr {
  const op = reader.token(node).text.toLowerCase();
  const modifier = node.getChild('AggregateModifier');
  const [word, list] = modifier === null ? [] : childrenOf(modifier);
  const { labels, spans } = readLabels(reader, list);
  const args = argumentsOf(node).map((arg) => reader.read(arg).expr);
  const wanted = aggregations.get(op)?.param === undefined ? 1 : 2;
  if (args.length !== wanted)
    reader.report(`\`${op}\` takes ${wanted} argument${wanted === 1 ? '' : 's'}, not ${args.length}`, span);
  const [first, second] = args;
  return {
    kind: 'aggregation',
    op,
    ...(wanted === 2 && first !== undefined ? { param: first } : {}),
    expr: (wanted === 2 ? second : first) ?? { kind: 'number', value: 0, span },
    without: word?.name === 'Without',
    grouping: labels,
    groupingSpans: spans,
    span,
  };
}

function readSelector(reader: Reader, node: SyntaxNode, span: Span): Expr {
  const outside = node.getChild('Identifier');
  const braces = node.getChild('LabelMatchers');
  const items = braces === null ? [] : childrenOf(braces);
  const matchers = items.map((item) =>
    item.name === 'QuotedLabelName' ? readName(reader, item) : readMatcher(reader, item),
  );
  const onNames = matchers.filter(({ name }) => name === '__name__');

  if (outside !== null) {
    const token = reader.token(outside);
    const { text: name } = token;
    if (!isBareMetricName(name))
      reader.report(
        `unexpected \`${name}\`, expected an expression`,
        token,
        `write a metric of that name as \`{"${name}"}\``,
      );
    for (const { value, span: at = span } of onNames)
      reader.report(`the metric name is set twice: \`${name}\` and \`${value}\``, at);
    return { kind: 'vector-selector', name, nameSpan: spanOf(token), matchers, span };
  }
  // A name in quotes is but a matcher; it becomes the selector's name when there is no other.
  const quoted = items.findIndex((item) => item.name === 'QuotedLabelName');
  const named = matchers[quoted];
  if (named === undefined || onNames.length > 1) return { kind: 'vector-selector', matchers, span };
  return {
    kind: 'vector-selector',
    name: named.value,
    nameSpan: named.span ?? span,
    matchers: matchers.filter((matcher) => matcher !== named),
    span,
  };
}

function readName(reader: Reader, node: SyntaxNode): LabelMatcher {
  const token = reader.token(node);
  requireRecent(reader, 'quoted metric names', token);
  return { name: '__name__', op: '=', value: unquote(token.text), span: spanOf(token) };
}

function readMatcher(reader: Reader, node: SyntaxNode): LabelMatcher {
  const [label, operator, value] = childrenOf(node).map((child) => reader.token(child));
  if (label === undefined || operator === undefined || value === undefined) throw new Error('a matcher lacks a part');
  if (label.kind === 'string') requireRecent(reader, 'quoted label names', spanOf(label));
  const op = (['=', '!=', '=~', '!~'] as const).find((each) => each === operator.text);
  if (op === undefined) throw new Error(`not a matching operator: ${operator.text}`);
  return {
    name: label.kind === 'string' ? unquote(label.text) : label.text,
    op,
    value: unquote(value.text),
    span: { start: label.start, end: value.end },
  };
}
