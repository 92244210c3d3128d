import { listOf, oneOf, type Schema, strictObject, words } from '../dashboards/strict-object.ts';
import { duration, labelled } from './promql-text.ts';

const staticConfigs = listOf(strictObject({ targets: listOf({ type: 'string', pattern: '^[^\\s/]+:[0-9]+$' }) }), {
  minItems: 1,
});
const scheme = oneOf('http', 'https');
const path: Schema = { type: 'string', pattern: '^/' };

/** The shape of a generated `prometheus.yml`. */
export const prometheusSchema: Schema = strictObject({
  global: strictObject({
    scrape_interval: duration,
    scrape_timeout: duration,
    evaluation_interval: duration,
    external_labels: labelled,
  }),
  rule_files: listOf(words, { minItems: 1 }),
  alerting: strictObject({
    alertmanagers: listOf(strictObject({ static_configs: staticConfigs }, { scheme, path_prefix: path }), {
      minItems: 1,
    }),
  }),
  scrape_configs: listOf(
    strictObject({ job_name: words, static_configs: staticConfigs }, { scheme, metrics_path: path }),
    { minItems: 1 },
  ),
});
