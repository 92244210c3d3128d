import { assertNever } from '../shared/assert-never.ts';
import type {
  Aggregation,
  At,
  Binary,
  DurationExpr,
  Expr,
  LabelMatcher,
  Subquery,
  VectorMatching,
  VectorSelector,
} from './ast.ts';
import { isBareGroupingLabel, isBareLabelName, isBareMetricName } from './names.ts';
import { atomPrecedence, isRightAssociative, precedence, signPrecedence } from './precedence.ts';
import { hasUnits, printDuration, printOffset, printSeconds } from './print-duration.ts';
import { printNumber, quote } from './print-literals.ts';

/** PromQL on one line, in the one canonical form, with no parentheses but the necessary; `parse` reads the same tree back. */
export function print(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.duration === true && hasUnits(expr.value) ? printSeconds(expr.value) : printNumber(expr.value);
    case 'string':
      return quote(expr.value);
    case 'vector-selector':
      return printSeries(expr) + printModifiers(expr);
    case 'matrix-selector':
      return `${printSeries(expr.vector)}[${printDuration(expr.range)}]${printModifiers(expr.vector)}`;
    case 'subquery':
      return printOperand(expr.expr, !canTakeBrackets(expr.expr)) + printBrackets(expr);
    case 'call':
      return `${expr.func}(${expr.args.map(print).join(', ')})`;
    case 'aggregation':
      return `${printAggregator(expr)}(${inputsOf(expr).map(print).join(', ')})`;
    case 'unary':
      return expr.op + printOperand(expr.expr, signNeedsParentheses(expr.expr));
    case 'binary': {
      const left = printOperand(expr.left, leftNeedsParentheses(expr));
      const right = printOperand(expr.right, rightNeedsParentheses(expr));
      return `${left} ${printOperator(expr)} ${right}`;
    }
    default:
      return assertNever(expr);
  }
}

/**
 * PromQL over as many lines as keep it within `width` columns (80 unless told), laid out as `promtool promql format`
 * does: operators on lines of their own, two spaces per level. A selector is never broken, so a long one sticks out.
 */
export function prettyPrint(expr: Expr, options: { readonly width?: number } = {}): string {
  return layOut(expr, 0, options.width ?? 80);
}

/** Whole lines, the first one indented too. */
function layOut(expr: Expr, indent: number, width: number): string {
  const margin = ' '.repeat(indent);
  const line = margin + print(expr);
  if (line.length <= width) return line;
  const block = (name: string, items: readonly Expr[]): string => {
    const lines = items.map((item, i) => layOut(item, indent + 2, i < items.length - 1 ? width - 1 : width));
    return `${margin}${name}(\n${lines.join(',\n')}\n${margin})`;
  };
  const operand = (child: Expr, parenthesised: boolean, column: number, room = width): string => {
    if (!parenthesised) return layOut(child, column, room);
    const outer = ' '.repeat(column);
    const flat = `${outer}(${print(child)})`;
    return flat.length <= room ? flat : `${outer}(\n${layOut(child, column + 2, width)}\n${outer})`;
  };

  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'vector-selector':
    case 'matrix-selector':
      return line;
    case 'subquery': {
      const brackets = printBrackets(expr);
      return operand(expr.expr, !canTakeBrackets(expr.expr), indent, width - brackets.length) + brackets;
    }
    case 'call':
      return expr.args.length === 0 ? line : block(expr.func, expr.args);
    case 'aggregation':
      return block(printAggregator(expr), inputsOf(expr));
    case 'unary':
      return margin + expr.op + operand(expr.expr, signNeedsParentheses(expr.expr), indent, width - 1).trimStart();
    case 'binary': {
      const left = operand(expr.left, leftNeedsParentheses(expr), indent + 2);
      const right = operand(expr.right, rightNeedsParentheses(expr), indent + 2);
      return `${left}\n${margin}${printOperator(expr)}\n${right}`;
    }
    default:
      return assertNever(expr);
  }
}

const printOperand = (expr: Expr, parenthesised: boolean): string => (parenthesised ? `(${print(expr)})` : print(expr));

function tightness(expr: Expr): number {
  if (expr.kind === 'binary') return precedence[expr.op];
  if (expr.kind === 'unary') return signPrecedence;
  return expr.kind === 'number' && isSigned(expr.value) ? signPrecedence : atomPrecedence;
}

const isSigned = (value: number): boolean => value < 0 || Object.is(value, -0);

const leftNeedsParentheses = ({ op, left }: Binary): boolean =>
  isRightAssociative(op) ? tightness(left) <= precedence[op] : tightness(left) < precedence[op];

/** A sign needs none on the right of an operator: nothing on its left could be taken for its operand. */
const rightNeedsParentheses = ({ op, right }: Binary): boolean =>
  right.kind === 'binary' &&
  (isRightAssociative(op) ? tightness(right) < precedence[op] : tightness(right) <= precedence[op]);

/** The parser takes a sign before a bare number for part of the number. */
const signNeedsParentheses = (expr: Expr): boolean =>
  expr.kind === 'number' || (expr.kind === 'binary' && tightness(expr) <= signPrecedence);

/** Whether `[5m:1m]` may follow directly. After `offset 5m` it would read as if it belonged to the duration. */
function canTakeBrackets(expr: Expr): boolean {
  if (expr.kind === 'vector-selector') return printModifiers(expr) === '';
  return expr.kind === 'call' || expr.kind === 'aggregation' || expr.kind === 'string';
}

const inputsOf = ({ param, expr }: Aggregation): readonly Expr[] => (param === undefined ? [expr] : [param, expr]);

function printAggregator({ op, without, grouping }: Aggregation): string {
  if (!without && grouping.length === 0) return op;
  return `${op} ${without ? 'without' : 'by'} ${printLabels(grouping)} `;
}

function printOperator({ op, bool, matching }: Binary): string {
  return `${op}${bool ? ' bool' : ''}${matching === undefined ? '' : printMatching(matching)}`;
}

function printMatching({ on, labels, group, fill }: VectorMatching): string {
  const onlyFills = !on && labels.length === 0 && group === undefined && fill !== undefined;
  const match = onlyFills ? '' : ` ${on ? 'on' : 'ignoring'} ${printLabels(labels)}`;
  const side = group === undefined ? '' : ` group_${group.side} ${printLabels(group.include)}`;
  return match + side + printFill(fill ?? {});
}

function printFill({ left, right }: NonNullable<VectorMatching['fill']>): string {
  if (left !== undefined && Object.is(left, right)) return ` fill (${printNumber(left)})`;
  const one = (side: string, value: number | undefined): string =>
    value === undefined ? '' : ` fill_${side} (${printNumber(value)})`;
  return one('left', left) + one('right', right);
}

const printLabels = (labels: readonly string[]): string =>
  `(${labels.map((label) => (isBareGroupingLabel(label) ? label : quote(label))).join(', ')})`;

function printSeries({ name, matchers }: VectorSelector): string {
  const bare = name !== undefined && isBareMetricName(name);
  const quoted = name !== undefined && !bare ? [quote(name)] : [];
  const inside = [...quoted, ...matchers.map(printMatcher)];
  const braces = inside.length > 0 || !bare ? `{${inside.join(', ')}}` : '';
  return (bare ? name : '') + braces;
}

const printMatcher = ({ name, op, value }: LabelMatcher): string =>
  `${isBareLabelName(name) ? name : quote(name)}${op}${quote(value)}`;

interface Modifiers {
  readonly extended?: VectorSelector['extended'];
  readonly at?: At;
  readonly offset?: DurationExpr;
}

function printModifiers({ extended, at, offset }: Modifiers): string {
  const how = extended === undefined ? '' : ` ${extended}`;
  const when = at === undefined ? '' : ` @ ${at.kind === 'timestamp' ? printNumber(at.seconds) : `${at.kind}()`}`;
  return how + when + (offset === undefined ? '' : ` offset ${printOffset(offset)}`);
}

function printBrackets(expr: Subquery): string {
  const step = expr.step === undefined ? '' : printDuration(expr.step);
  return `[${printDuration(expr.range)}:${step}]${printModifiers(expr)}`;
}
