import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports receivers of the same name, which Alertmanager refuses. */
export const duplicateReceiver = defineCheck({
  id: 'alertmanager/duplicate-receiver',
  severity: 'error',
  check({ alertmanager }, report) {
    if (alertmanager === undefined) return;
    const seen = new Set<string>();
    alertmanager.value.receivers.forEach(({ name }, i) => {
      if (seen.has(name)) {
        const message = `there are two receivers ${quote(name)}`;
        report({ file: alertmanager.path, at: ['receivers', i, 'name'], message, help: 'rename one of them' });
      }
      seen.add(name);
    });
  },
});
