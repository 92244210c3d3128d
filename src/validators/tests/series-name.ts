import { parseSeriesLabels } from '../../promql/storage/series-notation.ts';

const bareName = /^([A-Za-z_:][A-Za-z0-9_:]*)(?=\{|$)/;

/** The name of an input series; `undefined` when the text is no series, or one without a name. */
export function seriesName(text: string): string | undefined {
  const bare = bareName.exec(text)?.[1];
  if (bare !== undefined) return bare;
  const labels = parseSeriesLabels(text);
  return labels.ok ? labels.value['__name__'] : undefined;
}
