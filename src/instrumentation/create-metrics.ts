import { createRequire } from 'node:module';
import type { Registry } from 'prom-client';
import { declarationOf } from '../language/declaration.ts';
import type { Spec } from '../language/spec.ts';
import type { MetricDocument } from '../model/document.ts';
import type { Instruments, JobIn } from './instruments.ts';
import { suggestion } from './label-values.ts';
import { type PromClient, registerMetric } from './register-metric.ts';

/** How the metrics of a spec are registered. */
export interface CreateMetricsOptions<J extends string> {
  /** Default: a new one. */
  readonly registry?: Registry;
  /** The jobs that this process is one of; default: all of the spec. A daemon must not expose what a relay measures. */
  readonly jobs?: readonly J[];
  /**
   * Whether to expose `process_start_time_seconds`, by which alerts tell a restarted process from a new series.
   * Default: true. Turn it off when `collectDefaultMetrics` of prom-client does so on the same registry.
   */
  readonly processStartTime?: boolean;
}

/** The instruments of a spec, and the registry that exposes them. */
export type Metrics<M, J extends string> = Instruments<M, J> & { readonly registry: Registry };

/**
 * Registers the metrics of a spec with prom-client. Labels and their values are checked against the declarations, by the
 * compiler and when the program runs. Every series whose labels all have a closed list of values exists from the start
 * at 0 (a state metric: in the state that 0 stands for, if there is one), so that its first event is seen as an increase.
 *
 * @example
 * const metrics = createMetrics(spec, { jobs: ['betcode-daemon'] });
 * metrics.crashes.inc({ session_id, exit_code });
 * response.end(await metrics.registry.metrics());
 *
 * @throws TypeError when a job does not exist, or when the spec is one that `tocsin check` refuses.
 */
export function createMetrics<M extends Readonly<Record<string, unknown>>, const J extends JobIn<M> = JobIn<M>>(
  spec: Spec<M>,
  options: CreateMetricsOptions<J> = {},
): Metrics<M, J> {
  const client = promClient();
  const { registry = new client.Registry(), jobs, processStartTime = true } = options;
  const declared = Object.entries(spec.metrics).flatMap(([name, value]) => {
    const declaration = declarationOf(value);
    return declaration?.kind === 'metric' ? [{ name, metric: declaration.document as MetricDocument }] : [];
  });
  checkJobs(jobs, [...new Set(declared.map(({ metric }) => metric.job))]);
  const chosen = declared.filter(({ metric }) => jobs === undefined || jobs.some((job) => job === metric.job));
  if (chosen.some(({ name }) => name === 'registry'))
    throw new TypeError('a metric cannot be exported as `registry`: that is the name of the registry');
  const made = new Map<MetricDocument, unknown>();
  for (const { metric } of chosen) if (!made.has(metric)) made.set(metric, registerMetric(client, registry, metric));
  if (processStartTime) registerStartTime(client, registry);
  const instruments = Object.fromEntries(chosen.map(({ name, metric }) => [name, made.get(metric)]));
  // Each instrument is made from the declaration that its type is computed from.
  return { ...instruments, registry } as Metrics<M, J>;
}

function checkJobs(jobs: readonly string[] | undefined, known: readonly string[]): void {
  for (const job of jobs ?? []) {
    if (!known.includes(job)) throw new TypeError(`no metric belongs to the job \`${job}\`: ${suggestion(job, known)}`);
  }
}

function registerStartTime(client: PromClient, registry: Registry): void {
  const gauge = new client.Gauge({
    name: 'process_start_time_seconds',
    help: 'Start time of the process since unix epoch in seconds.',
    registers: [registry],
    aggregator: 'omit',
  });
  gauge.set(Math.round(performance.timeOrigin) / 1000);
}

let loaded: PromClient | undefined;

/** Loaded when it is needed: a spec is read far more often than a process is instrumented. */
function promClient(): PromClient {
  loaded ??= createRequire(import.meta.url)('prom-client') as PromClient;
  return loaded;
}
