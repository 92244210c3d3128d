import { createRuleSet } from '../simulate/rules/rule-set.ts';
import type { ProjectIndex, RulePlace } from './project.ts';

/** A rule to mutate, and the alert under which it is reported. */
export interface WorkItem extends RulePlace {
  readonly alert: string;
}

/**
 * The alerting rules of the files, and the recording rules that they read; a recording that several alerts read is the first one's.
 * `selects` chooses alerts by name.
 */
export function workList(
  { project, groupsWith }: ProjectIndex,
  files: readonly string[],
  selects: (alert: string) => boolean,
): readonly WorkItem[] {
  const items: WorkItem[] = [];
  for (const { path, groups } of project.ruleFiles) {
    if (!files.includes(path)) continue;
    const { entries, graph } = createRuleSet(groupsWith(path), {
      version: project.version,
      groupOrder: [],
      subqueryStepMs: 60_000,
    });
    const taken = new Set<number>();
    const indexOf = new Map(entries.map(({ rule }, i) => [rule, i]));
    const placeOf = new Map(
      groups.flatMap(({ rules }, group) => rules.map((rule, index) => [rule, { file: path, group, index }] as const)),
    );
    for (const rule of placeOf.keys()) {
      if (rule.kind !== 'alerting' || !selects(rule.name)) continue;
      const sources = [...graph.withSources([indexOf.get(rule) ?? 0])].sort((a, b) => a - b);
      for (const i of sources) {
        const source = entries[i]?.rule;
        const place = source === undefined ? undefined : placeOf.get(source);
        if (source === undefined || place === undefined || taken.has(i)) continue;
        if (source.kind === 'alerting' && source !== rule) continue;
        taken.add(i);
        items.push({ ...place, alert: rule.name });
      }
    }
  }
  return items;
}
