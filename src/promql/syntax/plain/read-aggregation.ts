import type { Aggregation, Expr } from '../../ast.ts';
import { aggregations } from '../../signatures.ts';
import { advance, type Cursor, notPlain } from './cursor.ts';
import { type Labels, readLabels } from './read-labels.ts';

const noLabels: Labels = { labels: [], spans: [] };

/** The aggregation whose operator was read. */
export function readAggregation(
  cursor: Cursor,
  op: string,
  start: number,
  readArguments: () => readonly Expr[],
): Aggregation {
  const before = readGrouping(cursor);
  const args = readArguments();
  const found = before ?? readGrouping(cursor);
  const { labels, spans } = found?.list ?? noLabels;
  const wanted = aggregations.get(op)?.param === undefined ? 1 : 2;
  const [first, second] = args;
  const expr = wanted === 2 ? second : first;
  if (args.length !== wanted || first === undefined || expr === undefined) throw notPlain;
  return {
    kind: 'aggregation',
    op,
    ...(wanted === 2 ? { param: first } : {}),
    expr,
    without: found?.without ?? false,
    grouping: labels,
    groupingSpans: spans,
    span: { start, end: cursor.before },
  };
}

function readGrouping(cursor: Cursor): { readonly without: boolean; readonly list: Labels } | undefined {
  const { word } = cursor;
  if (word !== 'by' && word !== 'without') return undefined;
  advance(cursor);
  return { without: word === 'without', list: readLabels(cursor) };
}
