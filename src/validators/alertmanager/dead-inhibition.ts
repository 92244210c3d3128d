import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports inhibitions that can never hold anything back. */
export const deadInhibition = defineCheck({
  id: 'alertmanager/dead-inhibition',
  severity: 'error',
  check: (output, report) => reportFaults(output, 'dead-inhibition', report),
});
