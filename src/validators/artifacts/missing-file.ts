import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports files that every output has and this one lacks; those of single alerts and dashboards are checked with them. */
export const missingFile = defineCheck({
  id: 'artifacts/missing-file',
  severity: 'error',
  check({ model, paths }, report) {
    const expected = [
      conventions.prometheusPath,
      conventions.alertmanagerPath,
      conventions.runbookIndexPath,
      ...(model.logs === undefined ? [] : [conventions.logSchemaPath, conventions.logPipelinePath]),
      ...(model.traces === undefined ? [] : [conventions.collectorPath]),
    ];
    for (const path of expected) {
      if (!paths.has(path)) report({ message: `there is no ${quote(path)}`, help: 'generate it' });
    }
  },
});
