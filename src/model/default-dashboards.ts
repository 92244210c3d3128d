import { assertNever } from '../shared/assert-never.ts';
import { describeMeasure } from './describe.ts';
import type { Job, Measure, Metric, Panel } from './model.ts';
import type { DashboardPlan } from './place-panels.ts';
import type { UnplacedAlert } from './resolve-alerts.ts';

/** Panels that a person can look through, and a browser can load. */
const maxPanels = 60;
/** Series that a panel can show without becoming a carpet. */
const maxSeries = 12;

/** What the default dashboards are made of. */
export interface Drawable {
  readonly service: string;
  readonly scrapeInterval: number;
  readonly targetLabels: readonly string[];
  readonly severities: readonly string[];
  readonly jobs: readonly Job[];
  readonly metrics: readonly Metric[];
  readonly alerts: readonly UnplacedAlert[];
}

type PlannedPanel = Omit<Panel, 'id'>;
type PlannedRow = DashboardPlan['rows'][number];

/**
 * What is drawn when the author wrote no dashboards: an overview with the health of the jobs and all alerts, and for each
 * job its metrics. Long dashboards go on in `-2`, `-3` ...
 */
export function defaultDashboards(parts: Drawable): readonly DashboardPlan[] {
  const taken = new Set<string>();
  const bySeverity = group(parts.alerts, ({ severity }) => severity);
  const overview: PlannedRow[] = [
    row(
      'Health',
      parts.jobs.map((job) => upPanel(parts, job)),
    ),
    ...parts.severities.map((severity) => row(`Alerts ${severity}`, (bySeverity.get(severity) ?? []).map(alertPanel))),
  ];
  const byJob = group(parts.metrics, ({ job }) => job);
  return [
    ...pages(taken, 'overview', `${parts.service} overview`, `Is ${parts.service} well?`, overview),
    ...parts.jobs.flatMap((job) => {
      const rows = [row('Targets', [upPanel(parts, job)]), ...metricRows(parts, byJob.get(job.name) ?? [])];
      const about = job.description || `Metrics of the job ${job.name}.`;
      return pages(taken, job.name.replaceAll(/[^A-Za-z0-9_-]/g, '-'), job.name, about, rows);
    }),
  ];
}

const row = (title: string, panels: readonly PlannedPanel[]): PlannedRow => ({ title, collapsed: false, panels });

function group<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const found = groups.get(key(item));
    if (found === undefined) groups.set(key(item), [item]);
    else found.push(item);
  }
  return groups;
}

/** The rows on as many dashboards as they need; rows without panels are left out. */
function pages(
  taken: Set<string>,
  name: string,
  title: string,
  description: string,
  rows: readonly PlannedRow[],
): readonly DashboardPlan[] {
  const found: PlannedRow[][] = [[]];
  let room = maxPanels;
  for (const { panels, ...rest } of rows) {
    for (let start = 0; start < panels.length; ) {
      if (room === 0) {
        found.push([]);
        room = maxPanels;
      }
      const some = panels.slice(start, start + room);
      found.at(-1)?.push({ ...rest, panels: some });
      start += some.length;
      room -= some.length;
    }
  }
  return found.map((page, i) => ({
    name: freeName(taken, i === 0 ? name : `${name}-${i + 1}`),
    title: i === 0 ? title : `${title} (${i + 1})`,
    description,
    rows: page,
  }));
}

/** Names become names of files: two that differ in case only are the same. */
function freeName(taken: Set<string>, wanted: string): string {
  let name = wanted;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted}-${i}`;
  taken.add(name.toLowerCase());
  return name;
}

const upPanel = ({ targetLabels }: Drawable, job: Job): PlannedPanel => ({
  title: `${job.name} targets`,
  description: `Whether the targets of ${job.name} can be scraped.`,
  show: { kind: 'up', job, by: targetLabels },
});

const alertPanel = ({ name }: UnplacedAlert): PlannedPanel => ({ title: name, description: '', alert: name });

const rowTitles: Readonly<Record<Metric['type'], string>> = {
  counter: 'Events',
  histogram: 'Distributions',
  gauge: 'Levels',
  state: 'States',
};

function metricRows(parts: Drawable, metrics: readonly Metric[]): readonly PlannedRow[] {
  const byType = group(metrics, ({ type }) => type);
  return (['counter', 'histogram', 'state', 'gauge'] as const).map((type) =>
    row(
      rowTitles[type],
      (byType.get(type) ?? []).flatMap((metric) => metricPanels(parts, metric)),
    ),
  );
}

function metricPanels({ scrapeInterval }: Drawable, metric: Metric): readonly PlannedPanel[] {
  const window = Math.max(300_000, 4 * scrapeInterval);
  const by = grouping(metric);
  const panel = (title: string, show: Measure): PlannedPanel => ({
    title,
    description: `${metric.help}: ${describeMeasure(show)}.`,
    show,
  });
  switch (metric.type) {
    case 'counter':
      return [panel(metric.name, { kind: 'rate', of: { metric, where: [], view: { kind: 'counter' } }, window, by })];
    case 'gauge':
      return [panel(metric.name, { kind: 'value', of: { metric, where: [] }, pick: 'max', by: ['instance', ...by] })];
    case 'state':
      return [panel(metric.name, { kind: 'states', of: { metric, where: [] }, by: ['instance', ...by] })];
    case 'histogram': {
      const events = { metric, where: [], view: { kind: 'observations' } } as const;
      return [
        panel(`${metric.name}, p95`, { kind: 'quantile', of: { metric, where: [] }, q: 0.95, window, by }),
        panel(`${metric.name}, ${metric.observes}`, { kind: 'rate', of: events, window, by }),
      ];
    }
    default:
      return assertNever(metric);
  }
}

/** As many of the metric's enumerated labels as keep the number of series small. */
function grouping({ labels }: Metric): readonly string[] {
  let series = 1;
  return labels.flatMap(({ name, domain }) => {
    if (domain.kind !== 'enum' || series * domain.values.length > maxSeries) return [];
    series *= domain.values.length;
    return [name];
  });
}
