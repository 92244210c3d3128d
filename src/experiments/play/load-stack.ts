import type { Artifact } from '../../formats/artifact.ts';
import { conventions } from '../../model/conventions.ts';
import type { AlertmanagerSetup } from '../../simulate/routing/config/alertmanager.ts';
import { loadAlertmanager } from '../../simulate/routing/config/load-alertmanager.ts';
import { readRuleFile } from '../../simulate/rules/read-rule-file.ts';
import { readYaml } from '../../simulate/rules/read-yaml.ts';
import type { LoadedGroup } from '../../simulate/rules/rule.ts';
import { createRuleSet, type RuleSet } from '../../simulate/rules/rule-set.ts';

/** The generated files, as Prometheus and Alertmanager read them. */
export interface Stack {
  readonly rules: RuleSet;
  readonly alertmanager: AlertmanagerSetup;
}

/** Prometheus' default `evaluation_interval`: the resolution of subqueries that name none. Milliseconds. */
const subqueryStepMs = 60_000;

/** Reads the generated rules and the generated routing. Throws when they cannot be read: nothing would be proven. */
export async function loadStack(artifacts: readonly Artifact[]): Promise<Stack> {
  const groups: LoadedGroup[] = [];
  for (const { path, content } of artifacts) {
    if (!/^prometheus\/rules\/[^/]+\.rules\.yml$/.test(path)) continue;
    const yaml = await readYaml(content);
    if (!yaml.ok) throw new Error(`${path}: ${yaml.errors[0]?.message ?? 'not YAML'}`);
    const read = readRuleFile(yaml.value.root, path, '3');
    const [first] = read.findings;
    if (first !== undefined) throw new Error(`${path}: ${first.message}`);
    groups.push(...read.groups);
  }
  const path = conventions.alertmanagerPath;
  const config = artifacts.find((artifact) => artifact.path === path);
  const loaded = await loadAlertmanager(config?.content ?? '', path, '0.25');
  if (!loaded.ok) throw new Error(`${path}: ${loaded.errors[0]?.message ?? 'unreadable'}`);
  const rules = createRuleSet(groups, { version: '3', groupOrder: [], subqueryStepMs });
  return { rules, alertmanager: loaded.value.setup };
}
