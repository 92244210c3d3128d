import type { MetricConfiguration, Registry } from 'prom-client';
import type { MetricDocument } from '../model/document.ts';
import { parseQuantity } from '../model/quantity.ts';
import { assertNever } from '../shared/assert-never.ts';
import { enumeratedSeries } from './enumerated-series.ts';
import { type CheckedLabels, labelCheck, suggestion } from './label-values.ts';

/** The library as a whole; its types alone are imported. */
export type PromClient = typeof import('prom-client');

type MetricOf<Y extends MetricDocument['type']> = Extract<MetricDocument, { readonly type: Y }>;

/** Arguments of a call: labels first, unless the metric has none. */
type Args = readonly unknown[];

/** Registers a metric; `instruments.ts` has the types of what is returned. */
export function registerMetric(client: PromClient, registry: Registry, metric: MetricDocument): object {
  switch (metric.type) {
    case 'counter':
      return registerCounter(client, registry, metric);
    case 'gauge':
      return registerGauge(client, registry, metric);
    case 'state':
      return registerState(client, registry, metric);
    case 'histogram':
      return registerHistogram(client, registry, metric);
    default:
      return assertNever(metric);
  }
}

function registerCounter(client: PromClient, registry: Registry, metric: MetricOf<'counter'>) {
  const counter = new client.Counter(configuration(registry, metric));
  const split = argumentsOf(metric);
  for (const labels of enumeratedSeries(metric)) counter.inc(labels, 0);
  return {
    inc: (...args: Args): void => {
      const { labels, value = 1 } = split(args);
      // prom-client lets NaN through, and the series would stay NaN for good.
      if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
        throw new TypeError(`\`${metric.name}\` cannot grow by ${String(value)}: give a finite number, 0 or more`);
      counter.inc(labels, value);
    },
  };
}

function registerGauge(client: PromClient, registry: Registry, metric: MetricOf<'gauge'>) {
  const gauge = new client.Gauge(configuration(registry, metric));
  const split = argumentsOf(metric);
  for (const labels of enumeratedSeries(metric)) gauge.set(labels, 0);
  return {
    set: (...args: Args): void => {
      const { labels, value } = split(args);
      gauge.set(labels, numberOf(metric, value));
    },
    inc: (...args: Args): void => {
      const { labels, value = 1 } = split(args);
      gauge.inc(labels, numberOf(metric, value));
    },
    dec: (...args: Args): void => {
      const { labels, value = 1 } = split(args);
      gauge.dec(labels, numberOf(metric, value));
    },
  };
}

function registerState(client: PromClient, registry: Registry, metric: MetricOf<'state'>) {
  const gauge = new client.Gauge(configuration(registry, metric));
  const split = argumentsOf(metric);
  if (Object.values(metric.states).includes(0)) for (const labels of enumeratedSeries(metric)) gauge.set(labels, 0);
  // prom-client starts a gauge without labels at 0, which is no state here.
  else if (labelNames(metric).length === 0) gauge.remove();
  return {
    set: (...args: Args): void => {
      const { labels, value: state } = split(args);
      const value = typeof state === 'string' && Object.hasOwn(metric.states, state) ? metric.states[state] : undefined;
      if (value === undefined) {
        const help = suggestion(String(state), Object.keys(metric.states));
        throw new TypeError(`\`${String(state)}\` is not a state of \`${metric.name}\`: ${help}`);
      }
      gauge.set(labels, value);
    },
  };
}

function registerHistogram(client: PromClient, registry: Registry, metric: MetricOf<'histogram'>) {
  const buckets = metric.buckets.map((bound) => {
    const parsed = parseQuantity(bound, metric.unit);
    if (parsed.ok) return parsed.value;
    const faults = parsed.errors.map(({ message, help }) => `${message}: ${help}`);
    throw new TypeError(`a bucket bound of \`${metric.name}\`: ${faults.join('; ')}`);
  });
  const histogram = new client.Histogram({ ...configuration(registry, metric), buckets });
  const split = argumentsOf(metric);
  const check = labelCheck(metric);
  for (const labels of enumeratedSeries(metric)) histogram.zero(labels);
  const instrument = {
    observe: (...args: Args): void => {
      const { labels, value } = split(args);
      histogram.observe(labels, numberOf(metric, value));
    },
  };
  if (metric.unit !== 'seconds') return instrument;
  return {
    ...instrument,
    startTimer: (early: object = {}) => {
      const known = check(early, 'some');
      const stop = histogram.startTimer();
      return (late: object = {}): number => stop(check({ ...known, ...late }));
    },
  };
}

const labelNames = (metric: MetricDocument): readonly string[] => Object.keys(metric.labels ?? {});

function configuration(registry: Registry, metric: MetricDocument): MetricConfiguration<string> {
  return { name: metric.name, help: metric.help, labelNames: labelNames(metric), registers: [registry] };
}

/** Takes the checked labels off a call's arguments, when the metric has labels. */
function argumentsOf(
  metric: MetricDocument,
): (args: Args) => { readonly labels: CheckedLabels; readonly value: unknown } {
  const check = labelCheck(metric);
  if (labelNames(metric).length === 0) return ([value]) => ({ labels: {}, value });
  return ([labels, value]) => ({ labels: check(labels), value });
}

function numberOf(metric: MetricDocument, value: unknown): number {
  if (typeof value === 'number') return value;
  throw new TypeError(`\`${metric.name}\` cannot be ${String(value)}: give a number`);
}
