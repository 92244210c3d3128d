import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { isKnownSeries, knownSeries } from './known-series.ts';

/** Reports rules that read what nobody exposes or records: they can never give a result. */
export const unknownMetric = defineCheck({
  id: 'rules/unknown-metric',
  severity: 'error',
  check(output, report) {
    for (const { expr, reads, file, at } of output.rules) {
      if (!expr.ok || reads.every((name) => name === undefined || isKnownSeries(output, name))) continue;
      for (const { name, nameSpan } of expr.value) {
        if (name === undefined || isKnownSeries(output, name)) continue;
        report({
          file,
          at: [...at, 'expr'],
          ...(nameSpan === undefined ? {} : { span: nameSpan }),
          message: `nothing exposes or records ${quote(name)}`,
          help: output.suggest(name, knownSeries(output)),
        });
      }
    }
  },
});
