import {
  byMember,
  exactly,
  flag,
  listOf,
  oneOf,
  ref,
  type Schema,
  strictObject,
  text,
  whole,
  words,
} from './strict-object.ts';

/** The panels of the dashboards that Tocsin generates; see `dashboard-schema.ts`. */

const number: Schema = { type: 'number' };
const percentage: Schema = { type: 'number', minimum: 0, maximum: 100 };

/** A reference to a data source of a type. */
export const datasourceSchema = (type: string): Schema => strictObject({ type: exactly(type), uid: words });

const colour = oneOf(
  'red',
  'dark-red',
  'orange',
  'yellow',
  'green',
  'blue',
  'light-blue',
  'purple',
  'text',
  'transparent',
);

const gridPos = strictObject({
  x: { type: 'integer', minimum: 0, maximum: 23 },
  y: { type: 'integer', minimum: 0 },
  w: { type: 'integer', minimum: 1, maximum: 24 },
  h: { type: 'integer', minimum: 1 },
});

/** What Grafana keeps in 32 signed bits. */
const panelId: Schema = { type: 'integer', minimum: 1, maximum: 0x7fffffff };

const address: Schema = { type: 'string', pattern: '^(?:https?://|/)\\S+$' };

const linkMembers = {
  title: words,
  icon: text,
  tooltip: text,
  tags: listOf(words),
  asDropdown: flag,
  targetBlank: flag,
  includeVars: flag,
  keepTime: flag,
};

/** A link above the panels, or in the corner of one. */
const link = byMember('type', [
  strictObject({ ...linkMembers, type: exactly('link'), url: address }),
  strictObject({ ...linkMembers, type: exactly('dashboards') }),
]);

const dataLink = strictObject({ title: words, url: address, targetBlank: flag });

const thresholds = strictObject({
  mode: exactly('absolute'),
  steps: listOf(strictObject({ value: { type: ['number', 'null'] }, color: colour }), { minItems: 1 }),
});

const mapping = strictObject({
  type: exactly('value'),
  options: {
    type: 'object',
    minProperties: 1,
    propertyNames: { pattern: '^-?[0-9]+(?:\\.[0-9]+)?$' },
    additionalProperties: strictObject({ text: words, color: colour, index: whole }),
  },
});

const colourMode = strictObject({ mode: oneOf('palette-classic-by-name', 'thresholds') });
const thresholdsStyle = strictObject({ mode: oneOf('off', 'dashed', 'dashed+area') });

const property = (id: string, value: Schema): Schema => strictObject({ id: exactly(id), value });

const overrides = listOf(
  strictObject({
    matcher: strictObject({ id: oneOf('byName', 'byFrameRefID'), options: words }),
    properties: listOf(
      byMember('id', [
        property('color', strictObject({ mode: exactly('fixed'), fixedColor: colour })),
        property('custom.axisLabel', text),
        property('custom.axisPlacement', exactly('right')),
        property('custom.axisSoftMax', number),
        property('custom.fillOpacity', percentage),
        property('custom.hideFrom', strictObject({ legend: flag, tooltip: flag, viz: exactly(false) })),
        property('custom.lineWidth', { type: 'number', minimum: 0, maximum: 10 }),
        property('custom.thresholdsStyle', thresholdsStyle),
        property('decimals', whole),
        property('links', listOf(dataLink, { minItems: 1 })),
        property('mappings', listOf(mapping, { minItems: 1 })),
        property('thresholds', thresholds),
        property('unit', words),
      ]),
      { minItems: 1 },
    ),
  }),
);

const fieldConfig = (
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema =>
  strictObject({ defaults: strictObject({ noValue: words, ...required }, optional), overrides: ref('overrides') });

/** Members of every Prometheus query of a panel. */
const query = {
  refId: { type: 'string', pattern: '^[A-Z]+$' },
  datasource: datasourceSchema('prometheus'),
  editorMode: exactly('code'),
  expr: words,
};

const rangeQuery = strictObject(
  { ...query, legendFormat: words, range: exactly(true), instant: exactly(false) },
  { exemplar: flag },
);

const mixed = strictObject({ type: exactly('datasource'), uid: exactly('-- Mixed --') });

/** One of two shapes, so that only the faults of the one that was meant are reported. */
const either = (condition: Schema, met: Schema, otherwise: Schema): Schema => ({
  type: 'object',
  if: { type: 'object', ...condition },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: met,
  else: otherwise,
});
const ifMixed = (met: Schema, otherwise: Schema): Schema =>
  either({ required: ['type'], properties: { type: { const: 'datasource' } } }, met, otherwise);
const ifLoki = (met: Schema, otherwise: Schema): Schema =>
  either(
    {
      required: ['datasource'],
      properties: { datasource: { type: 'object', required: ['type'], properties: { type: { const: 'loki' } } } },
    },
    met,
    otherwise,
  );

const legend = (displayMode: string): Schema =>
  strictObject(
    {
      displayMode: exactly(displayMode),
      placement: exactly('bottom'),
      showLegend: exactly(true),
      calcs: listOf(words),
    },
    { sortBy: words, sortDesc: flag },
  );

const tooltip = strictObject({ mode: exactly('multi'), sort: oneOf('desc', 'none') });

/** A panel of one type: members of every panel, and its own. */
const panel = (
  type: string,
  own: {
    readonly fieldConfig: Schema;
    readonly options: Schema;
    readonly target: Schema;
    readonly datasource?: Schema;
  },
  optional: Readonly<Record<string, Schema>> = {},
): Schema =>
  strictObject(
    {
      type: exactly(type),
      id: panelId,
      title: words,
      description: words,
      datasource: own.datasource ?? datasourceSchema('prometheus'),
      gridPos,
      interval: { type: 'string', pattern: '^(?:[0-9]+(?:y|w|d|h|m|s|ms))+$' },
      links: listOf(ref('link')),
      fieldConfig: own.fieldConfig,
      options: own.options,
      targets: listOf(own.target, { minItems: 1 }),
    },
    optional,
  );

const timeseries = panel('timeseries', {
  fieldConfig: fieldConfig(
    {
      unit: words,
      color: colourMode,
      custom: strictObject(
        {
          drawStyle: exactly('line'),
          lineInterpolation: oneOf('linear', 'stepAfter'),
          lineWidth: { type: 'number', minimum: 0, maximum: 10 },
          fillOpacity: percentage,
          showPoints: oneOf('auto', 'always', 'never'),
          spanNulls: flag,
        },
        { axisLabel: words, axisSoftMin: number, axisSoftMax: number, thresholdsStyle },
      ),
    },
    { decimals: whole, min: number, thresholds },
  ),
  options: strictObject({ legend: legend('table'), tooltip }),
  // Lines of Prometheus and of Loki may be compared.
  datasource: ifMixed(mixed, datasourceSchema('prometheus')),
  target: ifLoki(
    strictObject({ ...query, datasource: datasourceSchema('loki'), queryType: exactly('range'), legendFormat: words }),
    rangeQuery,
  ),
});

const stateTimeline = panel('state-timeline', {
  fieldConfig: fieldConfig({
    unit: words,
    color: colourMode,
    thresholds,
    mappings: listOf(mapping, { minItems: 1 }),
    custom: strictObject({ lineWidth: whole, fillOpacity: percentage }),
  }),
  options: strictObject({
    alignValue: oneOf('left', 'center', 'right'),
    legend: legend('list'),
    mergeValues: flag,
    perPage: { type: 'integer', minimum: 1 },
    rowHeight: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    showValue: oneOf('auto', 'always', 'never'),
    tooltip,
  }),
  target: rangeQuery,
});

const stat = panel('stat', {
  fieldConfig: fieldConfig({ unit: words, color: colourMode, thresholds }, { decimals: whole }),
  options: strictObject({
    colorMode: exactly('background'),
    graphMode: exactly('none'),
    justifyMode: oneOf('auto', 'center'),
    orientation: oneOf('auto', 'horizontal', 'vertical'),
    percentChangeColorMode: exactly('standard'),
    reduceOptions: strictObject({ calcs: listOf(words, { minItems: 1 }), fields: text, values: flag }),
    showPercentChange: exactly(false),
    textMode: exactly('value_and_name'),
    wideLayout: flag,
  }),
  target: strictObject({ ...query, legendFormat: words, range: exactly(false), instant: exactly(true) }),
});

const heatmap = panel('heatmap', {
  fieldConfig: fieldConfig({ unit: words, custom: strictObject({}) }),
  options: strictObject({
    calculate: exactly(false),
    cellGap: whole,
    color: strictObject({
      mode: exactly('scheme'),
      scheme: words,
      fill: words,
      exponent: number,
      reverse: flag,
      steps: { type: 'integer', minimum: 2, maximum: 128 },
    }),
    exemplars: strictObject({ color: words }),
    filterValues: strictObject({ le: number }),
    legend: strictObject({ show: flag }),
    rowsFrame: strictObject({ layout: exactly('auto') }),
    selectionMode: oneOf('x', 'y', 'xy'),
    showValue: oneOf('auto', 'always', 'never'),
    tooltip: strictObject({ mode: exactly('single'), showColorScale: flag, yHistogram: flag }),
    yAxis: strictObject({ unit: words, axisPlacement: exactly('left') }, { axisLabel: words, decimals: whole }),
  }),
  target: strictObject({
    ...query,
    legendFormat: exactly('{{le}}'),
    range: exactly(true),
    instant: exactly(false),
    exemplar: exactly(true),
    format: exactly('heatmap'),
  }),
});

const namesTo = (value: Schema): Schema => ({ type: 'object', additionalProperties: value });

const table = panel(
  'table',
  {
    fieldConfig: fieldConfig({ unit: words, custom: strictObject({ align: exactly('auto'), inspect: flag }) }),
    options: strictObject({
      cellHeight: oneOf('sm', 'md', 'lg'),
      footer: strictObject({ show: flag, reducer: listOf(words), countRows: flag }),
      frameIndex: whole,
      showHeader: flag,
      showTypeIcons: flag,
      sortBy: listOf(strictObject({ displayName: words, desc: flag })),
    }),
    target: strictObject({
      ...query,
      legendFormat: text,
      range: exactly(false),
      instant: exactly(true),
      format: exactly('table'),
    }),
  },
  {
    transformations: listOf(
      strictObject({
        id: exactly('organize'),
        options: strictObject({
          excludeByName: namesTo(flag),
          indexByName: namesTo(whole),
          renameByName: namesTo(words),
        }),
      }),
    ),
  },
);

const logs = panel('logs', {
  fieldConfig: fieldConfig({}),
  options: strictObject({
    dedupStrategy: exactly('none'),
    enableLogDetails: flag,
    prettifyLogMessage: flag,
    showCommonLabels: flag,
    showLabels: flag,
    showLogContextToggle: flag,
    showTime: flag,
    sortOrder: oneOf('Ascending', 'Descending'),
    wrapLogMessage: flag,
  }),
  datasource: datasourceSchema('loki'),
  target: strictObject({ ...query, datasource: datasourceSchema('loki'), queryType: exactly('range') }),
});

const drawn = { timeseries, stateTimeline, stat, heatmap, table, logs };
const drawnRefs = Object.keys(drawn).map(ref);

const row = strictObject({
  type: exactly('row'),
  id: panelId,
  title: words,
  collapsed: flag,
  gridPos: strictObject({ x: exactly(0), y: { type: 'integer', minimum: 0 }, w: exactly(24), h: exactly(1) }),
  panels: listOf(byMember('type', drawnRefs)),
});

/** What the schemas below refer to, for `$defs`: each panel occurs twice, on the dashboard and in rows. */
export const panelDefinitions = { link, overrides, ...drawn };

/** Rows and panels, as they stand on a dashboard. */
export const panelSchema: Schema = byMember('type', [row, ...drawnRefs]);
