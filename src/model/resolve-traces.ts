import { type Declared, lookUp, refuseDuplicates } from './declared.ts';
import type { LogsDocument } from './document.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Histogram, Job, Metric } from './model.ts';
import { parseQuantity } from './quantity.ts';
import { refuseUnknownSpan } from './refuse-unknown-span.ts';
import { resolveBuckets } from './resolve-metrics.ts';
import { checkModes } from './resolve-trace-modes.ts';
import { readDuration, readPositiveDuration } from './scope.ts';
import type { Span, SpanAttribute, Traces } from './traces.ts';
import type { SpanAttributeDocument, SpanDocument, TracesDocument } from './traces-document.ts';

interface Surroundings {
  readonly findings: Findings;
  readonly jobs: Declared<Job>;
  readonly metrics: Declared<Metric>;
  readonly logs: LogsDocument | undefined;
}

/** Checks what is said about traces, and follows its references. */
export function resolveTraces(around: Surroundings, document: TracesDocument): Traces {
  const { findings } = around;
  const path = ['traces'];
  const entries = Object.entries(document.spans);
  if (entries.length === 0)
    findings.error('shape/empty', '`spans` is empty', 'declare the spans of a trace', [...path, 'spans']);
  const spans = entries.map(([name, span]) => resolveSpan(around, document, name, span));
  const modes = checkModes(findings, document, spans);
  checkRequestId(around, document, spans);
  return {
    spans,
    modes,
    ...(document.requestId === undefined ? {} : { requestId: document.requestId }),
    clockSkew:
      document.clockSkew === undefined ? 0 : (readDuration(findings, document.clockSkew, [...path, 'clockSkew']) ?? 0),
    sampling: {
      slow: readPositiveDuration(findings, document.sampling.slow, [...path, 'sampling', 'slow']) ?? 0,
      others: readShare(findings, document.sampling.others, [...path, 'sampling', 'others']),
    },
    buckets: resolveBuckets(findings, document.buckets, 'seconds', [...path, 'buckets']),
    others: document.others,
  };
}

/** Span names become label values and queries of TraceQL. */
const spanName = /^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,99}$/;

function resolveSpan(around: Surroundings, document: TracesDocument, name: string, span: SpanDocument): Span {
  const { findings } = around;
  const path = ['traces', 'spans', name];
  if (!spanName.test(name)) {
    const help = 'use up to 100 letters, digits, spaces and `. _ : / -`, starting with a letter or a digit';
    findings.error('traces/bad-name', `${quote(name)} cannot name a span`, help, path, { atKey: true });
  }
  const { description, kind, under = [], attributes = {}, outlives = false } = span;
  refuseDuplicates(findings, 'span', under, (i) => [...path, 'under', i]);
  under.forEach((parent, i) => {
    refuseUnknownSpan(findings, document, parent, [...path, 'under', i]);
  });
  const timedBy = histogramOf(around, span, path);
  return {
    name,
    description,
    kind,
    service: serviceOf(around, span, path),
    under,
    attributes: Object.entries(attributes).map(([key, one]) => resolveAttribute(findings, key, one, path)),
    outlives,
    ...(timedBy === undefined ? {} : { timedBy }),
  };
}

function serviceOf({ findings, jobs }: Surroundings, { job, outside }: SpanDocument, path: Path): Span['service'] {
  if ((job === undefined) === (outside === undefined)) {
    const message = job === undefined ? 'nothing says who makes the span' : 'the span has both `job` and `outside`';
    const help = 'write `job: <name>`, or `outside: <service.name>` for a process that is no job of this spec';
    findings.error('traces/no-process', message, help, path, { atKey: true });
  }
  if (job !== undefined) lookUp(findings, 'job', jobs, job, [...path, 'job']);
  if (outside !== undefined && jobs.has(outside)) {
    const message = `${quote(outside)} is a job of this spec`;
    findings.error('traces/no-process', message, `write \`job: ${outside}\``, [...path, 'outside']);
  }
  return { name: job ?? outside ?? '', isJob: job !== undefined };
}

function histogramOf({ findings, metrics }: Surroundings, span: SpanDocument, path: Path): Histogram | undefined {
  if (span.timedBy === undefined) return undefined;
  const at = [...path, 'timedBy'];
  const metric = lookUp(findings, 'metric', metrics, span.timedBy, at);
  if (metric === undefined) return undefined;
  if (metric.type === 'histogram' && metric.unit === 'seconds') return metric;
  const what = metric.type === 'histogram' ? `a histogram of ${metric.unit}` : `a ${metric.type}`;
  const message = `${quote(metric.name)} is ${what}, and cannot time a span`;
  findings.error('traces/wrong-metric', message, 'name a histogram of seconds', at);
  return undefined;
}

function resolveAttribute(
  findings: Findings,
  name: string,
  document: SpanAttributeDocument,
  span: Path,
): SpanAttribute {
  const head = { name, description: document.description, optional: document.optional ?? false };
  if (!('oneOf' in document)) return { ...head, value: { kind: document.type } };
  const at = [...span, 'attributes', name, 'oneOf'];
  if (document.oneOf.length === 0)
    findings.error('shape/empty', '`oneOf` is empty', 'list the values of the attribute', at);
  refuseDuplicates(findings, 'value', document.oneOf, (i) => [...at, i]);
  return { ...head, value: { kind: 'enum', values: document.oneOf } };
}

function checkRequestId({ findings, logs }: Surroundings, { requestId }: TracesDocument, spans: readonly Span[]): void {
  if (requestId === undefined) return;
  const path = ['traces', 'requestId'];
  const attributes = [...new Set(spans.flatMap((span) => span.attributes.map(({ name }) => name)))];
  if (!attributes.includes(requestId)) {
    const message = `no span has an attribute ${quote(requestId)}`;
    findings.error('traces/unknown-attribute', message, findings.suggest(requestId, attributes), path);
  } else if (logs !== undefined && !Object.hasOwn(logs.contextual, requestId)) {
    const message = `${quote(requestId)} is an attribute of spans, but no contextual field of log records`;
    findings.error('traces/unknown-attribute', message, 'declare the log field, too, or name another attribute', path);
  }
}

function readShare(findings: Findings, written: string | number, path: Path): number {
  const parsed = parseQuantity(written, 'ratio');
  if (!parsed.ok) {
    for (const { message, help } of parsed.errors) findings.error('quantity/wrong-unit', message, help, path);
    return 0;
  }
  if (parsed.value >= 0 && parsed.value <= 1) return parsed.value;
  const message = `${quote(written)} of the traces cannot be kept`;
  findings.error('quantity/out-of-range', message, 'write a share between `0%` and `100%`', path);
  return 0;
}
