import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { fileKind } from '../output/file-kind.ts';

/** Reports alerts of the spec that no rule raises. */
export const missingAlert = defineCheck({
  id: 'rules/missing-alert',
  severity: 'error',
  check({ model, alertRules, unreadable }, report) {
    // The rule may be in a file that cannot be read, which is reported already.
    if ([...unreadable].some((path) => fileKind(path) === 'rules')) return;
    for (const { name } of model.alerts) {
      if (alertRules.has(name)) continue;
      report({ message: `no rule raises the alert ${quote(name)}`, help: 'generate its rule file' });
    }
  },
});
