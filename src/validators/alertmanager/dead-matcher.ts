import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports matchers that name a label which no alert carries, or a value which no alert can have. */
export const deadMatcher = defineCheck({
  id: 'alertmanager/dead-matcher',
  severity: 'error',
  check: (output, report) =>
    // Of alerts that an inhibition names, `alertmanager/unknown-alert` says that they do not exist.
    reportFaults(output, 'dead-matcher', report, ({ label, at }) => label !== 'alertname' || at[0] !== 'inhibit_rules'),
});
