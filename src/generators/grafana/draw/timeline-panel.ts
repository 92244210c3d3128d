import {
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import type { Timeline } from '../plan/page.ts';
import { colourMode, thresholdsConfig, valueMapping } from './fields.ts';
import { prometheusQuery } from './queries.ts';

/** States over time, one track per series. */
export function timelinePanel({ tracks, values }: Timeline): PanelBuilder {
  return (
    new PanelBuilder()
      .unit('none')
      .mappings([valueMapping(values)])
      // The colours are those of the texts; a value without a text stands out by having none.
      .colorScheme(colourMode('thresholds'))
      .thresholds(thresholdsConfig([{ value: null, colour: 'text' }]))
      .showValue(VisibilityMode.Auto)
      .mergeValues(true)
      .rowHeight(0.85)
      .lineWidth(0)
      .fillOpacity(75)
      .legend(
        new VizLegendOptionsBuilder()
          .showLegend(true)
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom)
          .calcs([]),
      )
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None))
      .targets(tracks.map(({ expr, legend }, index) => prometheusQuery(expr, { index, legend })))
  );
}
