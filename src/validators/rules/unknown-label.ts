import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports matchers on labels that the series of a metric never have. */
export const unknownLabel = defineCheck({
  id: 'rules/unknown-label',
  severity: 'error',
  check({ rules, knowledge, model, suggest }, report) {
    const labelsOfSeries = new Map<string, ReadonlySet<string>>();
    for (const [series, { name, labels }] of knowledge.series) {
      const own = labels.map((label) => label.name);
      const buckets = series === `${name}_bucket` ? ['le'] : [];
      labelsOfSeries.set(series, new Set([...model.targetLabels, ...own, ...buckets]));
    }
    for (const { expr, file, at } of rules) {
      if (!expr.ok) continue;
      for (const { name = '', matchers } of expr.value) {
        const labels = labelsOfSeries.get(name);
        for (const matcher of matchers) {
          if (labels === undefined || labels.has(matcher.name)) continue;
          report({
            file,
            at: [...at, 'expr'],
            ...(matcher.span === undefined ? {} : { span: matcher.span }),
            message: `${quote(name)} has no label ${quote(matcher.name)}`,
            help: suggest(matcher.name, [...labels]),
          });
        }
      }
    }
  },
});
