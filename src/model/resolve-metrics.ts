import { type Declared, declared, lookUp, refuseDuplicateItems, refuseDuplicates } from './declared.ts';
import type { LabelDocument, MetricDocument } from './document.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Items } from './items.ts';
import type { Histogram, Job, Label, LabelDomain, Metric, StateMetric } from './model.ts';
import { checkLabelName, checkName } from './names.ts';
import { refuseTemplate } from './plain-text.ts';
import { parseQuantity } from './quantity.ts';

/** Metrics that are there without being declared. */
const builtIn = /^(?:up|ALERTS|ALERTS_FOR_STATE|scrape_.*)$/;
/** Units whose names Prometheus wants at the end of a metric's name. */
const suffixed = new Set(['seconds', 'bytes', 'ratio', 'celsius']);
const seriesSuffixes = ['_bucket', '_count', '_sum'];

/** The metrics by name; faults are reported, and the metric is there all the same. */
export function resolveMetrics(
  findings: Findings,
  documents: Items<MetricDocument>,
  jobs: Declared<Job>,
  targetLabels: readonly string[],
): Declared<Metric> {
  refuseDuplicateItems(findings, 'metric', documents.good, (i) => ['metrics', i, 'name']);
  const known = new Set([...documents.broken, ...documents.good.map(([, { name }]) => name)]);
  return declared(documents, (document, i) => {
    const path = ['metrics', i];
    lookUp(findings, 'job', jobs, document.job, [...path, 'job']);
    checkMetricName(findings, document, known, [...path, 'name']);
    refuseTemplate(findings, document.help, [...path, 'help']);
    if (document.type !== 'state') checkUnit(findings, document.unit, [...path, 'unit']);
    return resolveMetric(findings, document, targetLabels, path);
  });
}

function resolveMetric(
  findings: Findings,
  document: MetricDocument,
  targetLabels: readonly string[],
  path: Path,
): Metric {
  const { name, job, help, added } = document;
  const labels = resolveLabels(findings, document.labels ?? {}, targetLabels, [...path, 'labels']);
  const base = { name, job, help, labels, ...(added === undefined ? {} : { added }) };
  switch (document.type) {
    case 'counter':
      return { ...base, type: 'counter', unit: document.unit };
    case 'gauge':
      return { ...base, type: 'gauge', unit: document.unit };
    case 'state':
      return { ...base, type: 'state', states: resolveStates(findings, document.states, [...path, 'states']) };
    case 'histogram': {
      const { unit, observes } = document;
      checkUnit(findings, observes, [...path, 'observes']);
      const buckets = resolveBuckets(findings, document.buckets, unit, [...path, 'buckets']);
      return { ...base, type: 'histogram', unit, observes, buckets };
    }
  }
}

function checkMetricName(findings: Findings, metric: MetricDocument, known: ReadonlySet<string>, path: Path): void {
  const { name, type } = metric;
  checkName(findings, 'metric', name, path);
  if (builtIn.test(name))
    findings.error('metric/bad-name', `Prometheus has a metric ${quote(name)} of its own`, 'rename the metric', path);
  if (type === 'counter') {
    if (!name.endsWith('_total')) {
      const help = `rename it to ${quote(`${name}_total`)}, or declare a gauge if it can fall`;
      findings.error('metric/counter-suffix', `the counter ${quote(name)} does not end in \`_total\``, help, path);
      return;
    }
  } else if (name.endsWith('_total')) {
    const help = 'rename it, or declare a counter if it only grows';
    findings.error('metric/counter-suffix', `${quote(name)} ends in \`_total\`, but is a ${type}`, help, path);
  }
  const suffix = seriesSuffixes.find((ending) => name.endsWith(ending));
  if (suffix !== undefined) {
    const owner = name.slice(0, -suffix.length);
    const message = known.has(owner)
      ? `${quote(name)} is also a series of ${quote(owner)}`
      : `${quote(name)} ends in \`${suffix}\`, as a series of a histogram does`;
    findings.error('metric/histogram-suffix', message, 'rename the metric', path);
  }
  if (type === 'state' || !suffixed.has(metric.unit)) return;
  const ending = `_${metric.unit}${type === 'counter' ? '_total' : ''}`;
  if (name.endsWith(ending)) return;
  const message = `${quote(name)} does not end in \`${ending}\` although its unit is \`${metric.unit}\``;
  findings.error('metric/unit-suffix', message, 'rename the metric, or correct its unit', path);
}

/** Units are words of messages: "5 crashes". */
function checkUnit(findings: Findings, unit: string, path: Path): void {
  if (/^[\p{L}\p{N}_%°µ$€][\p{L}\p{N} _.%°µ$€-]*(?:\/s)?$/u.test(unit) && !/^[\d.]/.test(unit)) return;
  const help = 'use `seconds`, `bytes`, `ratio` or the plural of what is counted, such as `crashes`';
  findings.error('metric/bad-unit', `${quote(unit)} cannot be a unit`, help, path);
}

function resolveLabels(
  findings: Findings,
  documents: Readonly<Record<string, LabelDocument>>,
  targetLabels: readonly string[],
  path: Path,
): readonly Label[] {
  return Object.entries(documents).map(([name, document]) => {
    const at = [...path, name];
    if (targetLabels.includes(name)) {
      const message = `the label ${quote(name)} is one of \`targetLabels\`: Prometheus sets it`;
      findings.error('metric/reserved-label', message, 'remove or rename it', at, { atKey: true });
    } else checkLabelName(findings, name, at, true);
    return { name, domain: resolveDomain(findings, document, at) };
  });
}

function resolveDomain(findings: Findings, document: LabelDocument, path: Path): LabelDomain {
  if ('bounded' in document) {
    if (document.bounded >= 1) return { kind: 'bounded', max: document.bounded };
    const message = `a label cannot have at most ${document.bounded} values`;
    findings.error('metric/bad-label', message, 'write how many values there are at most', [...path, 'bounded']);
    return { kind: 'bounded', max: 1 };
  }
  if ('unbounded' in document) return { kind: 'unbounded', why: document.unbounded };
  const values = document.oneOf;
  const at: Path = [...path, 'oneOf'];
  if (values.length === 0) findings.error('shape/empty', '`oneOf` is empty', 'list the values of the label', at);
  refuseDuplicates(findings, 'label value', values, (i) => [...at, i]);
  values.forEach((value, i) => {
    refuseTemplate(findings, value, [...at, i]);
  });
  return { kind: 'enum', values };
}

function resolveStates(
  findings: Findings,
  states: Readonly<Record<string, number>>,
  path: Path,
): StateMetric['states'] {
  const entries = Object.entries(states);
  if (entries.length === 0)
    findings.error('shape/empty', '`states` is empty', 'write the states, each with its number', path);
  const owners = new Map<number, string>();
  for (const [name, value] of entries) {
    refuseTemplate(findings, name, [...path, name], true);
    const owner = owners.get(value);
    if (owner !== undefined) {
      const message = `the states ${quote(owner)} and ${quote(name)} have the same number \`${value}\``;
      findings.error('metric/duplicate-state', message, 'give each state a number of its own', [...path, name]);
    }
    owners.set(value, name);
  }
  return entries.map(([name, value]) => ({ name, value }));
}

/** Upper bounds in base units; those that are no quantity or not ascending are reported. */
export function resolveBuckets(
  findings: Findings,
  bounds: readonly (string | number)[],
  unit: string,
  path: Path,
): Histogram['buckets'] {
  if (bounds.length === 0) findings.error('shape/empty', '`buckets` is empty', 'write the upper bounds', path);
  let largest = Number.NEGATIVE_INFINITY;
  return bounds.map((bound, i) => {
    const parsed = parseQuantity(bound, unit);
    const written = String(bound);
    if (!parsed.ok) {
      for (const { message, help } of parsed.errors) findings.error('quantity/wrong-unit', message, help, [...path, i]);
      return { value: Number.NaN, written };
    }
    if (parsed.value <= largest) {
      const message = `the bucket bound ${quote(bound)} is not above the one before it`;
      findings.error('metric/bucket-order', message, 'sort the bounds, the smallest first', [...path, i]);
    }
    largest = Math.max(largest, parsed.value);
    return { value: parsed.value, written };
  });
}
