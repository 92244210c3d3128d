import { isAlertingRule } from '../../formats/rule-file.ts';
import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports alerts whose `runbook_url` leads nowhere: to another place than the runbooks, or to a page that is not there. */
export const deadRunbook = defineCheck({
  id: 'links/dead-runbook',
  severity: 'error',
  check({ rules, model, paths, knowledge }, report) {
    for (const { rule, file, at } of rules) {
      if (!isAlertingRule(rule) || !knowledge.alerts.has(rule.alert)) continue;
      const url = rule.annotations?.['runbook_url'];
      const place = { file, at: [...at, 'annotations', 'runbook_url'] };
      const expected = conventions.runbookUrl(model, rule.alert);
      if (url === undefined) {
        const message = `${quote(rule.alert)} has no \`runbook_url\``;
        report({ ...place, message, help: `add \`${expected}\`` });
      } else if (url !== expected) {
        report({
          ...place,
          message: `${quote(url)} is not the runbook of ${quote(rule.alert)}`,
          help: `use \`${expected}\``,
        });
      } else if (!paths.has(conventions.runbookPath(rule.alert))) {
        const page = conventions.runbookPath(rule.alert);
        report({ ...place, message: `there is no page ${quote(page)}`, help: 'generate the runbooks' });
      }
    }
  },
});
