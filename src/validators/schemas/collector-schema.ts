import {
  byMember,
  exactly,
  flag,
  listOf,
  oneOf,
  type Schema,
  strictObject,
  text,
  words,
} from '../dashboards/strict-object.ts';

const goDuration: Schema = { type: 'string', pattern: '^(?:[0-9]+(?:\\.[0-9]+)?(?:us|ms|s|m|h))+$' };
const endpoint = strictObject({ endpoint: words });
const names = listOf(words, { minItems: 1 });
const empty = strictObject({});
const positive: Schema = { type: 'integer', minimum: 1 };

const policy = byMember('type', [
  strictObject({
    name: words,
    type: exactly('status_code'),
    status_code: strictObject({ status_codes: listOf(oneOf('OK', 'ERROR', 'UNSET'), { minItems: 1 }) }),
  }),
  strictObject({ name: words, type: exactly('latency'), latency: strictObject({ threshold_ms: positive }) }),
  strictObject({
    name: words,
    type: exactly('probabilistic'),
    probabilistic: strictObject({ sampling_percentage: { type: 'number', minimum: 0, maximum: 100 } }),
  }),
]);

const resourceAttribute = strictObject(
  { key: words, action: oneOf('insert', 'update', 'upsert', 'delete') },
  { value: text },
);

/** The shape of a generated configuration of the OpenTelemetry Collector. */
export const collectorSchema: Schema = strictObject({
  receivers: strictObject({ otlp: strictObject({ protocols: strictObject({ grpc: endpoint, http: endpoint }) }) }),
  processors: strictObject({
    memory_limiter: strictObject({
      check_interval: goDuration,
      limit_percentage: positive,
      spike_limit_percentage: positive,
    }),
    resource: strictObject({ attributes: listOf(resourceAttribute, { minItems: 1 }) }),
    tail_sampling: strictObject({
      decision_wait: goDuration,
      num_traces: positive,
      expected_new_traces_per_sec: positive,
      policies: listOf(policy, { minItems: 1 }),
    }),
    batch: empty,
  }),
  connectors: strictObject({
    spanmetrics: strictObject({
      namespace: words,
      histogram: strictObject({
        unit: oneOf('s', 'ms'),
        explicit: strictObject({ buckets: listOf(goDuration, { minItems: 1 }) }),
      }),
      dimensions: listOf(strictObject({ name: words })),
      exemplars: strictObject({ enabled: flag }),
      metrics_flush_interval: goDuration,
    }),
    forward: empty,
  }),
  exporters: strictObject({
    prometheus: strictObject({ endpoint: words, enable_open_metrics: flag }),
    otlp: strictObject({ endpoint: words, tls: strictObject({ insecure: words }) }),
  }),
  extensions: strictObject({ health_check: endpoint }),
  service: strictObject({
    extensions: names,
    pipelines: {
      type: 'object',
      propertyNames: { pattern: '^(?:traces|metrics)(?:/[a-z]+)?$' },
      additionalProperties: strictObject({ receivers: names, processors: names, exporters: names }),
    },
  }),
});
