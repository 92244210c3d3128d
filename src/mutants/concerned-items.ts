import type { RuleTestGroup } from '../formats/rule-test-file.ts';
import { parseSeriesLabels } from '../promql/storage/series-notation.ts';
import { selectorsOf } from '../promql/walk.ts';
import type { ProjectIndex } from './project.ts';
import { createRuleSets } from './rule-sets.ts';
import type { WorkItem } from './work-list.ts';

/**
 * Positions of the rules that new tests can say something about: those that share an alert, a recording or the metric of an input series with
 * them, directly or through rules that read each other. To all others they are no input, no example of labels and no test.
 */
export function concernedItems(
  index: ProjectIndex,
  items: readonly WorkItem[],
  groups: readonly RuleTestGroup[],
): readonly number[] {
  const told = new Set(groups.flatMap(namesIn));
  const sets = createRuleSets(index);
  return items.flatMap((item, at) => {
    const { entries, graph } = sets(item.file);
    const own = index.ruleAt(item);
    const place = entries.findIndex(({ rule }) => rule === own);
    const chain = graph.withSources(graph.withReaders([place]));
    const names = [...chain].flatMap((i) => {
      const rule = entries[i]?.rule;
      return rule === undefined ? [] : [rule.name, ...selectorsOf(rule.expr).map(({ name = '' }) => name)];
    });
    return names.some((name) => told.has(name)) ? [at] : [];
  });
}

/** Alerts, metrics of the input, and expressions, which suggestions have only the names of recordings for. */
const namesIn = ({ input_series = [], alert_rule_test = [], promql_expr_test = [] }: RuleTestGroup) => [
  ...alert_rule_test.map(({ alertname }) => alertname),
  ...promql_expr_test.map(({ expr }) => expr),
  ...input_series.flatMap(({ series }) => {
    const labels = parseSeriesLabels(series);
    return labels.ok ? [labels.value['__name__'] ?? ''] : [];
  }),
];
