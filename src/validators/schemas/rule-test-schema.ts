import { listOf, type Schema, strictObject, text, words } from '../dashboards/strict-object.ts';
import { duration, labelled } from './promql-text.ts';

const alertTest = strictObject({
  eval_time: duration,
  alertname: words,
  exp_alerts: listOf(strictObject({ exp_labels: labelled, exp_annotations: labelled })),
});

const exprTest = strictObject({
  expr: words,
  eval_time: duration,
  exp_samples: listOf(strictObject({ labels: text, value: { type: 'number' } })),
});

/** The shape of a generated file of rule tests. */
export const ruleTestSchema: Schema = strictObject({
  rule_files: listOf(words, { minItems: 1 }),
  evaluation_interval: duration,
  tests: listOf(
    strictObject(
      { name: words, interval: duration },
      {
        input_series: listOf(strictObject({ series: words, values: words })),
        alert_rule_test: listOf(alertTest, { minItems: 1 }),
        promql_expr_test: listOf(exprTest, { minItems: 1 }),
      },
    ),
    { minItems: 1 },
  ),
});
