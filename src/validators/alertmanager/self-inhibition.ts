import { defineCheck } from '../check.ts';
import { reportFaults } from './routing-proof.ts';

/** Reports inhibitions of which one alert is source and target at once. */
export const selfInhibition = defineCheck({
  id: 'alertmanager/self-inhibition',
  severity: 'error',
  check: (output, report) => reportFaults(output, 'self-inhibition', report),
});
