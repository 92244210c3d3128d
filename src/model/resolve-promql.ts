import type { Expr, Span } from '../promql/ast.ts';
import { checkAgainstMetrics, type KnownMetrics } from '../promql/check-against-metrics.ts';
import { isAlertSeries, nameOf, seriesNamed } from '../promql/known-series.ts';
import { labelsOf } from '../promql/labels-of.ts';
import { parse } from '../promql/parser.ts';
import { typeOf } from '../promql/type-of.ts';
import { selectorsOf } from '../promql/walk.ts';
import { type Declared, refuseDuplicates } from './declared.ts';
import type { MeasureDocument } from './document.ts';
import type { Path } from './findings.ts';
import { labelList, sameLabels } from './label-sets.ts';
import type { Measure, Metric } from './model.ts';
import { checkSamples } from './promql-samples.ts';
import type { Scope } from './scope.ts';

type Document = Extract<MeasureDocument, { readonly kind: 'promql' }>;

/** The metrics in the form in which queries are checked against them. */
export function knownMetrics(metrics: Declared<Metric>): KnownMetrics {
  const known = new Map<string, { type: Metric['type']; labels: Map<string, readonly string[] | undefined> }>();
  for (const [name, metric] of metrics) {
    if (metric === undefined) continue;
    const labels = metric.labels.map(({ name: label, domain }): [string, readonly string[] | undefined] => [
      label,
      domain.kind === 'enum' ? domain.values : undefined,
    ]);
    known.set(name, { type: metric.type, labels: new Map(labels) });
  }
  return known;
}

/** A measure written in PromQL, parsed and checked against the declared metrics; undefined when it cannot be parsed. */
export function resolvePromql(scope: Scope, document: Document, path: Path): Measure | undefined {
  const { findings, known, targetLabels } = scope;
  const { text, unit, by, high, low } = document;
  refuseDuplicates(findings, 'label', by, (i) => [...path, 'by', i]);
  checkSamples(scope, high, [...path, 'high']);
  checkSamples(scope, low, [...path, 'low']);
  const expr = parseQuery(scope, text, [...path, 'text']);
  if (expr === undefined) return undefined;
  const type = typeOf(expr);
  if (type !== 'instant vector') {
    const help = 'write a query with one number for each combination of `by`';
    findings.error('promql/not-a-vector', `the query gives a ${type}`, help, [...path, 'text']);
    return undefined;
  }
  const kept = labelsOf(expr, known, targetLabels);
  if (kept !== 'unknown' && !sameLabels([...kept], by)) {
    const message = `the query keeps ${labelList([...kept])}, and \`by\` says ${labelList(by)}`;
    findings.error('promql/labels-differ', message, 'aggregate by these labels, or correct `by`', [...path, 'by']);
  }
  return { kind: 'promql', text, expr, unit, by, high, low };
}

/**
 * The query as a tree; undefined when it is none. What it gets wrong about the declared metrics is reported, too.
 */
export function parseQuery(scope: Scope, text: string, path: Path): Expr | undefined {
  const { findings, metrics, known, targetLabels } = scope;
  const parsed = parse(text);
  if (!parsed.ok) {
    for (const { message, help, span } of parsed.errors)
      findings.error('promql/syntax', message, help ?? 'correct the query', path, { span });
    return undefined;
  }
  const expr = parsed.value;
  const unknown = new Map<number, string>();
  for (const selector of selectorsOf(expr)) {
    const name = nameOf(selector);
    const span = selector.nameSpan ?? selector.span;
    if (name !== undefined && span !== undefined && !isKnown(scope, name)) unknown.set(span.start, name);
  }
  for (const { message, help, span } of checkAgainstMetrics(expr, known, targetLabels)) {
    const name = unknown.get(span.start);
    // A metric whose declaration is broken is reported where it is declared.
    if (
      name !== undefined &&
      (metrics.has(name) || metrics.has(withoutSuffix(name))) &&
      !known.has(name) &&
      !known.has(withoutSuffix(name))
    )
      continue;
    const code = name === undefined ? 'promql/wrong-use' : 'promql/unknown-metric';
    findings.error(code, message, help ?? 'correct the query, or declare what it uses', path, spanOf(span, text));
  }
  return expr;
}

const isKnown = ({ known, targetLabels }: Scope, name: string): boolean =>
  isAlertSeries(name) || seriesNamed(name, known, targetLabels) !== undefined;

const withoutSuffix = (name: string): string => name.replace(/_(?:bucket|count|sum)$/, '');

/** An empty span says nothing: the whole query is blamed instead. */
const spanOf = (span: Span, text: string): { readonly span: Span } => ({
  span: span.end > span.start ? span : { start: 0, end: text.length },
});
