import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports time intervals that no route uses. */
export const unusedInterval = defineCheck({
  id: 'alertmanager/unused-interval',
  severity: 'error',
  check: (output, report) => reportFaults(output, 'unused-interval', report),
});
