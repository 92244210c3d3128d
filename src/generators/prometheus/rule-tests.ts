import type { Artifact } from '../../formats/artifact.ts';
import { type RuleTestFile, type RuleTestGroup, serialiseRuleTest } from '../../formats/rule-test-file.ts';
import { conventions } from '../../model/conventions.ts';
import type { Alert, Model } from '../../model/model.ts';
import type { AlertTest } from '../../scenarios/alert-test.ts';
import { formatDuration } from '../../shared/duration.ts';
import { testsOfAlert } from './tests-of-alert.ts';

function testGroup(alert: Alert, test: AlertTest): RuleTestGroup {
  const queried = test.checks.flatMap(({ at, query }) => (query === undefined ? [] : [{ at, query }]));
  const asserted = test.checks.flatMap(({ at, alerts }) => (alerts === undefined ? [] : [{ at, alerts }]));
  return {
    name: test.name,
    interval: formatDuration(test.interval),
    ...(test.inputs.length === 0 ? {} : { input_series: test.inputs }),
    ...(asserted.length === 0
      ? {}
      : {
          alert_rule_test: asserted.map(({ at, alerts }) => ({
            eval_time: formatDuration(at),
            alertname: alert.name,
            exp_alerts: alerts.map(({ labels, annotations }) => ({ exp_labels: labels, exp_annotations: annotations })),
          })),
        }),
    ...(queried.length === 0
      ? {}
      : {
          promql_expr_test: queried.map(({ at, query }) => ({
            expr: query.expr,
            eval_time: formatDuration(at),
            exp_samples: [{ labels: '{}', value: query.value }],
          })),
        }),
  };
}

/** The unit tests of one alert, for the rule file that holds it. */
export function ruleTestFile(model: Model, alert: Alert, rulesName: string): RuleTestFile {
  return {
    rule_files: [`../rules/${rulesName}.rules.yml`],
    evaluation_interval: formatDuration(model.evaluationInterval),
    tests: testsOfAlert(model, alert).tests.map((test) => testGroup(alert, test)),
  };
}

/**
 * A file of `prometheus/tests/*.test.yml`: plain promtool files, one for each alert.
 * @param rulesName the rule file that the alert is in
 */
export const ruleTestOf = (model: Model, alert: Alert, rulesName: string): Artifact => ({
  path: conventions.ruleTestPath(alert.name),
  content: serialiseRuleTest(ruleTestFile(model, alert, rulesName)),
  from: `alert ${alert.name}`,
});
