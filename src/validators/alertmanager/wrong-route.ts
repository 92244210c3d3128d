import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/**
 * Reports alerts that reach another receiver than the one that the spec names, or more than that: for every alert, every label set
 * that it can have.
 */
export const wrongRoute = defineCheck({
  id: 'alertmanager/wrong-route',
  severity: 'error',
  check: (output, report) => reportFaults(output, 'wrong-receiver', report),
});
