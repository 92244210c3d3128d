import { metricsOfCondition } from '../../model/metrics-of.ts';
import type { Alert, Dashboard, Metric, Model } from '../../model/model.ts';

/** What dashboards may refer to, looked up once for all of them. */
export interface DashboardKnowledge {
  readonly model: Model;
  /** The metric behind each series name that it is exposed under. */
  readonly series: ReadonlyMap<string, Metric>;
  /** For each recorded series, the metrics from which it is computed. */
  readonly recorded: ReadonlyMap<string, ReadonlySet<Metric>>;
  readonly alerts: ReadonlyMap<string, Alert>;
  /** The metrics that each alert's condition reads. */
  readonly alertMetrics: ReadonlyMap<string, ReadonlySet<Metric>>;
  /** By uid. */
  readonly dashboards: ReadonlyMap<string, Dashboard>;
  /** Paths of all generated files. */
  readonly files: ReadonlySet<string>;
}

/** The names of the series that recordings read; undefined stands for a selector without a name. */
type RecordedSeries = ReadonlyMap<string, readonly (string | undefined)[]>;

const suffixes = { histogram: ['_bucket', '_count', '_sum'], counter: [''], gauge: [''], state: [''] } as const;

/**
 * @param recorded the series that each recording rule reads, by the name that it records
 * @param files the paths of all generated files
 */
export function dashboardKnowledge(
  model: Model,
  recorded: RecordedSeries,
  files: Iterable<string>,
): DashboardKnowledge {
  const metrics = new Map(model.metrics.map((metric) => [metric.name, metric]));
  const series = new Map(
    model.metrics.flatMap((metric) =>
      suffixes[metric.type].map((suffix): [string, Metric] => [metric.name + suffix, metric]),
    ),
  );
  return {
    model,
    series,
    recorded: readByRecordings(recorded, series),
    alerts: new Map(model.alerts.map((alert) => [alert.name, alert])),
    alertMetrics: new Map(model.alerts.map(({ name, when }) => [name, new Set(metricsOfCondition(when, metrics))])),
    dashboards: new Map(model.dashboards.map((dashboard) => [dashboard.uid, dashboard])),
    files: new Set(files),
  };
}

/** The metrics behind recordings, through recordings that they read themselves. */
function readByRecordings(
  recorded: RecordedSeries,
  series: ReadonlyMap<string, Metric>,
): ReadonlyMap<string, ReadonlySet<Metric>> {
  const found = new Map<string, Set<Metric>>();
  const visit = (name: string, reads: readonly (string | undefined)[]): ReadonlySet<Metric> => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const metrics = new Set<Metric>();
    // Entered before its parts are read, so that recordings that read each other end.
    found.set(name, metrics);
    for (const read of reads) {
      if (read === undefined) continue;
      const metric = series.get(read);
      const inner = recorded.get(read);
      if (metric !== undefined) metrics.add(metric);
      else if (inner !== undefined) for (const one of visit(read, inner)) metrics.add(one);
    }
    return metrics;
  };
  for (const [name, reads] of recorded) visit(name, reads);
  return found;
}
