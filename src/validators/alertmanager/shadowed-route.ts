import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports routes that no alert reaches because routes before them take all of theirs. */
export const shadowedRoute = defineCheck({
  id: 'alertmanager/shadowed-route',
  severity: 'error',
  check: (output, report) => reportFaults(output, 'shadowed-route', report),
});
