import { defineCheck } from '../check.ts';
import { routingProof } from './routing-proof.ts';

/** What other checks report in words of their own. */
const reportedElsewhere = new Set(['matcher', 'undefined-receiver', 'duplicate-receiver']);

/** Reports everything else for which Alertmanager 0.25 would refuse the configuration. */
export const refused = defineCheck({
  id: 'alertmanager/refused',
  severity: 'error',
  check(output, report) {
    const { alertmanager } = output;
    if (alertmanager === undefined) return;
    for (const { code, message, help, place } of routingProof(output).refusals) {
      if (reportedElsewhere.has(code.replace(/^.*\//, ''))) continue;
      const { path, ...more } = place;
      report({ file: alertmanager.path, at: path, ...more, message, help });
    }
  },
});
