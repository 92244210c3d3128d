import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports routes whose matchers no alert of the spec can fulfil. */
export const unreachableRoute = defineCheck({
  id: 'alertmanager/unreachable-route',
  severity: 'error',
  check: (output, report) => reportFaults(output, 'unreachable-route', report),
});
