import { isAlertingRule } from '../../formats/rule-file.ts';
import { quote } from '../../model/findings.ts';
import { formatDuration, parseDuration } from '../../shared/duration.ts';
import { defineCheck } from '../check.ts';

/** Reports alerting rules that wait, or keep firing, for another time than the spec says. */
export const wrongTiming = defineCheck({
  id: 'rules/wrong-timing',
  severity: 'error',
  check({ rules, knowledge }, report) {
    for (const { rule, file, at } of rules) {
      const alert = isAlertingRule(rule) ? knowledge.alerts.get(rule.alert) : undefined;
      if (alert === undefined || !isAlertingRule(rule)) continue;
      const times = [
        ['for', rule.for, alert.for],
        ['keep_firing_for', rule.keep_firing_for, alert.keepFiringFor],
      ] as const;
      for (const [key, written, expected] of times) {
        if (parseDuration(written ?? '0') === expected) continue;
        report({
          file,
          at: written === undefined ? at : [...at, key],
          message: `${quote(alert.name)} has ${written === undefined ? `no \`${key}\`` : quote(`${key}: ${written}`)}`,
          help: expected === 0 ? `remove \`${key}\`` : `write \`${key}: ${formatDuration(expected)}\`, as in the spec`,
        });
      }
    }
  },
});
