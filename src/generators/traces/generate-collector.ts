import type { Artifact } from '../../formats/artifact.ts';
import { serialiseCollectorConfig } from '../../formats/collector-config.ts';
import { generatedHeader } from '../../formats/generated-header.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model, Quantity } from '../../model/model.ts';
import type { Traces } from '../../model/traces.ts';
import { formatDuration } from '../../shared/duration.ts';

/** Milliseconds that exporters keep a finished span, and that it travels. */
const exportDelay = 10_000;

/** Seconds as Go writes a duration, which knows neither days nor decimals in the middle. */
const goDuration = ({ value }: Quantity): string =>
  Number.isInteger(value) ? `${value}s` : `${Number((value * 1000).toPrecision(12))}ms`;

/** Attributes with few values, by which the durations of spans may be told apart. */
function dimensionsOf({ spans }: Traces): readonly string[] {
  const closed = spans.flatMap(({ attributes }) =>
    attributes.filter(({ value }) => value.kind === 'enum' || value.kind === 'boolean').map(({ name }) => name),
  );
  return [...new Set(closed)].sort();
}

const header = [
  ...generatedHeader,
  '',
  'For the contrib distribution of the OpenTelemetry Collector. It reads from the environment, where the defaults do not fit:',
  '  DEPLOYMENT_ENVIRONMENT    the value of `deployment.environment.name`',
  '  TEMPO_OTLP_ENDPOINT       where traces go, such as tempo:4317',
  '  TEMPO_OTLP_INSECURE       `true` where that is without TLS',
  'Prometheus scrapes what it measures on port 8889.',
];

/**
 * `traces/otel-collector.yml`: receives OTLP, measures all spans, and keeps the traces that somebody may want to see. No file
 * for a model without traces.
 */
export function generateCollector({ traces, scrapeInterval }: Model): readonly Artifact[] {
  if (traces === undefined) return [];
  const { sampling, buckets } = traces;
  const content = serialiseCollectorConfig(
    {
      receivers: {
        otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
      },
      processors: {
        memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 },
        // No service.namespace: Prometheus' label `job` would become `<namespace>/<service.name>`, which no rule knows.
        resource: {
          attributes: [
            {
              key: 'deployment.environment.name',
              value: '${env:DEPLOYMENT_ENVIRONMENT:-production}',
              action: 'insert',
            },
            // Arguments of processes may hold secrets.
            { key: 'process.command_args', action: 'delete' },
            { key: 'process.command_line', action: 'delete' },
          ],
        },
        tail_sampling: {
          // The root of a slow trace comes last: it must arrive before the decision.
          decision_wait: formatDuration(sampling.slow + exportDelay),
          num_traces: 50_000,
          expected_new_traces_per_sec: 100,
          policies: [
            { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
            { name: 'slow', type: 'latency', latency: { threshold_ms: sampling.slow } },
            {
              name: 'others',
              type: 'probabilistic',
              probabilistic: { sampling_percentage: Number((sampling.others * 100).toPrecision(12)) },
            },
          ],
        },
        batch: {},
      },
      connectors: {
        spanmetrics: {
          namespace: 'traces.span.metrics',
          histogram: { unit: 's', explicit: { buckets: buckets.map(goDuration) } },
          dimensions: dimensionsOf(traces).map((name) => ({ name })),
          exemplars: { enabled: true },
          metrics_flush_interval: formatDuration(scrapeInterval),
        },
        forward: {},
      },
      exporters: {
        prometheus: { endpoint: '0.0.0.0:8889', enable_open_metrics: true },
        otlp: {
          endpoint: '${env:TEMPO_OTLP_ENDPOINT:-tempo:4317}',
          tls: { insecure: '${env:TEMPO_OTLP_INSECURE:-false}' },
        },
      },
      extensions: { health_check: { endpoint: '0.0.0.0:13133' } },
      service: {
        extensions: ['health_check'],
        pipelines: {
          // Measured before anything is sampled away.
          'traces/all': {
            receivers: ['otlp'],
            processors: ['memory_limiter', 'resource'],
            exporters: ['spanmetrics', 'forward'],
          },
          'traces/kept': { receivers: ['forward'], processors: ['tail_sampling', 'batch'], exporters: ['otlp'] },
          metrics: {
            receivers: ['otlp', 'spanmetrics'],
            processors: ['memory_limiter', 'resource', 'batch'],
            exporters: ['prometheus'],
          },
        },
      },
    },
    header,
  );
  return [{ path: conventions.collectorPath, content, from: 'traces' }];
}
