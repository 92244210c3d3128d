import { listOf, type Schema, strictObject, words } from '../dashboards/strict-object.ts';
import { duration, labelled } from './promql-text.ts';

const recording = strictObject(
  { record: { type: 'string', pattern: '^[A-Za-z_:][A-Za-z0-9_:]*$' }, expr: words },
  { labels: labelled },
);

const alerting = strictObject(
  { alert: words, expr: words },
  { for: duration, keep_firing_for: duration, labels: labelled, annotations: labelled },
);

/** The shape of a generated Prometheus rule file. */
export const ruleFileSchema: Schema = strictObject({
  groups: listOf(
    strictObject(
      {
        name: words,
        rules: listOf(
          {
            type: 'object',
            if: { properties: { record: true }, required: ['record'] },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: recording,
            else: alerting,
          },
          { minItems: 1 },
        ),
      },
      { interval: duration },
    ),
    { minItems: 1 },
  ),
});
