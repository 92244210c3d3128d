import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports assertions about alerts that no loaded rule raises: that they are silent is true, and worth nothing. */
export const unknownAlert = defineCheck({
  id: 'tests/unknown-alert',
  severity: 'error',
  checkTests({ path, tests, loaded }, output, report) {
    if (loaded === undefined) return;
    const raised = (alert: string): boolean => loaded.some(({ alerts }) => alerts.has(alert));
    // An alert of the spec without any rule is reported with the rules.
    const missing = (alert: string): boolean => output.knowledge.alerts.has(alert) && !output.alertRules.has(alert);
    for (const { alert, at } of tests.flatMap(({ alerts, alertQueries }) => [...alerts, ...alertQueries])) {
      if (raised(alert) || missing(alert)) continue;
      const message = `no rule that this file loads raises ${quote(alert)}`;
      const names = loaded.flatMap(({ alerts }) => [...alerts]);
      report({ file: path, at, message, help: output.suggest(alert, names) });
    }
  },
});
