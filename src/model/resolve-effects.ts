import { lookUp } from './declared.ts';
import type { Effect } from './experiment.ts';
import type { EffectDocument } from './experiment-document.ts';
import { type Path, quote } from './findings.ts';
import type { Job, Metric } from './model.ts';
import { refuseTemplate } from './plain-text.ts';
import { parseQuantity } from './quantity.ts';
import type { Scope } from './scope.ts';

type EffectOf<K extends EffectDocument['kind']> = Extract<EffectDocument, { readonly kind: K }>;
type MetricEffect = EffectOf<'gains' | 'becomes' | 'turns' | 'observes'>;

/** What each effect happens to, and what happens to each type of metric. */
const typeOf = { gains: 'counter', becomes: 'gauge', turns: 'state', observes: 'histogram' } as const;
const effectOf = { counter: 'gains', gauge: 'becomes', state: 'turns', histogram: 'observes' } as const;

/** What happens, with all names followed; what cannot be resolved is reported and left out. */
export const resolveEffects = (scope: Scope, documents: readonly EffectDocument[], path: Path): readonly Effect[] =>
  documents.flatMap((document, i) => resolveEffect(scope, document, [...path, i]) ?? []);

function resolveEffect(scope: Scope, document: EffectDocument, path: Path): Effect | undefined {
  if (!isProcessEffect(document)) return resolveMetricEffect(scope, document, path);
  const { kind, instance } = document;
  const job = lookUp(scope.findings, 'job', scope.jobs, document.job, [...path, 'job']);
  return job && { kind, job, instance: resolveTarget(scope, job, instance, [...path, 'instance']) };
}

const isProcessEffect = (document: EffectDocument): document is Exclude<EffectDocument, MetricEffect> =>
  document.kind === 'stops' || document.kind === 'starts';

/** The target that is meant, the first one when none is named. */
function resolveTarget({ findings }: Scope, job: Job, instance: string | undefined, path: Path): string {
  if (instance === undefined) return job.targets[0] ?? '';
  if (!job.targets.includes(instance)) {
    const message = `${quote(instance)} is not a target of the job ${quote(job.name)}`;
    findings.error('experiment/unknown-target', message, findings.suggest(instance, job.targets), path);
  }
  return instance;
}

function resolveMetricEffect(scope: Scope, document: MetricEffect, path: Path): Effect | undefined {
  const { findings } = scope;
  const metric = lookUp(findings, 'metric', scope.metrics, document.metric, [...path, 'metric']);
  if (metric === undefined) return undefined;
  if (metric.type !== typeOf[document.kind]) {
    const what = metric.type === 'state' ? 'state metric' : metric.type;
    const message = `the ${what} ${quote(metric.name)} has no \`${document.kind}\``;
    const help = `use \`${effectOf[metric.type]}\``;
    findings.error('experiment/wrong-metric-type', message, help, [...path, 'kind']);
    return undefined;
  }
  const { instance, ...given } = document.labels ?? {};
  const job = scope.jobs.get(metric.job);
  const target = job === undefined ? '' : resolveTarget(scope, job, instance, [...path, 'labels', 'instance']);
  const labels = resolveLabels(scope, metric, given, path);
  return effect(scope, document, metric, { instance: target, labels }, path);
}

function resolveLabels(
  { findings }: Scope,
  metric: Metric,
  given: Readonly<Record<string, string>>,
  path: Path,
): Readonly<Record<string, string>> {
  const names = metric.labels.map(({ name }) => name);
  for (const label of Object.keys(given)) {
    if (names.includes(label)) continue;
    const message = `${quote(metric.name)} has no label ${quote(label)}`;
    const help = findings.suggest(label, [...names, 'instance']);
    findings.error('reference/unknown-label', message, help, [...path, 'labels', label], { atKey: true });
  }
  for (const { name, domain } of metric.labels) {
    const value = given[name];
    if (value === undefined) {
      const message = `the label ${quote(name)} of ${quote(metric.name)} is missing`;
      findings.error('experiment/missing-label', message, 'give every label a value', path);
      continue;
    }
    const at = [...path, 'labels', name];
    refuseTemplate(findings, value, at);
    if (domain.kind !== 'enum' || domain.values.includes(value)) continue;
    const message = `the label ${quote(name)} of ${quote(metric.name)} has no value ${quote(value)}`;
    findings.error('reference/unknown-label-value', message, findings.suggest(value, domain.values), at);
  }
  return given;
}

function effect(
  scope: Scope,
  document: MetricEffect,
  metric: Metric,
  on: { readonly instance: string; readonly labels: Readonly<Record<string, string>> },
  path: Path,
): Effect | undefined {
  const { findings } = scope;
  if (document.kind === 'gains' && metric.type === 'counter') {
    const count = resolveCount(scope, document.count, [...path, 'count']);
    return { kind: 'gains', metric, ...on, count };
  }
  if (document.kind === 'turns' && metric.type === 'state') {
    const names = metric.states.map(({ name }) => name);
    const state = metric.states.find(({ name }) => name === document.state);
    if (state !== undefined) return { kind: 'turns', metric, ...on, state };
    const message = `${quote(metric.name)} has no state ${quote(document.state)}`;
    findings.error('reference/unknown-state', message, findings.suggest(document.state, names), [...path, 'state']);
    return undefined;
  }
  const isValue = document.kind === 'becomes' || document.kind === 'observes';
  if (!isValue || (metric.type !== 'gauge' && metric.type !== 'histogram')) return undefined;
  const parsed = parseQuantity(document.value, metric.unit);
  if (!parsed.ok) {
    for (const { message, help } of parsed.errors)
      findings.error('quantity/wrong-unit', message, help, [...path, 'value']);
    return undefined;
  }
  const value = { value: parsed.value, written: String(document.value) };
  if (document.kind === 'becomes')
    return metric.type === 'gauge' ? { kind: 'becomes', metric, ...on, ...value } : undefined;
  if (metric.type !== 'histogram') return undefined;
  const times = resolveCount(scope, document.times ?? 1, [...path, 'times']);
  return { kind: 'observes', metric, ...on, ...value, times };
}

function resolveCount({ findings }: Scope, count: number, path: Path): number {
  if (Number.isSafeInteger(count) && count > 0) return count;
  findings.error('experiment/bad-count', `${quote(count)} is not a number of events`, 'write 1 or more', path);
  return 1;
}
