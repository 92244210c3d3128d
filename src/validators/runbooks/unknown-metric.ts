import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { isKnownSeries, knownSeries } from '../rules/known-series.ts';

/** Reports queries of runbooks that read what nobody exposes or records. */
export const unknownMetric = defineCheck({
  id: 'runbooks/unknown-metric',
  severity: 'error',
  checkPage({ path, queries }, output, report) {
    for (const { expr, inPage } of queries) {
      for (const { name, nameSpan } of expr.ok ? expr.value : []) {
        if (name === undefined || isKnownSeries(output, name)) continue;
        const span = nameSpan === undefined ? {} : { span: inPage(nameSpan) };
        const message = `nothing exposes or records ${quote(name)}`;
        report({ file: path, ...span, message, help: output.suggest(name, knownSeries(output)) });
      }
    }
  },
});
