import { byMember, exactly, flag, listOf, type Schema, strictObject, text, words } from './strict-object.ts';

/** The provisioning files of Grafana as Tocsin writes them. */

const uid: Schema = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,40}$' };
/** Attributes of spans, and the labels that they are elsewhere. */
const tags = listOf(strictObject({ key: words, value: words }), { minItems: 1 });
const shift: Schema = { type: 'string', pattern: '^-?[0-9]+[smh]$' };

/** `grafana/provisioning/dashboards/*.yml`. */
export const providerSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A provisioning file of Grafana for dashboards',
  ...strictObject({
    apiVersion: exactly(1),
    providers: listOf(
      strictObject({
        name: words,
        type: exactly('file'),
        folder: words,
        folderUid: uid,
        disableDeletion: flag,
        allowUiUpdates: exactly(false),
        updateIntervalSeconds: { type: 'integer', minimum: 1 },
        options: strictObject({ path: { type: 'string', pattern: '^/' }, foldersFromFilesStructure: flag }),
      }),
      { minItems: 1 },
    ),
  }),
};

const datasource = (type: string, jsonData: Schema, optional: Readonly<Record<string, Schema>> = {}): Schema =>
  strictObject(
    {
      type: exactly(type),
      name: words,
      uid,
      access: exactly('proxy'),
      editable: exactly(false),
      // Addresses differ between the places where one output is deployed; secrets do not belong here at all.
      url: { type: 'string', pattern: '^\\$\\{[A-Z][A-Z0-9_]*\\}$' },
      jsonData,
    },
    optional,
  );

/** `grafana/provisioning/datasources/*.yml`. */
export const datasourcesSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A provisioning file of Grafana for data sources',
  ...strictObject({
    apiVersion: exactly(1),
    datasources: listOf(
      byMember('type', [
        datasource(
          'prometheus',
          strictObject({
            httpMethod: exactly('POST'),
            prometheusType: exactly('Prometheus'),
            timeInterval: { type: 'string', pattern: '^(?:[0-9]+(?:h|m|s|ms))+$' },
            exemplarTraceIdDestinations: listOf(strictObject({ name: words, datasourceUid: uid })),
          }),
          { isDefault: flag },
        ),
        datasource(
          'loki',
          strictObject({
            derivedFields: listOf(
              strictObject({
                name: words,
                matcherType: exactly('regex'),
                matcherRegex: { type: 'string', format: 'regex', minLength: 1 },
                url: words,
                urlDisplayLabel: words,
                datasourceUid: uid,
              }),
            ),
          }),
        ),
        datasource(
          'tempo',
          strictObject({
            tracesToLogsV2: strictObject(
              {
                datasourceUid: uid,
                spanStartTimeShift: shift,
                spanEndTimeShift: shift,
                customQuery: exactly(true),
                query: words,
              },
              { tags },
            ),
            tracesToMetrics: strictObject(
              {
                datasourceUid: uid,
                spanStartTimeShift: shift,
                spanEndTimeShift: shift,
                queries: listOf(strictObject({ name: words, query: text })),
              },
              { tags },
            ),
            nodeGraph: strictObject({ enabled: flag }),
          }),
        ),
      ]),
      { minItems: 1 },
    ),
  }),
};
