import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports recorded series that neither rules nor dashboards read: Prometheus computes and stores them for nobody. */
export const unusedRecording = defineCheck({
  id: 'rules/unused-recording',
  severity: 'error',
  check({ rules, recordingRules, isDrawn }, report) {
    const read = new Set(rules.flatMap(({ reads }) => reads));
    // A rule that cannot be parsed may read anything, a selector without a name everything.
    if (read.has(undefined) || rules.some(({ expr }) => !expr.ok)) return;
    for (const [name, [rule]] of recordingRules) {
      if (rule === undefined || read.has(name) || isDrawn(name)) continue;
      const message = `nothing reads the recorded series ${quote(name)}`;
      report({ file: rule.file, at: [...rule.at, 'record'], message, help: 'remove its rule' });
    }
  },
});
