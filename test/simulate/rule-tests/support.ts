import { checkTestFile, type TestFileReport } from '../../../src/simulate/rule-tests/check-test-file.ts';
import { readTestFile } from '../../../src/simulate/rule-tests/read-test-file.ts';
import { readRuleFile } from '../../../src/simulate/rules/read-rule-file.ts';
import { readYaml } from '../../../src/simulate/rules/read-yaml.ts';
import type { PrometheusVersion } from '../../../src/simulate/rules/rule.ts';
import type { YamlNode } from '../../../src/simulate/rules/yaml-node.ts';

async function rootOf(text: string): Promise<YamlNode> {
  const yaml = await readYaml(text);
  if (!yaml.ok) throw new Error(yaml.errors.map(({ message }) => message).join('; '));
  return yaml.value.root;
}

/** Runs a test file on one rule file; both must be readable. */
export async function runTexts(
  rules: string,
  tests: string,
  version: PrometheusVersion = '2.42',
): Promise<TestFileReport> {
  const ruleFile = readRuleFile(await rootOf(rules), 'rules.yml', version);
  const testFile = readTestFile(await rootOf(tests), version);
  const findings = [...ruleFile.findings, ...testFile.findings];
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('; '));
  return checkTestFile(testFile.file, ruleFile.groups, { version });
}

/** The codes of what was found, without their area. */
export const codesOf = ({ findings }: TestFileReport): readonly string[] =>
  findings.map(({ code }) => code.replace('rule-tests/', ''));
