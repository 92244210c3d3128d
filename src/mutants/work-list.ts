import type { LoadedRule } from '../simulate/rules/rule.ts';
import type { RuleSet } from '../simulate/rules/rule-set.ts';
import type { ProjectIndex, RulePlace } from './project.ts';
import type { RuleOwner } from './report.ts';
import { createRuleSets } from './rule-sets.ts';

/** A rule to mutate, and under what it is reported. */
export interface WorkItem extends RulePlace {
  readonly owner: RuleOwner;
}

/**
 * The alerting rules of the files with the recording rules that they read, then the recordings that tests of expressions ask for
 * with those that these read. Each rule is there once, in whichever of the files it stands: a recording that several read is the first one's.
 * `selects` chooses alerts, and recordings that are asked for, by name.
 */
export function workList(
  index: ProjectIndex,
  files: readonly string[],
  selects: (name: string) => boolean,
): readonly WorkItem[] {
  const { ruleFiles } = index.project;
  const placeOf = new Map<LoadedRule, RulePlace>();
  for (const { path: file, groups } of ruleFiles)
    if (files.includes(file))
      groups.forEach(({ rules }, group) => {
        rules.forEach((rule, at) => {
          placeOf.set(rule, { file, group, index: at });
        });
      });
  const items: WorkItem[] = [];
  const taken = new Set<LoadedRule>();
  const take = (rule: LoadedRule, at: number, { entries, graph }: RuleSet): void => {
    const own = placeOf.get(rule);
    if (own === undefined || !selects(rule.name)) return;
    const owner = { kind: rule.kind, name: rule.name, file: own.file };
    for (const i of [...graph.withSources([at])].sort((a, b) => a - b)) {
      const source = entries[i]?.rule;
      const place = source === undefined ? undefined : placeOf.get(source);
      if (source === undefined || place === undefined || taken.has(source)) continue;
      if (source.kind === 'alerting' && source !== rule) continue;
      taken.add(source);
      items.push({ ...place, owner });
    }
  };
  const sets = createRuleSets(index);
  for (const [rule, { file }] of placeOf) {
    const set = sets(file);
    if (rule.kind === 'alerting')
      take(
        rule,
        set.entries.findIndex((entry) => entry.rule === rule),
        set,
      );
  }
  for (const [rule, { file }] of placeOf) {
    if (rule.kind !== 'recording' || taken.has(rule)) continue;
    const set = sets(file);
    const at = set.entries.findIndex((entry) => entry.rule === rule);
    if (set.asked.has(at)) take(rule, at, set);
  }
  return items;
}
