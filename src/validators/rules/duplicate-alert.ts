import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports alerts that several rules raise: each of them notifies for itself. */
export const duplicateAlert = defineCheck({
  id: 'rules/duplicate-alert',
  severity: 'error',
  check({ alertRules }, report) {
    for (const [name, [first, ...others]] of alertRules) {
      for (const { file, at } of others) {
        report({
          file,
          at: [...at, 'alert'],
          message: `the alert ${quote(name)} has a rule in ${quote(first?.file ?? '')} already`,
          help: 'remove one of the rules',
        });
      }
    }
  },
});
