import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports rules for alerts that the spec does not have: nothing proves, routes or explains them. */
export const unknownAlert = defineCheck({
  id: 'rules/unknown-alert',
  severity: 'error',
  check({ alertRules, knowledge, suggest }, report) {
    for (const [name, rules] of alertRules) {
      if (knowledge.alerts.has(name)) continue;
      for (const { file, at } of rules) {
        report({
          file,
          at: [...at, 'alert'],
          message: `the spec has no alert ${quote(name)}`,
          help: suggest(name, [...knowledge.alerts.keys()]),
        });
      }
    }
  },
});
