import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CollectorConfig } from '../../../src/formats/collector-config.ts';
import { generateCollector } from '../../../src/generators/traces/generate-collector.ts';
import { betcodeModel } from '../../support/betcode.ts';
import { sampleModel } from '../../support/sample-model.ts';

const configOf = (model: typeof sampleModel) => parse(generateCollector(model)[0]?.content ?? '') as CollectorConfig;

describe('generateCollector', () => {
  const config = configOf(betcodeModel() as typeof sampleModel);

  it('measures every span before some are sampled away', () => {
    const { pipelines } = config.service;
    expect(pipelines['traces/all']).toMatchObject({ receivers: ['otlp'], exporters: ['spanmetrics', 'forward'] });
    expect(pipelines['traces/all']?.processors).not.toContain('tail_sampling');
    expect(pipelines['traces/kept']).toMatchObject({ receivers: ['forward'], exporters: ['otlp'] });
    expect(pipelines['metrics']).toMatchObject({ receivers: ['otlp', 'spanmetrics'], exporters: ['prometheus'] });
    for (const { processors } of [pipelines['traces/all'], pipelines['metrics']].flatMap((one) => one ?? []))
      expect(processors[0]).toBe('memory_limiter');
  });

  it('keeps errors, slow traces and the share of the spec, and waits until a slow one is complete', () => {
    const { policies, decision_wait } = config.processors.tail_sampling;
    expect(policies).toEqual([
      { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
      { name: 'slow', type: 'latency', latency: { threshold_ms: 5000 } },
      { name: 'others', type: 'probabilistic', probabilistic: { sampling_percentage: 10 } },
    ]);
    expect(decision_wait).toBe('15s');
  });

  it('has the buckets of the spec, as Go writes times, and no dimension with many values', () => {
    const { spanmetrics } = config.connectors;
    expect(spanmetrics.histogram.explicit.buckets).toEqual([
      '2ms',
      '5ms',
      '10ms',
      '25ms',
      '50ms',
      '100ms',
      '200ms',
      '500ms',
      '1200ms',
      '2500ms',
      '5s',
      '10s',
      '30s',
      '60s',
    ]);
    expect(spanmetrics.dimensions).toEqual([{ name: 'outcome' }]);
    expect(configOf(sampleModel).connectors.spanmetrics.dimensions).toEqual([{ name: 'region' }]);
  });

  it('writes down no address that differs between the places where it runs', () => {
    const text = generateCollector(sampleModel)[0]?.content ?? '';
    for (const name of ['DEPLOYMENT_ENVIRONMENT', 'TEMPO_OTLP_ENDPOINT', 'TEMPO_OTLP_INSECURE'])
      expect(text).toContain(`\${env:${name}:-`);
  });

  it('makes nothing of a model without traces', () => {
    const { traces: _, ...model } = sampleModel;
    expect(generateCollector(model)).toEqual([]);
  });
});
