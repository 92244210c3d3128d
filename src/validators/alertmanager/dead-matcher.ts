import { defineCheck } from '../check.ts';
import type { Output } from '../output/output.ts';
import { parseMatcher } from './matcher.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports matchers that name a label which no alert carries, or a value which no alert can have. */
export const deadMatcher = defineCheck({
  id: 'alertmanager/dead-matcher',
  severity: 'error',
  check: (output, report) =>
    // Of alerts that an inhibition names, `alertmanager/unknown-alert` says that they do not exist, and
    // `alertmanager/inhibition-label` which labels they do not carry.
    reportFaults(output, 'dead-matcher', report, ({ label, at: [part, i, key] }) => {
      if (part !== 'inhibit_rules') return true;
      return key === 'equal' ? !namesAlerts(output, Number(i)) : label !== 'alertname';
    }),
});

function namesAlerts({ alertmanager }: Output, index: number): boolean {
  const rule = alertmanager?.value.inhibit_rules[index];
  const matchers = rule === undefined ? [] : [...rule.source_matchers, ...rule.target_matchers];
  return matchers.some((text) => parseMatcher(text)?.label === 'alertname');
}
