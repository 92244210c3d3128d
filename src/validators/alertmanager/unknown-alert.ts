import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { parseMatcher } from './matcher.ts';

/** Reports inhibitions that name alerts which do not exist: they silently do nothing. */
export const unknownAlert = defineCheck({
  id: 'alertmanager/unknown-alert',
  severity: 'error',
  check({ alertmanager, knowledge, suggest }, report) {
    if (alertmanager === undefined) return;
    const { path, value } = alertmanager;
    value.inhibit_rules.forEach((rule, i) => {
      for (const side of ['source_matchers', 'target_matchers'] as const) {
        rule[side].forEach((text, k) => {
          const matcher = parseMatcher(text);
          if (matcher?.label !== 'alertname') return;
          for (const name of matcher.named ?? []) {
            if (knowledge.alerts.has(name)) continue;
            const at = ['inhibit_rules', i, side, k];
            const help = suggest(name, [...knowledge.alerts.keys()]);
            report({ file: path, at, message: `there is no alert ${quote(name)}`, help });
          }
        });
      }
    });
  },
});
