import { LogsDedupStrategy, LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder, QueryEditorMode } from '@grafana/grafana-foundation-sdk/loki';
import type { LogLines } from '../plan/page.ts';
import { chosenDatasource } from './datasources.ts';
import { refId } from './queries.ts';

/** Log records, newest first. */
export function logsPanel({ query }: LogLines): PanelBuilder {
  return new PanelBuilder()
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .sortOrder(LogsSortOrder.Descending)
    .dedupStrategy(LogsDedupStrategy.None)
    .withTarget(
      new DataqueryBuilder()
        .refId(refId(0))
        .datasource(chosenDatasource('loki'))
        .editorMode(QueryEditorMode.Code)
        .queryType('range')
        .expr(query),
    );
}
