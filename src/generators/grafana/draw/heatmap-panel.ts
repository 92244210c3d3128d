import { AxisPlacement, HeatmapCellLayout, TooltipDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapTooltipBuilder,
  PanelBuilder,
  RowsHeatmapOptionsBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import type { Heatmap } from '../plan/page.ts';
import { prometheusQuery } from './queries.ts';

/** The buckets of a histogram over time: the more observations, the brighter. */
export function heatmapPanel({ expr, format }: Heatmap): PanelBuilder {
  return new PanelBuilder()
    .unit('short')
    .calculate(false)
    .rowsFrame(new RowsHeatmapOptionsBuilder().layout(HeatmapCellLayout.Auto))
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme('Oranges')
        .fill('dark-orange')
        .exponent(0.5)
        .steps(64),
    )
    .cellGap(1)
    .yAxis(new YAxisConfigBuilder().unit(format.unit).axisPlacement(AxisPlacement.Left))
    .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true).showColorScale(true))
    .withTarget(prometheusQuery(expr, { index: 0, legend: '{{le}}', exemplars: true, format: 'heatmap' }));
}
