import { isAlertingRule } from '../../formats/rule-file.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports alerting rules whose static labels are not those that the spec gives the alert, and so route it elsewhere. */
export const wrongLabel = defineCheck({
  id: 'rules/wrong-label',
  severity: 'error',
  check({ rules, knowledge, model }, report) {
    for (const { rule, file, at } of rules) {
      const alert = isAlertingRule(rule) ? knowledge.alerts.get(rule.alert) : undefined;
      if (alert === undefined) continue;
      const expected = { severity: alert.severity, audience: alert.audience, service: model.service };
      const labels = rule.labels ?? {};
      for (const [label, value] of Object.entries(expected)) {
        if (labels[label] === value) continue;
        const there = labels[label] === undefined ? 'has no' : `has ${quote(labels[label])} for the`;
        const message = `${quote(alert.name)} ${there} label ${quote(label)}`;
        report({ file, at: [...at, 'labels', label], message, help: `use ${quote(value)}, as in the spec` });
      }
      for (const label of Object.keys(labels)) {
        if (Object.hasOwn(expected, label)) continue;
        const message = `${quote(alert.name)} has the label ${quote(label)}, which the spec does not give it`;
        report({ file, at: [...at, 'labels', label], atKey: true, message, help: 'remove it' });
      }
    }
  },
});
