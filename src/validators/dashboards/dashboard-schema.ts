import { datasourceSchema, panelDefinitions, panelSchema } from './panel-schema.ts';
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
  words,
} from './strict-object.ts';

/**
 * The classic dashboard model as Tocsin writes it, and nothing else: a member that is missing, misspelt or unheard of is
 * an error, although Grafana would take most of them in silence. JSON Schema 2020-12 with `discriminator`.
 */

const duration: Schema = { type: 'string', pattern: '^(?:[0-9]+(?:y|w|d|h|m|s|ms))+$' };
const name: Schema = { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' };

const annotation = strictObject({
  name: words,
  datasource: datasourceSchema('prometheus'),
  enable: flag,
  hide: flag,
  iconColor: words,
  expr: words,
  step: duration,
  titleFormat: words,
  textFormat: text,
  tagKeys: text,
  useValueForTime: flag,
});

const variable = byMember('type', [
  strictObject({
    type: exactly('datasource'),
    name,
    label: words,
    query: oneOf('prometheus', 'loki', 'tempo'),
    current: strictObject({ selected: flag, text: words, value: words }),
    multi: exactly(false),
    includeAll: exactly(false),
    allowCustomValue: flag,
  }),
  strictObject({
    type: exactly('query'),
    name,
    label: words,
    datasource: datasourceSchema('prometheus'),
    definition: words,
    query: strictObject({ query: words, refId: words }),
    // On every change of the time range: targets come and go.
    refresh: exactly(2),
    sort: { type: 'integer', minimum: 0, maximum: 8 },
    multi: exactly(true),
    includeAll: exactly(true),
    // Not `.*`: series without the label are none of ours.
    allValue: exactly('.+'),
    allowCustomValue: flag,
    current: strictObject({ selected: flag, text: listOf(words), value: listOf(words) }),
  }),
]);

/** See above. */
export const dashboardSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A Grafana dashboard that Tocsin generated',
  $defs: panelDefinitions,
  ...strictObject({
    uid: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,40}$' },
    title: words,
    description: text,
    tags: listOf(words, { minItems: 1, uniqueItems: true }),
    // What is generated is not edited in the browser, where the change would be lost.
    editable: exactly(false),
    graphTooltip: oneOf(1, 2),
    schemaVersion: { type: 'integer', minimum: 39 },
    timezone: oneOf('browser', 'utc'),
    refresh: duration,
    time: strictObject({ from: words, to: words }),
    templating: strictObject({ list: listOf(variable, { minItems: 1 }) }),
    annotations: strictObject({ list: listOf(annotation) }),
    links: listOf(ref('link')),
    panels: listOf(panelSchema),
  }),
};
