import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports alerts of the loudest severity that a route mutes at some times. */
export const mutedAlert = defineCheck({
  id: 'alertmanager/muted-alert',
  severity: 'error',
  check: (output, report) => reportFaults(output, 'muted-alert', report),
});
