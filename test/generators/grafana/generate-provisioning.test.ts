import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { generateProvisioning } from '../../../src/generators/grafana/generate-provisioning.ts';
import { parse } from '../../../src/promql/parser.ts';
import { checkProvisioning } from '../../../src/validators/dashboards/check-provisioning.ts';
import { expandVariables } from '../../../src/validators/dashboards/variables.ts';
import { sampleModel } from '../../support/sample-model.ts';

interface Datasource {
  readonly type: string;
  readonly uid: string;
  readonly url: string;
  readonly jsonData: {
    readonly timeInterval?: string;
    readonly exemplarTraceIdDestinations?: readonly { readonly name: string; readonly datasourceUid: string }[];
    readonly derivedFields?: readonly { readonly matcherRegex: string; readonly datasourceUid: string }[];
    readonly tracesToLogsV2?: {
      readonly query: string;
      readonly datasourceUid: string;
      readonly tags?: readonly object[];
    };
    readonly tracesToMetrics?: { readonly queries: readonly { readonly query: string }[] };
  };
}

/** What Grafana makes of a provisioned text: `$NAME` from the environment, `$$` a dollar sign. */
const asGrafanaReads = (text: string): string =>
  text.replaceAll(/\$\$|\$\{(\w+)\}|\$(\w+)/g, (written, a?: string, b?: string) =>
    written === '$$' ? '$' : `<${a ?? b}>`,
  );

describe('generateProvisioning', () => {
  const files = generateProvisioning(sampleModel);
  const [providers = '', datasources = ''] = files.map(({ content }) => content);
  const sources = (parseYaml(asGrafanaReads(datasources)) as { readonly datasources: readonly Datasource[] })
    .datasources;
  const source = (type: string): Datasource => {
    const found = sources.find((one) => one.type === type);
    if (found === undefined) throw new Error(type);
    return found;
  };

  it('makes two files that their validator finds nothing wrong with', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'grafana/provisioning/dashboards/shop.yml',
      'grafana/provisioning/datasources/shop.yml',
    ]);
    for (const { path, content } of files) expect(checkProvisioning(content, path)).toEqual([]);
  });

  it('lets nobody edit dashboards where the change would be lost', () => {
    expect(parseYaml(providers)).toMatchObject({
      apiVersion: 1,
      providers: [{ name: 'shop', type: 'file', allowUiUpdates: false }],
    });
  });

  it('takes addresses from the environment and says which', () => {
    expect(sources.map(({ type, uid, url }) => [type, uid, url])).toEqual([
      ['prometheus', 'prometheus', '<PROMETHEUS_URL>'],
      ['loki', 'loki', '<LOKI_URL>'],
      ['tempo', 'tempo', '<TEMPO_URL>'],
    ]);
    for (const name of ['PROMETHEUS_URL', 'LOKI_URL', 'TEMPO_URL']) {
      expect(datasources).toMatch(new RegExp(`^# +${name}=https?://`, 'm'));
    }
  });

  it('leads from exemplars and log records to traces', () => {
    expect(source('prometheus').jsonData).toMatchObject({
      timeInterval: '15s',
      exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: 'tempo' }],
    });
    const [field] = source('loki').jsonData.derivedFields ?? [];
    expect(field?.datasourceUid).toBe('tempo');
    expect(new RegExp(field?.matcherRegex ?? '^$').exec('{"level":"INFO","trace_id":"4bf92f3577b34da6"}')?.[1]).toBe(
      '4bf92f3577b34da6',
    );
  });

  it('leads from traces to the log records and latencies of the service', () => {
    const { tracesToLogsV2, tracesToMetrics } = source('tempo').jsonData;
    expect(tracesToLogsV2?.query).toBe('{${__tags}} |= "${__trace.traceId}"');
    expect(tracesToLogsV2?.tags).toEqual([{ key: 'service.name', value: 'job' }]);
    const queries = tracesToMetrics?.queries.map(({ query }) => query) ?? [];
    expect(queries.map((query) => /[a-z_]+(?=[{[])/.exec(query)?.[0])).toEqual([
      'traces_span_metrics_duration_seconds_bucket',
      'traces_span_metrics_calls_total',
      'traces_span_metrics_calls_total',
      'shop_request_duration_seconds_bucket',
    ]);
    const asWritten = queries.map((query) => query.replaceAll('$__tags', 'service_name="shop-api"'));
    for (const query of asWritten) expect(parse(expandVariables(query)).ok).toBe(true);
  });

  it('asks all jobs for the records of a trace when the spec does not say whose spans there are', () => {
    const { traces: _, ...untraced } = sampleModel;
    const text = generateProvisioning(untraced)[1]?.content ?? '';
    expect(asGrafanaReads(text)).toContain('{job=~"shop-api|shop-worker"} |= "${__trace.traceId}"');
    expect(text).not.toContain('traces_span_metrics');
    expect(checkProvisioning(text, 'grafana/provisioning/datasources/shop.yml')).toEqual([]);
  });
});
