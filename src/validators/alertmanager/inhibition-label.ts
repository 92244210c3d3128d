import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import type { Alert } from '../../model/model.ts';
import { defineCheck } from '../check.ts';
import { parseMatcher } from './matcher.ts';

/**
 * Reports `equal` labels that an alert of the inhibition does not carry. Alertmanager takes a missing label for an empty
 * one: the inhibition never works, or, where both sides lack the label, works for everything.
 */
export const inhibitionLabel = defineCheck({
  id: 'alertmanager/inhibition-label',
  severity: 'error',
  check({ alertmanager, knowledge, suggest }, report) {
    if (alertmanager === undefined) return;
    const { path, value } = alertmanager;
    const alertsOf = (matchers: readonly string[]): readonly Alert[] =>
      matchers
        .map(parseMatcher)
        .flatMap((matcher) => (matcher?.label === 'alertname' ? (matcher.named ?? []) : []))
        .flatMap((name) => knowledge.alerts.get(name) ?? []);
    value.inhibit_rules.forEach(({ source_matchers, target_matchers, equal = [] }, i) => {
      const involved = alertsOf([...source_matchers, ...target_matchers]);
      equal.forEach((label, k) => {
        const lacking = involved.find((alert) => !labelsOf(alert).includes(label));
        if (lacking === undefined) return;
        const message = `${quote(lacking.name)} does not carry the label ${quote(label)}`;
        const help = suggest(label, labelsOf(lacking));
        report({ file: path, at: ['inhibit_rules', i, 'equal', k], message, help });
      });
    });
  },
});

const labelsOf = ({ labels }: Alert): readonly string[] => [...labels, 'alertname', ...conventions.alertLabels];
