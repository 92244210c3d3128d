import { compileRegex } from '../promql/regex/compile-regex.ts';
import { lookUp } from './declared.ts';
import type { EventsDocument, GroupingDocument, LabelTestDocument, SelectionDocument } from './document.ts';
import { type Path, quote } from './findings.ts';
import type {
  Counter,
  Events,
  EventsView,
  Gauge,
  Histogram,
  LabelTest,
  Metric,
  Selection,
  StateMetric,
} from './model.ts';
import { refuseTemplate } from './plain-text.ts';
import { parseQuantity } from './quantity.ts';
import type { Scope } from './scope.ts';

interface MetricOfType {
  readonly counter: Counter;
  readonly gauge: Gauge;
  readonly state: StateMetric;
  readonly histogram: Histogram;
}

/** What each type of metric can be asked, for help. */
const uses: Readonly<Record<Metric['type'], string>> = {
  counter: 'a counter has `count`, `rate` and `share`',
  gauge: 'a gauge has `value`',
  state: 'a state metric has the condition `is` and the measure `states`',
  histogram: 'a histogram has `quantile`, and with `view: observations` also `count`, `rate` and `share`',
};

/** A metric and some of its series; undefined when that is not known, which is reported. */
export function resolveSelection(scope: Scope, document: SelectionDocument, path: Path): Selection | undefined {
  const metric = lookUp(scope.findings, 'metric', scope.metrics, document.metric, [...path, 'metric']);
  return metric && { metric, where: resolveWhere(scope, metric, document, path) };
}

/** A selection of a metric of one type, for the measure or condition `use`. */
export function resolveSelectionOf<T extends Metric['type']>(
  scope: Scope,
  type: T,
  use: string,
  document: SelectionDocument,
  path: Path,
): Selection<MetricOfType[T]> | undefined {
  const selection = resolveSelection(scope, document, path);
  if (selection === undefined) return undefined;
  const { metric, where } = selection;
  if (isOfType(metric, type)) return { metric, where };
  refuseType(scope, use, metric, path);
  return undefined;
}

const isOfType = <T extends Metric['type']>(metric: Metric, type: T): metric is Metric & MetricOfType[T] =>
  metric.type === type;

/** Events of a counter or a histogram, for the measure `use`. */
export function resolveEvents(scope: Scope, use: string, document: EventsDocument, path: Path): Events | undefined {
  const selection = resolveSelection(scope, document, path);
  if (selection === undefined) return undefined;
  const { metric, where } = selection;
  const { view } = document;
  if (metric.type === 'counter' && view === undefined) return { metric, where, view: { kind: 'counter' } };
  if (metric.type === 'histogram' && view !== undefined) {
    const resolved = resolveView(scope, metric, view, [...path, 'view']);
    return resolved && { metric, where, view: resolved };
  }
  if (metric.type === 'counter') {
    const message = `the counter ${quote(metric.name)} has no \`view\``;
    scope.findings.error('measure/wrong-metric-type', message, 'remove `view`', [...path, 'view'], { atKey: true });
  } else refuseType(scope, use, metric, path);
  return undefined;
}

function refuseType({ findings }: Scope, use: string, { name, type }: Metric, path: Path): void {
  const message = `\`${use}\` cannot be asked of the ${type === 'state' ? 'state metric' : type} ${quote(name)}`;
  findings.error('measure/wrong-metric-type', message, uses[type], [...path, 'metric']);
}

function resolveView(
  { findings }: Scope,
  metric: Histogram,
  view: NonNullable<EventsDocument['view']>,
  path: Path,
): EventsView | undefined {
  if (view === 'observations') return { kind: 'observations' };
  const [kind, written] =
    'exceeding' in view ? (['exceeding', view.exceeding] as const) : (['within', view.within] as const);
  const at = [...path, kind];
  const parsed = parseQuantity(written, metric.unit);
  if (!parsed.ok) {
    for (const { message, help } of parsed.errors) findings.error('quantity/wrong-unit', message, help, at);
    return undefined;
  }
  if (metric.buckets.some(({ value }) => value === parsed.value))
    return { kind, bound: { value: parsed.value, written: String(written) } };
  const bounds = metric.buckets.map((bucket) => bucket.written);
  const message = `the histogram ${quote(metric.name)} has no bucket up to ${quote(written)}`;
  findings.error('reference/undeclared-bucket', message, findings.suggest('', bounds), at);
  return undefined;
}

function resolveWhere(scope: Scope, metric: Metric, document: SelectionDocument, path: Path): readonly LabelTest[] {
  return Object.entries(document.where ?? {}).map(([label, test]) => {
    const at = [...path, 'where', label];
    if (!hasLabel(scope, metric, label)) refuseLabel(scope, [metric], label, at, true);
    const resolved = labelTest(label, test);
    checkTest(scope, metric, resolved, at);
    return resolved;
  });
}

function labelTest(label: string, test: LabelTestDocument): LabelTest {
  if (typeof test === 'string') return { label, kind: 'in', values: [test] };
  if (isList(test)) return { label, kind: 'in', values: test };
  if ('matching' in test) return { label, kind: 'matching', regex: test.matching };
  if ('notMatching' in test) return { label, kind: 'not-matching', regex: test.notMatching };
  return { label, kind: 'not-in', values: typeof test.not === 'string' ? [test.not] : test.not };
}

const isList = (test: LabelTestDocument): test is readonly string[] => Array.isArray(test);

function checkTest({ findings }: Scope, metric: Metric, test: LabelTest, path: Path): void {
  const domain = metric.labels.find(({ name }) => name === test.label)?.domain;
  // All series of a metric come from its job.
  const known = test.label === 'job' ? [metric.job] : domain?.kind === 'enum' ? domain.values : undefined;
  if ('values' in test) {
    const inNot = test.kind === 'not-in' ? [...path, 'not'] : path;
    if (test.values.length === 0) {
      findings.error(
        'shape/empty',
        `the test of ${quote(test.label)} has no values`,
        'write at least one value',
        inNot,
      );
      return;
    }
    test.values.forEach((value, i) => {
      const at = test.values.length === 1 ? inNot : [...inNot, i];
      refuseTemplate(findings, value, at);
      if (known === undefined || known.includes(value)) return;
      const message = `the label ${quote(test.label)} of ${quote(metric.name)} has no value ${quote(value)}`;
      findings.error('reference/unknown-label-value', message, findings.suggest(value, known), at);
    });
    if (test.kind === 'not-in' && known?.every((value) => test.values.includes(value)))
      refuseEmptySelection(findings, test.label, path);
    return;
  }
  const at = [...path, test.kind === 'matching' ? 'matching' : 'notMatching'];
  refuseTemplate(findings, test.regex, at);
  const regex = compileRegex(test.regex, { dotMatchesNewline: true });
  if (!regex.ok) {
    for (const { message } of regex.errors) {
      const help = 'correct it: the syntax is RE2, and it matches whole values';
      findings.error('reference/bad-regex', message.replaceAll(/`.*`/gs, quote(test.regex)), help, at);
    }
  } else if (known !== undefined && !known.some((value) => regex.value.matches(value) === (test.kind === 'matching')))
    refuseEmptySelection(findings, test.label, at);
}

function refuseEmptySelection(findings: Scope['findings'], label: string, path: Path): void {
  const message = `no declared value of ${quote(label)} passes this test`;
  findings.error('reference/nothing-selected', message, 'correct the test, or add the value to `oneOf`', path);
}

const hasLabel = ({ targetLabels }: Scope, metric: Metric, label: string): boolean =>
  targetLabels.includes(label) || metric.labels.some(({ name }) => name === label);

function refuseLabel(scope: Scope, metrics: readonly Metric[], label: string, path: Path, atKey: boolean): void {
  const lacking = metrics.find((metric) => !hasLabel(scope, metric, label));
  const [first, ...rest] = metrics;
  const shared = (first?.labels ?? [])
    .map(({ name }) => name)
    .filter((name) => rest.every(({ labels }) => labels.some((other) => other.name === name)));
  const message = `${quote(lacking?.name ?? '')} has no label ${quote(label)}`;
  const help = scope.findings.suggest(label, [...shared, ...scope.targetLabels]);
  scope.findings.error('reference/unknown-label', message, help, path, atKey ? { atKey } : {});
}

/** The labels to group by: each of them a label of all the metrics, unbounded ones with a reason. */
export function resolveGrouping(
  scope: Scope,
  metrics: readonly Metric[],
  by: readonly GroupingDocument[],
  path: Path,
): readonly string[] {
  const { findings } = scope;
  const seen = new Set<string>();
  by.forEach((grouping, i) => {
    const at = [...path, i];
    const label = groupingLabel(grouping);
    if (seen.has(label)) {
      findings.error('reference/duplicate-name', `the label ${quote(label)} occurs twice`, 'keep one of them', at);
      return;
    }
    seen.add(label);
    if (!metrics.every((metric) => hasLabel(scope, metric, label))) {
      refuseLabel(scope, metrics, label, typeof grouping === 'string' ? at : [...at, 'label'], false);
      return;
    }
    const unbounded = metrics.some(({ labels }) =>
      labels.some(({ name, domain }) => name === label && domain.kind === 'unbounded'),
    );
    if (typeof grouping === 'string' && unbounded) {
      const message = `the label ${quote(label)} is unbounded: there may be an alert for each of its values`;
      const help = `group by other labels, or say why: \`{ label: ${label}, because: <why> }\``;
      findings.error('measure/unbounded-grouping', message, help, at);
    } else if (typeof grouping !== 'string' && !unbounded) {
      const message = `the label ${quote(label)} is not unbounded: it needs no reason`;
      findings.error('measure/needless-reason', message, `write \`${label}\` alone`, at);
    }
  });
  return [...seen];
}

const groupingLabel = (grouping: GroupingDocument): string =>
  typeof grouping === 'string' ? grouping : grouping.label;
