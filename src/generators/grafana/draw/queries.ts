import { DataqueryBuilder, PromQueryFormat, QueryEditorMode } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Expr } from '../../../promql/ast.ts';
import { prettyPrint } from '../../../promql/printer.ts';
import { chosenDatasource } from './datasources.ts';

/** `A` to `Z`, then `AA` and on: what Grafana calls the queries of a panel. */
export function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : refId(Math.floor(index / 26) - 1) + letter;
}

export interface QueryOptions {
  readonly index: number;
  readonly legend: string;
  readonly exemplars?: boolean;
  /** The values of now rather than of the time range. */
  readonly instant?: boolean;
  readonly format?: 'heatmap' | 'table';
}

/** A query of a panel, laid out over lines as people read it. */
export function prometheusQuery(expr: Expr, options: QueryOptions): DataqueryBuilder {
  const query = new DataqueryBuilder()
    .refId(refId(options.index))
    .datasource(chosenDatasource('prometheus'))
    .editorMode(QueryEditorMode.Code)
    .expr(prettyPrint(expr))
    .legendFormat(options.legend);
  if (options.instant === true) query.instant();
  else query.range();
  if (options.exemplars === true) query.exemplar(true);
  if (options.format === 'heatmap') query.format(PromQueryFormat.Heatmap);
  if (options.format === 'table') query.format(PromQueryFormat.Table);
  return query;
}
