import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports experiments without a page. */
export const missingExperiment = defineCheck({
  id: 'runbooks/missing-experiment',
  severity: 'error',
  check({ model, paths }, report) {
    for (const { name } of model.experiments) {
      const path = conventions.experimentPath(name);
      if (paths.has(path)) continue;
      report({ message: `the experiment ${quote(name)} has no page ${quote(path)}`, help: 'generate it' });
    }
  },
});
