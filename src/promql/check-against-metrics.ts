import { nearName } from '../shared/near-name.ts';
import type { Aggregation, Binary, Call, Expr, LabelMatcher, Span, VectorSelector } from './ast.ts';
import { predicateOf } from './check-selector.ts';
import {
  isAlertSeries,
  type KnownMetrics,
  type KnownSeries,
  nameOf,
  seriesNamed,
  suggestSeries,
} from './known-series.ts';
import { type LabelSet, labelsOf } from './labels-of.ts';
import { oneOf, type PromqlError } from './promql-error.ts';
import type { Report } from './report.ts';
import { walk } from './walk.ts';

export type { KnownMetrics } from './known-series.ts';

/** Functions that make sense of counters only, and of gauges only, with what to use instead. */
const counterFunctions: ReadonlyMap<string, string> = new Map([
  ['rate', 'use `deriv`, or a function such as `max_over_time`'],
  ['irate', 'use `deriv`, or a function such as `max_over_time`'],
  ['increase', 'use `delta`, or a function such as `max_over_time`'],
  ['resets', 'use `changes`'],
]);
const gaugeFunctions: ReadonlyMap<string, string> = new Map([
  ['delta', 'use `increase`'],
  ['idelta', 'use `irate`'],
  ['deriv', 'use `rate`'],
  ['predict_linear', 'use `rate`, and compare it with what is left'],
  ['holt_winters', 'smooth the rate, in a subquery'],
  ['double_exponential_smoothing', 'smooth the rate, in a subquery'],
]);

/**
 * What a well-typed query gets wrong about the metrics that there are: names, labels and label values that do not
 * exist, functions of counters applied to gauges and the reverse, labels that an earlier step has dropped. Whatever
 * depends on unknown series is let pass.
 */
export function checkAgainstMetrics(
  expr: Expr,
  metrics: KnownMetrics,
  targetLabels: readonly string[],
): readonly PromqlError[] {
  const errors: PromqlError[] = [];
  const report: Report = ({ span = { start: 0, end: 0 } }, message, help) =>
    errors.push({ message, span, ...(help === undefined ? {} : { help }) });
  const seriesOf = (selector: VectorSelector): KnownSeries | undefined => {
    const name = nameOf(selector);
    return name === undefined ? undefined : seriesNamed(name, metrics, targetLabels);
  };
  const of = (part: Expr): LabelSet => labelsOf(part, metrics, targetLabels);

  walk(expr, (node, parents) => {
    if (node.kind === 'vector-selector') checkSeries(node, parents[0], metrics, seriesOf(node), report);
    else if (node.kind === 'call') checkFunction(node, seriesOf, of, report);
    else if (node.kind === 'aggregation') checkGrouping(node, of(node.expr), report);
    else if (node.kind === 'binary') checkMatching(node, of, report);
  });
  return errors;
}

function checkSeries(
  selector: VectorSelector,
  parent: Expr | undefined,
  metrics: KnownMetrics,
  series: KnownSeries | undefined,
  report: Report,
): void {
  const name = nameOf(selector);
  // The second argument of `info` selects among the metrics that describe targets.
  if (name === undefined || (parent?.kind === 'call' && parent.func === 'info' && parent.args[1] === selector)) return;
  if (series !== undefined) {
    for (const matcher of selector.matchers) checkMatcher(matcher, selector, series, report);
  } else if (!isAlertSeries(name)) {
    const histogram = metrics.get(name)?.type === 'histogram';
    const message = histogram ? `\`${name}\` is a histogram, not a series` : `metric \`${name}\` is not declared`;
    report(at(selector.nameSpan ?? selector.span), message, suggestSeries(name, metrics));
  }
}

const at = (span: Span | undefined): { readonly span?: Span } => (span === undefined ? {} : { span });

function checkMatcher(matcher: LabelMatcher, selector: VectorSelector, series: KnownSeries, report: Report): void {
  const { name, op, value } = matcher;
  if (name === '__name__') return;
  const where = matcher.span === undefined ? selector : matcher;
  if (!series.labels.has(name)) {
    report(where, `\`${series.name}\` has no label \`${name}\``, suggestion(name, [...series.labels.keys()]));
    return;
  }
  const values = series.labels.get(name);
  const accepts = predicateOf({ name, op: op === '=~' || op === '!~' ? '=~' : '=', value }, '3');
  if (values === undefined || typeof accepts !== 'function') return;
  const plain = op === '=~' || op === '!~' ? alternatives(value) : [value];
  if (plain === undefined) {
    if (!values.some(accepts))
      report(where, `no value of label \`${name}\` matches \`${value}\``, suggestion('', values));
    return;
  }
  for (const each of plain.filter((one) => !values.includes(one)))
    report(where, `label \`${name}\` of \`${series.name}\` is never \`${each}\``, suggestion(each, values));
}

/** The values of a regular expression that merely lists some. */
const alternatives = (regex: string): readonly string[] | undefined =>
  /^[\w\s:/@%-]+(?:\|[\w\s:/@%-]+)*$/.test(regex) ? regex.split('|') : undefined;

function suggestion(name: string, candidates: readonly string[]): string | undefined {
  const near = nearName(name, candidates);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (candidates.length === 0) return undefined;
  return candidates.length > 12 ? `use one of the ${candidates.length} declared` : `use ${oneOf(candidates)}`;
}

function checkFunction(
  call: Call,
  seriesOf: (selector: VectorSelector) => KnownSeries | undefined,
  of: (part: Expr) => LabelSet,
  report: Report,
): void {
  const range = call.args[0];
  const series = range?.kind === 'matrix-selector' ? seriesOf(range.vector) : undefined;
  const wrong = series?.type === 'gauge' ? counterFunctions : gaugeFunctions;
  const instead = wrong.get(call.func);
  if (series !== undefined && instead !== undefined) {
    const wanted = series.type === 'gauge' ? 'counter' : 'gauge';
    report(call, `\`${call.func}\` needs a ${wanted}, and \`${series.name}\` is a ${series.type}`, instead);
  }
  if (call.func !== 'histogram_quantile' && call.func !== 'histogram_fraction') return;
  const buckets = call.args.at(-1);
  const labels = buckets === undefined ? 'unknown' : of(buckets);
  if (buckets === undefined || labels === 'unknown' || labels.has('le')) return;
  const lost =
    buckets.kind === 'aggregation' && !buckets.without ? 'add `le` to its `by`' : 'keep `le` of the `_bucket` series';
  report(buckets, `\`${call.func}\` needs the label \`le\`, which its argument does not have`, lost);
}

function checkGrouping(aggregation: Aggregation, inner: LabelSet, report: Report): void {
  if (inner === 'unknown') return;
  const { op, without, grouping, groupingSpans } = aggregation;
  grouping.forEach((label, i) => {
    if (inner.has(label)) return;
    const where = groupingSpans?.[i] === undefined ? aggregation : { span: groupingSpans[i] };
    const word = without ? 'without' : 'by';
    report(
      where,
      `\`${op} ${word} (${label})\`: what is aggregated has no label \`${label}\``,
      suggestion(label, [...inner]),
    );
  });
}

function checkMatching(expr: Binary, of: (part: Expr) => LabelSet, report: Report): void {
  const { matching } = expr;
  if (matching === undefined) return;
  const { on, labels, labelSpans, group } = matching;
  const sides = [
    { side: 'left', has: of(expr.left) },
    { side: 'right', has: of(expr.right) },
  ];
  const operator = at(expr.operatorSpan ?? expr.span);
  labels.forEach((label, i) => {
    const lacking = sides.filter(({ has }) => has !== 'unknown' && !has.has(label));
    // Ignoring a label is needed as soon as one side has it; matching on one needs both to have it.
    if (lacking.length < (on ? 1 : 2)) return;
    const who = lacking.length === 2 ? 'neither side has' : `the ${lacking[0]?.side} side has no`;
    const known = [...new Set(sides.flatMap(({ has }) => (has === 'unknown' ? [] : [...has])))];
    const where = labelSpans?.[i] === undefined ? operator : { span: labelSpans[i] };
    report(where, `\`${on ? 'on' : 'ignoring'} (${label})\`: ${who} label \`${label}\``, suggestion(label, known));
  });
  const one = sides[group?.side === 'left' ? 1 : 0]?.has;
  if (group === undefined || one === undefined || one === 'unknown') return;
  group.include.forEach((label, i) => {
    if (one.has(label)) return;
    const where = group.includeSpans?.[i] === undefined ? operator : { span: group.includeSpans[i] };
    const message = `\`group_${group.side} (${label})\`: the ${group.side === 'left' ? 'right' : 'left'} side has no label \`${label}\``;
    report(where, message, suggestion(label, [...one]));
  });
}
