import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports alerts that hold each other back: when both fire, nobody is told. */
export const inhibitionCycle = defineCheck({
  id: 'alertmanager/inhibition-cycle',
  severity: 'error',
  check: (output, report) => reportFaults(output, 'inhibition-cycle', report),
});
