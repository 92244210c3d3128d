import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { AlertTable } from '../plan/page.ts';
import { overrideLink } from './fields.ts';
import { prometheusQuery } from './queries.ts';

/** The alerts that fire now, one per line. */
export function alertTablePanel({ expr, hidden, links }: AlertTable): PanelBuilder {
  return new PanelBuilder()
    .unit('none')
    .showHeader(true)
    .sortBy([new TableSortByFieldStateBuilder().displayName('Severity').desc(false)])
    .withTarget(prometheusQuery(expr, { index: 0, legend: '', instant: true, format: 'table' }))
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(['Time', 'Value', ...hidden].map((name) => [name, true])),
        indexByName: { severity: 0, alertname: 1 },
        renameByName: { severity: 'Severity', alertname: 'Alert' },
      },
    })
    .overrideByName('Alert', [{ id: 'links', value: links.map(overrideLink) }]);
}
