import { serialiseRuleFile } from '../../src/formats/rule-file.ts';
import { serialiseRuleTest } from '../../src/formats/rule-test-file.ts';
import { ruleTestFile } from '../../src/generators/prometheus/rule-tests.ts';
import { ruleFiles } from '../../src/generators/prometheus/rules.ts';
import type { Alert } from '../../src/model/model.ts';
import { modelWith } from './condition-catalogue.ts';

/** The rule file and the test file of an alert that stands alone: no other alert's tests can kill what its own do not. */
export function catalogueOutputs(alert: Alert) {
  const model = modelWith(alert);
  const [file] = ruleFiles(model);
  if (file === undefined) throw new Error(`${alert.name} has no rules`);
  const rules = { path: `rules/${file.name}.rules.yml`, content: serialiseRuleFile(file.groups) };
  const tests = {
    path: `tests/${alert.name}.test.yml`,
    content: serialiseRuleTest(ruleTestFile(model, alert, file.name)),
  };
  return { model, rules, tests };
}
