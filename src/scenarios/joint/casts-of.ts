import type { LabelTest, Metric } from '../../model/model.ts';
import { candidates, passes } from '../pick-labels.ts';
import { type SeriesLabels, type Stage, targetLabels } from '../subject.ts';
import type { Use } from './uses-of.ts';

/** The series of one metric that a joint story has, by their labels. */
export interface Cast {
  readonly metric: Metric;
  readonly uses: readonly Use[];
  /** What all parts of the condition select, where anything is. */
  readonly base: SeriesLabels;
  /** What some parts select and others do not, in the group of the base or in another one; and a sibling in its group. */
  readonly others: readonly SeriesLabels[];
  /** Those of the others that the same parts select as what they stand beside: the one of the base first. */
  readonly siblings: readonly SeriesLabels[];
}

/** More series than that make a story that nobody reads. */
const most = 6;

/** For each metric that the parts read, series with every combination of parts that select them. */
export function castsOf(stage: Stage, uses: readonly Use[]): readonly Cast[] {
  const metrics = [...new Set(uses.map(({ of }) => of.metric.name))].map((name) => {
    const own = uses.filter(({ of }) => of.metric.name === name);
    const metric = own[0]?.of.metric;
    if (metric === undefined) throw new Error(`nothing reads \`${name}\``);
    const tests = own.flatMap(({ of }) => of.where);
    const labels = [...stage.model.targetLabels, ...metric.labels.map((label) => label.name)];
    const target = targetLabels(stage, metric.job, stage.host);
    const choices = new Map(
      labels.map((label) => [label, choicesOf(stage, metric, label, target[label], testsOf(tests, label))]),
    );
    const base = Object.fromEntries([...choices].map(([label, values]) => [label, values[0] ?? '']));
    return { metric, uses: own, tests, labels, choices, base };
  });
  // A group that one metric has because of its tests must be there for the others, too.
  const groups = new Map<string, Set<string>>();
  for (const { uses: own, choices, tests } of metrics)
    for (const label of new Set(own.flatMap(({ by }) => by)))
      if (testsOf(tests, label).length > 0)
        for (const value of choices.get(label)?.slice(1) ?? [])
          groups.set(label, (groups.get(label) ?? new Set()).add(value));
  return metrics.map(({ metric, uses: own, tests, labels, choices, base }) => {
    const by = new Set(own.flatMap((use) => use.by));
    const ways = labels.flatMap((label) => {
      const values = testsOf(tests, label).length > 0 ? (choices.get(label)?.slice(1) ?? []) : [];
      return [...new Set([...values, ...(groups.get(label) ?? [])])]
        .filter((value) => value !== base[label])
        .map((value) => ({ ...base, [label]: value }));
    });
    const groupsApart = ways.filter((way) => [...by].some((label) => way[label] !== base[label]));
    const siblings = [base, ...groupsApart.slice(0, 2)].flatMap((labels): readonly SeriesLabels[] => {
      const sibling = siblingOf(stage, metric, by, tests, labels);
      return sibling === undefined ? [] : [sibling];
    });
    return { metric, uses: own, base, others: [...ways.slice(0, most), ...siblings], siblings };
  });
}

const testsOf = (tests: readonly LabelTest[], label: string): readonly LabelTest[] =>
  tests.filter((test) => test.label === label);

/** How the tests of a label see a value: which of them it passes, and by which of the values that they list. */
const seen = (tests: readonly LabelTest[], value: string): string =>
  tests
    .map((test) => {
      const listed = 'values' in test ? test.values : test.regex.split('|');
      return `${passes(test, value)}${listed.indexOf(value)}`;
    })
    .join();

/** One value of a label for each way in which its tests see it; the first one is what most of them take. */
function choicesOf(
  { common }: Stage,
  metric: Metric,
  label: string,
  usual: string | undefined,
  tests: readonly LabelTest[],
): readonly string[] {
  const named = [common?.[label], usual].flatMap((value) => value ?? []);
  const own = metric.labels.some(({ name }) => name === label) || tests.length > 0;
  const values = [...named, ...(own ? candidates(metric, label, tests) : [])];
  const taken = (value: string): number => tests.filter((test) => passes(test, value)).length;
  const first = values.reduce((best, value) => (taken(value) > taken(best) ? value : best), values[0] ?? '');
  const found = new Map<string, string>();
  for (const value of [first, ...values]) if (!found.has(seen(tests, value))) found.set(seen(tests, value), value);
  return [...found.values()];
}

/** Another series of the group of the base that the same parts select. */
function siblingOf(
  stage: Stage,
  metric: Metric,
  by: ReadonlySet<string>,
  tests: readonly LabelTest[],
  base: SeriesLabels,
): SeriesLabels | undefined {
  for (const { name } of metric.labels) {
    if (by.has(name)) continue;
    const own = testsOf(tests, name);
    const other = candidates(metric, name, own).find(
      (value) => value !== base[name] && own.every((test) => passes(test, value) === passes(test, base[name] ?? '')),
    );
    if (other !== undefined) return { ...base, [name]: other };
  }
  if (by.has('instance') || !stage.model.targetLabels.includes('instance')) return undefined;
  return { ...base, ...targetLabels(stage, metric.job, stage.host + 10) };
}
