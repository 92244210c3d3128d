import {
  AxisPlacement,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LineInterpolation,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Curve, Lines, Thresholds } from '../plan/page.ts';
import { colourMode, fixedColour, tableLegend, thresholdSteps, thresholdsConfig } from './fields.ts';
import { prometheusQuery, refId } from './queries.ts';

/** Values over time. */
export function linesPanel(lines: Lines): PanelBuilder {
  const { format, axisFrom, thresholds } = lines;
  const panel = new PanelBuilder()
    .unit(format.unit)
    // A series keeps its colour on every panel.
    .colorScheme(colourMode('palette-classic-by-name'))
    .drawStyle(GraphDrawStyle.Line)
    .lineInterpolation(lines.stepped ? LineInterpolation.StepAfter : LineInterpolation.Linear)
    .lineWidth(1)
    .fillOpacity(isSingle(lines) ? 8 : 0)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .legend(tableLegend())
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .targets(
      lines.curves.map(({ expr, legend, exemplars }, index) => prometheusQuery(expr, { index, legend, exemplars })),
    );
  if (format.decimals !== undefined) panel.decimals(format.decimals);
  if (format.axisLabel !== undefined) panel.axisLabel(format.axisLabel);
  if (axisFrom === 'zero') panel.min(0);
  if (axisFrom === 'about-zero') panel.axisSoftMin(Math.min(0, thresholds?.reach.from ?? 0));
  if (axisFrom === 'data' && thresholds !== undefined) panel.axisSoftMin(thresholds.reach.from);
  if (thresholds !== undefined) {
    panel
      .axisSoftMax(thresholds.reach.to)
      .thresholds(thresholdsConfig(thresholds.steps))
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(thresholdsStyle(thresholds)));
  }
  lines.curves.forEach((curve, index) => {
    for (const { name, colour } of curve.colours ?? []) panel.overrideByName(name, [fixedColour(colour)]);
    if (curve.right !== undefined) panel.overrideByQuery(refId(index), rightAxis(curve.right));
  });
  return panel;
}

/** Filled areas of several series would hide each other. */
const isSingle = ({ curves: [first, ...more] }: Lines): boolean =>
  more.length === 0 && first?.legend.includes('{{') === false;

const thresholdsStyle = ({ shaded }: Thresholds): GraphThresholdsStyleMode =>
  shaded ? GraphThresholdsStyleMode.DashedAndArea : GraphThresholdsStyleMode.Dashed;

function rightAxis({ format, thresholds, faint }: NonNullable<Curve['right']>): DynamicConfigValue[] {
  return [
    { id: 'custom.axisPlacement', value: AxisPlacement.Right },
    { id: 'unit', value: format.unit },
    ...(format.decimals === undefined ? [] : [{ id: 'decimals', value: format.decimals }]),
    ...(format.axisLabel === undefined ? [] : [{ id: 'custom.axisLabel', value: format.axisLabel }]),
    { id: 'custom.axisSoftMax', value: thresholds?.reach.to },
    { id: 'custom.thresholdsStyle', value: { mode: thresholds === undefined ? 'off' : thresholdsStyle(thresholds) } },
    ...(thresholds === undefined
      ? []
      : [{ id: 'thresholds', value: { mode: 'absolute', steps: thresholdSteps(thresholds.steps) } }]),
    ...(faint ? faintProperties : []),
  ].filter(({ value }) => value !== undefined);
}

/** Context stays in the background: grey, thin, and not in the legend, where its numbers would come first. */
const faintProperties: readonly DynamicConfigValue[] = [
  fixedColour('text'),
  { id: 'custom.fillOpacity', value: 4 },
  { id: 'custom.lineWidth', value: 0.5 },
  { id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } },
];
