import { LegendDisplayMode, LegendPlacement, VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardLinkBuilder,
  DashboardLinkType,
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Colour, PageLink, Thresholds, ValueText } from '../plan/page.ts';

/** Parts of a panel's configuration that several kinds of panels share. */

/** A link out of the dashboard. */
export const outwardLink = ({ title, url }: PageLink): DashboardLinkBuilder =>
  new DashboardLinkBuilder(title).type(DashboardLinkType.Link).icon('external link').url(url).targetBlank(true);

/** A link as it is written in an override, where the builders do not reach. */
export const overrideLink = ({ title, url }: PageLink) => ({ title, url, targetBlank: !url.startsWith('/') });

/** Steps in Grafana's spelling. */
export const thresholdSteps = (steps: Thresholds['steps']): Threshold[] =>
  steps.map(({ value, colour }) => ({ value, color: colour }));

export const thresholdsConfig = (steps: Thresholds['steps']): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(thresholdSteps(steps));

export const colourMode = (mode: `${FieldColorModeId}`): FieldColorBuilder =>
  new FieldColorBuilder().mode(mode as FieldColorModeId);

/** The override that gives a series one colour. */
export const fixedColour = (colour: Colour): DynamicConfigValue => ({
  id: 'color',
  value: { mode: FieldColorModeId.Fixed, fixedColor: colour },
});

/** Texts and colours instead of numbers. */
export const valueMapping = (values: readonly ValueText[]): ValueMapping => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(
    values.map(({ value, text, colour }, index) => [String(value), { text, color: colour, index }]),
  ),
});

/** A table of the series with what they are now and at most. */
export const tableLegend = (): VizLegendOptionsBuilder =>
  new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.Table)
    .placement(LegendPlacement.Bottom)
    .calcs(['lastNotNull', 'max'])
    .sortBy('Last *')
    .sortDesc(true);
