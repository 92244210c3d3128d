import type { BoundQuery } from '../../promql/eval/prepare.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { Storage } from '../../promql/storage/storage.ts';
import type { AlertTemplate, AlertTemplateData } from '../templates/alert-template.ts';
import { type QueryRow, queryRows } from './query-rows.ts';
import type { LoadedAlertingRule } from './rule.ts';
import { createRuleOutput, type OutputSeries } from './rule-output.ts';
import type { ActiveAlert, RunningAlertingRule } from './running-rule.ts';

/** What an alerting rule needs besides its expression and a storage. */
export interface AlertingContext {
  /** 0 for none. */
  readonly limit: number;
  readonly queryOffsetMs: number;
  readonly externalLabels: Labels;
  readonly externalUrl: string;
  /** Answers the template function `query` at a time in milliseconds. */
  readonly query: (text: string, timeMs: number) => ReturnType<AlertTemplateData['query']>;
  /** Whether to write `ALERTS` and `ALERTS_FOR_STATE`: pointless when nothing reads them. */
  readonly writesSeries: boolean;
}

interface Alert {
  readonly labels: Labels;
  state: 'pending' | 'firing';
  readonly activeAt: number;
  /** When it was first missing from the result while it was kept firing. */
  keepFiringSince: number | undefined;
  /** The newest row that raised it, and when. */
  row: QueryRow;
  rowTime: number;
  annotations: Labels | undefined;
  /** The number of the evaluation that last had it in its result. */
  seen: number;
  readonly series: Map<string, OutputSeries>;
}

/** An alerting rule on a storage: mirrors `AlertingRule.Eval` in `rules/alerting.go` of Prometheus. */
export function startAlertingRule(
  rule: LoadedAlertingRule,
  query: BoundQuery,
  storage: Storage,
  context: AlertingContext,
): RunningAlertingRule {
  const { limit, queryOffsetMs, writesSeries } = context;
  const output = createRuleOutput(storage);
  const alerts = new Map<number, Alert>();
  const labelIds = new Map<Labels, number>();
  const labelsAreFixed = rule.labels.every(([, template]) => template.dependsOnlyOnLabels);
  const annotationsQuery = rule.annotations.some(([, template]) => template.queries !== 'none');
  let evaluation = 0;

  const dataOf = (row: QueryRow, timeMs: number): AlertTemplateData => ({
    labels: row.labels,
    value: row.value,
    externalLabels: context.externalLabels,
    externalUrl: context.externalUrl,
    nowSeconds: timeMs / 1000,
    query: (text) => context.query(text, timeMs),
  });

  function alertLabelsOf(row: QueryRow, timeMs: number): number {
    const known = labelsAreFixed ? labelIds.get(row.labels) : undefined;
    if (known !== undefined) return known;
    const labels: Record<string, string> = Object.assign(Object.create(null), row.labels);
    delete labels['__name__'];
    if (rule.labels.length > 0) Object.assign(labels, expandAll(rule.labels, dataOf(row, timeMs)));
    labels['alertname'] = rule.name;
    const id = storage.labels.intern(labels);
    if (labelsAreFixed) labelIds.set(row.labels, id);
    return id;
  }

  function annotationsOf(alert: Alert): Labels {
    alert.annotations ??= expandAll(rule.annotations, dataOf(alert.row, alert.rowTime));
    return alert.annotations;
  }

  function refresh(id: number, row: QueryRow, timeMs: number): void {
    let alert = alerts.get(id);
    if (alert === undefined) {
      const { labels } = storage.labels.at(id);
      alert = {
        labels,
        state: 'pending',
        activeAt: timeMs,
        keepFiringSince: undefined,
        row,
        rowTime: timeMs,
        annotations: undefined,
        seen: evaluation,
        series: new Map(),
      };
      alerts.set(id, alert);
    } else {
      alert.row = row;
      alert.rowTime = timeMs;
      alert.annotations = undefined;
      alert.keepFiringSince = undefined;
      alert.seen = evaluation;
    }
    // What a query answers now it may not answer any more when somebody looks.
    if (annotationsQuery) annotationsOf(alert);
  }

  /** Whether an alert that is missing from the result stays. */
  function isKept(alert: Alert, timeMs: number): boolean {
    if (alert.state !== 'firing' || rule.keepFiringForMs === 0) return false;
    alert.keepFiringSince ??= timeMs;
    return timeMs - alert.keepFiringSince < rule.keepFiringForMs;
  }

  function outputSeries(alert: Alert, name: string, state: string | undefined): OutputSeries {
    const key = state ?? name;
    let series = alert.series.get(key);
    if (series === undefined) {
      // The raw texts of the rule's labels show where an expansion left nothing.
      const labels: Record<string, string> = Object.create(null);
      for (const [label, template] of rule.labels) labels[label] = template.source;
      Object.assign(labels, alert.labels, { ['__name__']: name, alertname: rule.name });
      if (state !== undefined) labels['alertstate'] = state;
      series = output.series(labels);
      alert.series.set(key, series);
    }
    return series;
  }

  function writeSeries(timeMs: number): string | undefined {
    let problem: string | undefined;
    for (const alert of alerts.values()) {
      problem ??= output.write(outputSeries(alert, 'ALERTS', alert.state), timeMs, 1);
      const since = Math.floor(alert.activeAt / 1000);
      problem ??= output.write(outputSeries(alert, 'ALERTS_FOR_STATE', undefined), timeMs, since);
    }
    output.finish(timeMs);
    return problem;
  }

  function take(rows: readonly QueryRow[], timeMs: number): string | undefined {
    evaluation++;
    if (rows.length > 0) {
      const ids = rows.map((row) => alertLabelsOf(row, timeMs));
      if (ids.length > 1 && new Set(ids).size < ids.length)
        return 'vector contains metrics with the same labelset after applying alert labels';
      rows.forEach((row, i) => {
        refresh(ids[i] ?? 0, row, timeMs);
      });
    }
    for (const [id, alert] of alerts) {
      if (alert.seen !== evaluation && !isKept(alert, timeMs)) {
        alerts.delete(id);
        continue;
      }
      if (alert.state === 'pending' && timeMs - alert.activeAt >= rule.forMs) alert.state = 'firing';
    }
    if (limit > 0 && alerts.size > limit) {
      const count = alerts.size;
      alerts.clear();
      return `exceeded limit of ${limit} with ${count} alerts`;
    }
    return writesSeries ? writeSeries(timeMs - queryOffsetMs) : undefined;
  }

  return {
    kind: 'alerting',
    name: rule.name,
    take,
    evaluate(timeMs) {
      const result = queryRows(query, timeMs - queryOffsetMs);
      return result.ok ? take(result.value, timeMs) : result.errors[0];
    },
    restart: () => alerts.clear(),
    active: () =>
      [...alerts.values()].map((alert): ActiveAlert => {
        const { labels, state, activeAt, row } = alert;
        return { labels, state, activeAt, value: row.value, annotations: () => annotationsOf(alert) };
      }),
  };
}

function expandAll(templates: readonly (readonly [string, AlertTemplate])[], data: AlertTemplateData): Labels {
  const texts: Record<string, string> = Object.create(null);
  for (const [name, template] of templates) texts[name] = template.expand(data);
  return texts;
}
