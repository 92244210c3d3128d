import type { RuleTestGroup } from '../formats/rule-test-file.ts';
import type { Labels } from '../promql/storage/label-table.ts';
import { parseSeriesLabels } from '../promql/storage/series-notation.ts';
import { selectorsOf } from '../promql/walk.ts';
import type { ProjectIndex } from './project.ts';
import { createRuleSets } from './rule-sets.ts';
import type { WorkItem } from './work-list.ts';

/**
 * Positions of the rules that new tests say something about: of an alert or a recording that they share, directly or through rules that read each
 * other, or of a label that no series of the tests `before` has, of a metric that they read. To all others they are no test, no input and no example.
 */
export function concernedItems(
  index: ProjectIndex,
  items: readonly WorkItem[],
  groups: readonly RuleTestGroup[],
  before: ProjectIndex,
): readonly number[] {
  const told = new Set([...groups.flatMap(namesIn), ...newlyLabelled(groups, before)]);
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

/** Alerts and expressions, which suggestions have only the names of recordings for. */
const namesIn = ({ alert_rule_test = [], promql_expr_test = [] }: RuleTestGroup): readonly string[] => [
  ...alert_rule_test.map(({ alertname }) => alertname),
  ...promql_expr_test.map(({ expr }) => expr),
];

/** Metrics with a label that they do not have in the tests before. */
function newlyLabelled(groups: readonly RuleTestGroup[], { project }: ProjectIndex): readonly string[] {
  const known = new Set<string>();
  const keysOf = (labels: Labels): readonly string[] =>
    Object.keys(labels).map((label) => `${labels['__name__']} ${label}`);
  for (const { file } of project.testFiles)
    for (const { inputs } of file.groups)
      for (const { labels } of inputs) for (const key of keysOf(labels)) known.add(key);
  return groups.flatMap(({ input_series = [] }) =>
    input_series.flatMap(({ series }) => {
      const labels = parseSeriesLabels(series, project.version);
      return labels.ok && keysOf(labels.value).some((key) => !known.has(key)) ? [labels.value['__name__'] ?? ''] : [];
    }),
  );
}
