import { serialiseRuleFile } from '../../src/formats/rule-file.ts';
import { serialiseRuleTest } from '../../src/formats/rule-test-file.ts';
import { ruleTestFile } from '../../src/generators/prometheus/rule-tests.ts';
import { ruleFiles } from '../../src/generators/prometheus/rules.ts';
import type { Model } from '../../src/model/model.ts';
import { mutateRule } from '../../src/mutants/run/mutate-rule.ts';
import { loadRules, loadSuite } from './mutation.ts';

/** For each test group of an alert, the mutants of its rules that it kills, as texts. */
export interface AlertKills {
  readonly alert: string;
  readonly groups: readonly { readonly name: string; readonly kills: ReadonlySet<string> }[];
}

/** Every test group of every alert of a model, tried on every mutant of the rules of the alert that some group kills. */
export async function killMatrix(model: Model): Promise<readonly AlertKills[]> {
  const found: AlertKills[] = [];
  for (const { name, alerts, groups } of ruleFiles(model)) {
    const loaded = await loadRules(serialiseRuleFile(groups));
    for (const alert of alerts) {
      const suite = await loadSuite(loaded, serialiseRuleTest(ruleTestFile(model, alert, name)));
      const kills = new Map(suite.file.groups.map((group) => [group.name, new Set<string>()]));
      for (const rule of loaded.flatMap((group) => group.rules)) {
        const { judgements, trials } = mutateRule(rule, { version: '3', suites: [suite] });
        for (const { mutant, killer } of judgements) {
          if (killer === undefined) continue;
          for (const trial of trials)
            if (trial === killer.trial || trial.quick(mutant.rule) !== undefined)
              kills.get(trial.group.name)?.add(`${rule.name}: ${mutant.change} at ${mutant.span?.start ?? 0}`);
        }
      }
      found.push({ alert: alert.name, groups: [...kills].map(([group, set]) => ({ name: group, kills: set })) });
    }
  }
  return found;
}
