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
              query: literal(`${logStreams(model.jobs)} |= "\${__trace.traceId}"`),
            },
            tracesToMetrics: {
              datasourceUid: prometheus,
              spanStartTimeShift: '-15m',
              spanEndTimeShift: '15m',
              queries: spanQueries(model),
            },
            nodeGraph: { enabled: true },
          },
        },
      ],
    },
  );
}

/** The latencies around a span: p95 of the service's histograms of seconds. */
function spanQueries(model: Model): readonly { readonly name: string; readonly query: string }[] {
  return model.metrics
    .filter((metric): metric is Histogram => metric.type === 'histogram' && metric.unit === 'seconds')
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
