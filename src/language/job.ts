import type { JobDocument, MetricDocument } from '../model/document.ts';
import { type Condition, condition } from './condition.ts';
import { type Counter, counter } from './counter.ts';
import { type Declaration, type Declare, type Declared, declaration, type MetricHead } from './declaration.ts';
import { type Effect, effect, type OnTarget } from './effect.ts';
import { type Gauge, gauge } from './gauge.ts';
import { type Histogram, histogram } from './histogram.ts';
import type { LabelDomains } from './label-domains.ts';
import { type PanelMeasure, panelMeasure } from './measure.ts';
import { given, isRecord, node } from './node.ts';
import { plainOf } from './plain.ts';
import type { Quantity, UnitSuffix } from './quantities.ts';
import { type StateMetric, stateMetric } from './state-metric.ts';

/** What is said about a job. */
export type JobOptions = Omit<JobDocument, 'name'>;

/** What is said about every metric. */
export interface MetricOptions<D> {
  readonly help: string;
  /** The labels besides those of the target. */
  readonly labels?: D;
  /** Why the metric exists although the requirements lack it. */
  readonly added?: string;
}

/** No labels besides those of the target. */
type NoLabels = Record<never, never>;

/** A scrape job: a kind of process that exposes metrics. */
export interface Job<in out T extends string, out J extends string = string> extends Declared<'job', JobDocument> {
  /** Declares a metric that only grows. Its unit is the name of what it counts: `crashes`. */
  counter<const U extends string, D extends LabelDomains = NoLabels>(
    name: `${string}${UnitSuffix<NoInfer<U>>}_total`,
    options: MetricOptions<D> & { readonly unit: U },
  ): Counter<D, T, U, J>;
  /** Declares a metric that goes up and down. */
  gauge<const U extends string, D extends LabelDomains = NoLabels>(
    name: `${string}${UnitSuffix<NoInfer<U>>}`,
    options: MetricOptions<D> & { readonly unit: U },
  ): Gauge<D, T, U, J>;
  /** Declares a metric whose value stands for a state. */
  state<const S extends string, D extends LabelDomains = NoLabels>(
    name: string,
    options: MetricOptions<D> & { readonly states: Readonly<Record<S, number>> },
  ): StateMetric<D, T, S, J>;
  /** Declares a metric of sorted observations. `unit` is that of a value, `observes` the name of what is observed. */
  histogram<
    const U extends string,
    const C extends string,
    const B extends Quantity<U>,
    D extends LabelDomains = NoLabels,
  >(
    name: `${string}${UnitSuffix<NoInfer<U>>}`,
    options: MetricOptions<D> & {
      readonly unit: U;
      readonly observes: C;
      /** Upper bounds, ascending. */
      readonly buckets: readonly B[];
    },
  ): Histogram<D, T, U, C, B & (string | number), J>;
  /** A target of the job cannot be scraped. */
  down(): Condition<T>;
  /** Whether the targets of the job can be scraped, for a panel. */
  up(): PanelMeasure;
  /** In an experiment: a process ends, so that its target cannot be scraped. */
  stops(on?: OnTarget): Effect;
  /** In an experiment: a process starts, with every metric as at its beginning. */
  starts(on?: OnTarget): Effect;
}

/** The handle of a declared job. */
export function job<T extends string, J extends string>(
  declared: Declaration<'job', JobDocument & { readonly name: J }>,
  declare: Declare,
): Job<T, J> {
  const { name } = declared.document;
  const metric = <Y extends MetricDocument['type']>(
    type: Y,
    metricName: string,
    options: MetricOptions<LabelDomains>,
    caller: (...args: never) => unknown,
  ): Declaration<'metric', MetricHead<Y, J>> => ({
    ...declare('metric', metricDocument({ name: metricName, job: name, type }, options), caller),
    job: handle,
  });
  const handle: Job<T, J> = {
    [declaration]: declared,
    counter: (metricName, options) => counter(metric('counter', metricName, options, handle.counter)),
    gauge: (metricName, options) => gauge(metric('gauge', metricName, options, handle.gauge)),
    state: (metricName, options) => stateMetric(metric('state', metricName, options, handle.state)),
    histogram: (metricName, options) => histogram(metric('histogram', metricName, options, handle.histogram)),
    down: () => condition({ kind: 'down', job: name }),
    up: () => panelMeasure({ kind: 'up', job: name }),
    stops: (on) => effect(node({ kind: 'stops', job: name }, on ?? {})),
    starts: (on) => effect(node({ kind: 'starts', job: name }, on ?? {})),
  };
  return handle;
}

function metricDocument<H extends object>(head: H, options: MetricOptions<LabelDomains>): H {
  const { labels } = given(options);
  if (!isRecord(labels)) return node(head, options);
  const domains = Object.entries(labels).map(([label, domain]) => [label, plainOf(domain)]);
  return node(head, { ...options, labels: Object.fromEntries(domains) });
}
