import type { Counter, Job } from '../../../model/model.ts';
import { numberFormat } from './grafana-unit.ts';
import { logStreams } from './log-streams.ts';
import type { PagePanel, PageRow } from './page.ts';
import type { PanelIds } from './panel-ids.ts';
import { type PlanContext, queryOf } from './plan-context.ts';

/** Milliseconds in which counted and logged errors are compared: long enough for logs to arrive. */
const compared = 300_000;

/** The log records of some jobs; none when the spec does not describe logs. */
export function logRows(context: PlanContext, jobs: readonly Job[], ids: PanelIds): readonly PageRow[] {
  const { model } = context;
  if (model.logs === undefined) return [];
  const streams = logStreams(jobs, [{ name: 'job', op: '=~', value: '$job' }]);
  const records: PagePanel = {
    id: ids('logs'),
    title: 'Log records',
    description:
      'Structured log records of the chosen jobs, newest first. Loki’s streams must carry the label `job` with the names that Prometheus uses. A `trace_id` opens its trace.',
    links: [],
    noValue: 'No log records in this time',
    size: { width: 24, height: 12 },
    picture: { kind: 'log-lines', query: `${streams} | json` },
  };
  return [{ title: 'Logs', collapsed: true, panels: [...parityPanels(context, jobs, streams, ids), records] }];
}

/** Whether every error that is counted is logged, too, for the jobs that count some. */
function parityPanels(
  context: PlanContext,
  jobs: readonly Job[],
  streams: string,
  ids: PanelIds,
): readonly PagePanel[] {
  const errors = context.model.logs?.errors;
  if (errors === undefined) return [];
  const names = new Set(jobs.map(({ name }) => name));
  const counters = errors.countedBy
    .map((name) => context.metrics.get(name))
    .filter((metric): metric is Counter => metric?.type === 'counter' && names.has(metric.job));
  if (counters.length === 0) return [];
  const { field } = errors;
  const panel: PagePanel = {
    id: ids('errors counted and logged'),
    title: 'Errors counted and logged',
    description: `Every error that a metric counts is to be logged with the field \`${field}\`. Where the two lines of an error differ for longer than a few minutes, records are missing, or errors are not counted. Both in windows of 5 minutes.`,
    links: [],
    noValue: 'No errors in this time',
    size: { width: 24, height: 8 },
    picture: {
      kind: 'error-parity',
      counted: {
        format: numberFormat('errors', false),
        curves: counters.map((metric) => ({
          expr: queryOf(context, {
            kind: 'count',
            of: { metric, where: [], view: { kind: 'counter' } },
            window: compared,
            by: [field],
            newborn: 'count',
          }),
          legend: `counted: {{${field}}}`,
          exemplars: false,
        })),
      },
      logged: {
        query: `sum by (${field}) (count_over_time(${streams} | json | ${field} != "" [5m]))`,
        legend: `logged: {{${field}}}`,
      },
    },
  };
  return [panel];
}
