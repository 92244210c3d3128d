import { assertNever } from '../shared/assert-never.ts';
import type { Aggregation, Binary, Call, Expr, VectorSelector } from './ast.ts';
import { isSetOperator } from './check-binary.ts';
import { type KnownMetrics, nameOf, seriesNamed } from './known-series.ts';
import { typeOf } from './type-of.ts';

/** The labels that results may carry, without the metric name; `unknown` when an unknown series has a say in it. */
export type LabelSet = ReadonlySet<string> | 'unknown';

/** Aggregations that pick series rather than merging them. */
const picking: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

/** Functions that turn the buckets of a classic histogram into one value. */
const bucketFunctions: ReadonlySet<string> = new Set([
  'histogram_quantile',
  'histogram_quantiles',
  'histogram_fraction',
]);

const none: LabelSet = new Set();

/**
 * The labels that an expression's results may carry, given the declared metrics and the labels of targets. Follows
 * `resultMetric`, `aggregation` and the label functions of Prometheus' engine.
 */
export function labelsOf(expr: Expr, metrics: KnownMetrics, targetLabels: readonly string[]): LabelSet {
  const of = (part: Expr): LabelSet => labelsOf(part, metrics, targetLabels);
  switch (expr.kind) {
    case 'number':
    case 'string':
      return none;
    case 'vector-selector': {
      const name = nameOf(expr);
      const series = name === undefined ? undefined : seriesNamed(name, metrics, targetLabels);
      return series === undefined ? 'unknown' : new Set(series.labels.keys());
    }
    case 'matrix-selector':
      return of(expr.vector);
    case 'subquery':
    case 'unary':
      return of(expr.expr);
    case 'call':
      return labelsOfCall(expr, of);
    case 'aggregation':
      return labelsOfAggregation(expr, of(expr.expr));
    case 'binary':
      return labelsOfBinary(expr, of);
    default:
      return assertNever(expr);
  }
}

const plus = (labels: LabelSet, more: Iterable<string>): LabelSet =>
  labels === 'unknown' ? labels : new Set([...labels, ...more]);

const minus = (labels: LabelSet, fewer: readonly string[]): LabelSet =>
  labels === 'unknown' ? labels : new Set([...labels].filter((label) => !fewer.includes(label)));

/** Those of the wanted labels that can be there. */
const among = (wanted: readonly string[], labels: LabelSet): ReadonlySet<string> =>
  new Set(labels === 'unknown' ? wanted : wanted.filter((label) => labels.has(label)));

function labelsOfCall({ func, args }: Call, of: (part: Expr) => LabelSet): LabelSet {
  const vector = args.find((arg) => typeOf(arg) === 'instant vector' || typeOf(arg) === 'range vector');
  if (vector === undefined || func === 'scalar') return none;
  const text = (i: number): string => {
    const arg = args[i];
    return arg?.kind === 'string' ? arg.value : '';
  };
  switch (func) {
    case 'absent':
    case 'absent_over_time':
      return labelsOfAbsent(vector);
    case 'info':
      return 'unknown';
    case 'label_join':
      return plus(of(vector), [text(1)]);
    case 'label_replace':
      return labelsOfReplacement(of(vector), text(1), text(2), text(3), text(4));
    case 'histogram_quantiles':
      return plus(minus(of(vector), ['le']), [text(1)]);
    default:
      return bucketFunctions.has(func) ? minus(of(vector), ['le']) : of(vector);
  }
}

/** An empty replacement takes the label away, from every series only if the regular expression always matches. */
function labelsOfReplacement(labels: LabelSet, to: string, replacement: string, from: string, regex: string): LabelSet {
  const always = /^\(?\.\*\)?$/.test(regex) || (regex === '' && labels !== 'unknown' && !labels.has(from));
  if (replacement !== '') return plus(labels, [to]);
  return always ? minus(labels, [to]) : labels;
}

/** Prometheus gives the result of `absent` the labels that the selector pins down. */
function labelsOfAbsent(expr: Expr): LabelSet {
  const selector: VectorSelector | undefined =
    expr.kind === 'matrix-selector' ? expr.vector : expr.kind === 'vector-selector' ? expr : undefined;
  const pinned = new Set<string>();
  const tested = new Set<string>();
  for (const { name, op, value } of selector?.matchers ?? []) {
    if (name === '__name__') continue;
    // The first equality counts; any matcher of the label behind it takes the label away again.
    if (op === '=' && value !== '' && !tested.has(name)) pinned.add(name);
    else pinned.delete(name);
    if (op === '=') tested.add(name);
  }
  return pinned;
}

function labelsOfAggregation({ op, param, without, grouping }: Aggregation, inner: LabelSet): LabelSet {
  if (picking.has(op)) return inner;
  const kept = without ? minus(inner, grouping) : among(grouping, inner);
  return op === 'count_values' && param?.kind === 'string' ? plus(kept, [param.value]) : kept;
}

function labelsOfBinary({ op, left, right, matching }: Binary, of: (part: Expr) => LabelSet): LabelSet {
  if (typeOf(left) !== 'instant vector') return of(right);
  if (typeOf(right) !== 'instant vector') return of(left);
  const [one, other] = [of(left), of(right)];
  const either = other === 'unknown' ? other : plus(one, other);
  if (op === 'or') return either;
  if (isSetOperator(op)) return one;
  // A filled-in side leaves the labels to the other.
  if (matching?.fill !== undefined && (!matching.on || matching.group !== undefined)) return either;
  if (matching?.group?.side === 'left') return plus(one, among(matching.group.include, other));
  if (matching?.group?.side === 'right') return plus(other, among(matching.group.include, one));
  if (matching?.on === true) return among([...among(matching.labels, one)], other);
  // Whatever is not ignored is the same on both sides.
  return minus(one === 'unknown' ? other : one, matching?.labels ?? []);
}
