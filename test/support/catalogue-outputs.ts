import { serialiseRuleFile } from '../../src/formats/rule-file.ts';
import { serialiseRuleTest } from '../../src/formats/rule-test-file.ts';
import { ruleTestFile } from '../../src/generators/prometheus/rule-tests.ts';
import { ruleFiles } from '../../src/generators/prometheus/rules.ts';
import type { Alert, Model } from '../../src/model/model.ts';
import { modelWith } from './condition-catalogue.ts';

/** The rule file and the test file of the one alert of a model. */
export function outputsOf(model: Model) {
  const [file] = ruleFiles(model);
  const alert = file?.alerts[0];
  if (file === undefined || alert === undefined) throw new Error(`${model.service} has no rules`);
  const rules = { path: `rules/${file.name}.rules.yml`, content: serialiseRuleFile(file.groups) };
  const tests = {
    path: `tests/${alert.name}.test.yml`,
    content: serialiseRuleTest(ruleTestFile(model, alert, file.name)),
  };
  return { model, rules, tests };
}

/** The same of an alert of the catalogue that stands alone: no other alert's tests can kill what its own do not. */
export const catalogueOutputs = (alert: Alert) => outputsOf(modelWith(alert));
