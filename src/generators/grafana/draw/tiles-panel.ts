import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Tiles } from '../plan/page.ts';
import { colourMode, overrideLink, thresholdsConfig, valueMapping } from './fields.ts';
import { prometheusQuery, refId } from './queries.ts';

/** What is so now, one tile per query, in the colour of its meaning. */
export function tilesPanel({ tiles, format, thresholds }: Tiles): PanelBuilder {
  const panel = new PanelBuilder()
    .unit(format.unit)
    .thresholds(thresholdsConfig(thresholds))
    .colorScheme(colourMode('thresholds'))
    .colorMode(BigValueColorMode.Background)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.ValueAndName)
    .justifyMode(BigValueJustifyMode.Auto)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
    .targets(tiles.map(({ expr, legend }, index) => prometheusQuery(expr, { index, legend, instant: true })));
  if (format.decimals !== undefined) panel.decimals(format.decimals);
  tiles.forEach(({ values, links = [] }, index) => {
    const properties = [
      ...(values === undefined ? [] : [{ id: 'mappings', value: [valueMapping(values)] }]),
      ...(links.length === 0 ? [] : [{ id: 'links', value: links.map(overrideLink) }]),
    ];
    if (properties.length > 0) panel.overrideByQuery(refId(index), properties);
  });
  return panel;
}
