import { DataqueryBuilder, QueryEditorMode } from '@grafana/grafana-foundation-sdk/loki';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { ErrorParity } from '../plan/page.ts';
import { chosenDatasource } from './datasources.ts';
import { linesPanel } from './lines-panel.ts';
import { refId } from './queries.ts';

/** What was counted, from Prometheus, and what was logged, from Loki, on one axis. */
export function errorParityPanel({ counted, logged }: ErrorParity): PanelBuilder {
  const panel = linesPanel({
    kind: 'lines',
    format: counted.format,
    axisFrom: 'zero',
    stepped: true,
    curves: counted.curves,
  });
  return panel.withTarget(
    new DataqueryBuilder()
      .refId(refId(counted.curves.length))
      .datasource(chosenDatasource('loki'))
      .editorMode(QueryEditorMode.Code)
      .queryType('range')
      .legendFormat(logged.legend)
      .expr(logged.query),
  );
}
