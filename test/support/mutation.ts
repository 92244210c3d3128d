import type { RuleFileContent } from '../../src/formats/rule-file.ts';
import { serialiseRuleFile } from '../../src/formats/rule-file.ts';
import { serialiseRuleTest } from '../../src/formats/rule-test-file.ts';
import { ruleTestFile } from '../../src/generators/prometheus/rule-tests.ts';
import { ruleFiles } from '../../src/generators/prometheus/rules.ts';
import type { Model } from '../../src/model/model.ts';
import { mutateRule } from '../../src/mutants/run/mutate-rule.ts';
import { createSuite, type Suite } from '../../src/mutants/run/suite.ts';
import { print } from '../../src/promql/printer.ts';
import { readTestFile } from '../../src/simulate/rule-tests/read-test-file.ts';
import { readRuleFile } from '../../src/simulate/rules/read-rule-file.ts';
import { readYaml } from '../../src/simulate/rules/read-yaml.ts';
import type { LoadedGroup, LoadedRule, PrometheusVersion } from '../../src/simulate/rules/rule.ts';

const rootOf = async (text: string) => {
  const yaml = await readYaml(text);
  if (!yaml.ok) throw new Error(JSON.stringify(yaml.errors));
  return yaml.value.root;
};

/** The groups of a rule file; throws when it has mistakes. */
export async function loadRules(text: string, version: PrometheusVersion = '3'): Promise<readonly LoadedGroup[]> {
  const { groups, findings } = readRuleFile(await rootOf(text), 'rules.yml', version);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return groups;
}

/** A test file with its rules; throws when it has mistakes. */
export async function loadSuite(
  rules: readonly LoadedGroup[],
  tests: string,
  version: PrometheusVersion = '3',
): Promise<Suite> {
  const { file, findings } = readTestFile(await rootOf(tests), version);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return createSuite('tests.yml', file, rules, version);
}

/** The generated rule files of a model with a suite for each alert. */
export async function modelSuites(model: Model, version: PrometheusVersion) {
  const found = [];
  for (const { name, alerts, groups } of ruleFiles(model)) {
    const loaded = await loadRules(serialiseRuleFile(groups), version);
    const tests = alerts.map((alert) => ({
      path: `tests/${alert.name}.test.yml`,
      content: serialiseRuleTest(ruleTestFile(model, alert, name)),
    }));
    const suites = await Promise.all(tests.map(({ content }) => loadSuite(loaded, content, version)));
    found.push({ name, loaded, suites, tests, groups });
  }
  return found;
}

/** The rule file with one rule in the place of another, as it would be deployed. */
export function withMutant(
  groups: RuleFileContent['groups'],
  original: LoadedRule,
  { rule }: { readonly rule: LoadedRule },
): string {
  const edited = groups.map((group) => ({
    ...group,
    rules: group.rules.map((one) => {
      if (('alert' in one ? one.alert : one.record) !== original.name) return one;
      if (rule.kind === 'recording') return { ...one, expr: print(rule.expr) };
      const ms = (length: number): string => `${length}ms`;
      return {
        ...one,
        expr: print(rule.expr),
        for: ms(rule.forMs),
        ...(rule.keepFiringForMs === 0 ? { keep_firing_for: '0s' } : { keep_firing_for: ms(rule.keepFiringForMs) }),
        labels: Object.fromEntries(rule.labels.map(([name, { source }]) => [name, source])),
        annotations: Object.fromEntries(rule.annotations.map(([name, { source }]) => [name, source])),
      };
    }),
  }));
  return serialiseRuleFile(edited);
}

/** Mutants, one in `every`, on which the quick verdict and that of a whole run of all rules and tests differ. */
export function wholeRunDifferences(
  loaded: readonly LoadedGroup[],
  suites: readonly Suite[],
  version: PrometheusVersion,
  every: number,
): readonly string[] {
  return loaded
    .flatMap((group) => group.rules)
    .flatMap((rule) => {
      const { judgements } = mutateRule(rule, { version, suites });
      return judgements
        .filter((_, i) => i % every === 0)
        .flatMap(({ mutant, killer }) => {
          const groups = loaded.map((group) => ({
            ...group,
            rules: group.rules.map((one) => (one === rule ? mutant.rule : one)),
          }));
          const notices = suites.some(({ file }) => createSuite('', file, groups, version).failing.length > 0);
          return notices === (killer !== undefined) ? [] : [`${rule.name}: ${mutant.change}`];
        });
    });
}
