import type { Artifact } from '../../formats/artifact.ts';
import { generatedHeader } from '../../formats/generated-header.ts';
import { toYaml } from '../../formats/yaml.ts';
import { conventions } from '../../model/conventions.ts';
import type { Histogram, Model } from '../../model/model.ts';
import { print } from '../../promql/printer.ts';
import { formatDuration } from '../../shared/duration.ts';
import { measureExpr } from '../expressions/measure-expr.ts';
import { logStreams } from './plan/log-streams.ts';
import { rateInterval } from './plan/plan-context.ts';

const { prometheus, loki, tempo } = conventions.datasourceUid;

/** Attributes of a span and what Prometheus calls them, in the metrics of the Collector. */
const spanTags = [{ key: 'service.name', value: 'service_name' }];

/** More queries than this make the menu at a span useless. */
const mostSpanQueries = 10;

/** `grafana/provisioning/`: where Grafana finds the dashboards, and the data sources that they and their traces need. */
export function generateProvisioning(model: Model): readonly Artifact[] {
  const file = (kind: string, content: string): Artifact => ({
    path: `${conventions.provisioningFolder}/${kind}/${model.service}.yml`,
    content,
    from: 'spec',
  });
  return [file('dashboards', dashboardProvider(model)), file('datasources', datasources(model))];
}

/** Grafana puts environment variables in place of `$NAME` in these files; `$$` stands for a dollar sign. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');

const commented = (comment: readonly string[], content: object): string =>
  toYaml(content, { header: [...generatedHeader, '', ...comment] });

function dashboardProvider({ service }: Model): string {
  return commented(
    [
      'Mount this file into /etc/grafana/provisioning/dashboards/, and the folder grafana/dashboards at the path below.',
      'Grafana reads the dashboards again when they change; edits in its own editor are refused, so that they cannot',
      'drift from the spec.',
    ],
    {
      apiVersion: 1,
      providers: [
        {
          name: service,
          type: 'file',
          folder: service,
          folderUid: service,
          disableDeletion: false,
          allowUiUpdates: false,
          updateIntervalSeconds: 30,
          options: { path: `/var/lib/grafana/dashboards/${service}`, foldersFromFilesStructure: false },
        },
      ],
    },
  );
}

function datasources(model: Model): string {
  const example = model.links.prometheus ?? 'http://prometheus:9090';
  const common = { access: 'proxy', editable: false };
  return commented(
    [
      'Mount this file into /etc/grafana/provisioning/datasources/. Grafana has no defaults for environment variables:',
      'set these to the addresses that its server reaches, for example',
      `  PROMETHEUS_URL=${example}`,
      '  LOKI_URL=http://loki:3100',
      '  TEMPO_URL=http://tempo:3200',
      'Where such data sources exist already, leave this file out and give them the uids below.',
    ],
    {
      apiVersion: 1,
      datasources: [
        {
          name: 'Prometheus',
          uid: prometheus,
          type: 'prometheus',
          ...common,
          url: '${PROMETHEUS_URL}',
          isDefault: true,
          jsonData: {
            httpMethod: 'POST',
            prometheusType: 'Prometheus',
            timeInterval: formatDuration(model.scrapeInterval),
            exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: tempo }],
          },
        },
        {
          name: 'Loki',
          uid: loki,
          type: 'loki',
          ...common,
          url: '${LOKI_URL}',
          jsonData: {
            derivedFields: [
              {
                name: 'trace_id',
                matcherType: 'regex',
                matcherRegex: '"trace_id"\\s*:\\s*"([^"]+)"',
                url: literal('${__value.raw}'),
                urlDisplayLabel: 'Open the trace',
                datasourceUid: tempo,
              },
            ],
          },
        },
        {
          name: 'Tempo',
          uid: tempo,
          type: 'tempo',
          ...common,
          url: '${TEMPO_URL}',
          jsonData: {
            tracesToLogsV2: {
              datasourceUid: loki,
              spanStartTimeShift: '-5m',
              spanEndTimeShift: '5m',
              customQuery: true,
              ...logsOfSpan(model),
            },
            tracesToMetrics: {
              datasourceUid: prometheus,
              spanStartTimeShift: '-15m',
              spanEndTimeShift: '15m',
              ...(model.traces === undefined ? {} : { tags: spanTags }),
              queries: [...spanMetricQueries(model), ...spanQueries(model)],
            },
            nodeGraph: { enabled: true },
          },
        },
      ],
    },
  );
}

/** Where the spec says that `service.name` is the name of the job, the records of a span's own process are enough. */
function logsOfSpan({ jobs, traces }: Model): object {
  const query = (streams: string) => ({ query: literal(`${streams} |= "\${__trace.traceId}"`) });
  if (traces === undefined) return query(logStreams(jobs));
  return { tags: [{ key: 'service.name', value: 'job' }], ...query('{${__tags}}') };
}

/** What the Collector measures of the spans with the name of this one: see `traces/otel-collector.yml`. */
function spanMetricQueries({ traces }: Model): readonly { readonly name: string; readonly query: string }[] {
  if (traces === undefined) return [];
  const series = (suffix: string, more = '') =>
    `traces_span_metrics_${suffix}{$__tags, span_name="\${__span.name}"${more}}[5m]`;
  return [
    {
      name: 'Spans like this, p95',
      query: `histogram_quantile(0.95, sum by (le) (rate(${series('duration_seconds_bucket')})))`,
    },
    { name: 'Spans like this per second', query: `sum(rate(${series('calls_total')}))` },
    {
      name: 'Spans like this that fail',
      query: `sum(rate(${series('calls_total', ', status_code="STATUS_CODE_ERROR"')})) / sum(rate(${series('calls_total')}))`,
    },
  ].map(({ name, query }) => ({ name, query: literal(query) }));
}

/** The latencies around a span: p95 of the service's histograms of seconds. */
function spanQueries(model: Model): readonly { readonly name: string; readonly query: string }[] {
  // Those that measure a declared span come first.
  const timed = new Set((model.traces?.spans ?? []).flatMap(({ timedBy }) => timedBy?.name ?? []));
  return model.metrics
    .filter((metric): metric is Histogram => metric.type === 'histogram' && metric.unit === 'seconds')
    .toSorted((a, b) => Number(timed.has(b.name)) - Number(timed.has(a.name)))
    .slice(0, mostSpanQueries)
    .map((metric) => ({
      name: `${metric.help}, p95`,
      query: literal(
        print(
          measureExpr(
            model,
            { kind: 'quantile', of: { metric, where: [] }, q: 0.95, window: 300_000, by: [] },
            { window: rateInterval },
          ),
        ),
      ),
    }));
}
