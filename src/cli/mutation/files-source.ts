import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { readTestFile } from '../../simulate/rule-tests/read-test-file.ts';
import { readYaml } from '../../simulate/rules/read-yaml.ts';
import type { PrometheusVersion } from '../../simulate/rules/rule.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import { displayPath } from '../display-path.ts';
import { fault } from '../files/fault.ts';
import { globFiles } from '../rule-tests/glob-files.ts';
import type { ProjectSource } from './project-source.ts';

/** Files as they are named on the command line. */
export interface NamedFiles {
  readonly rules: readonly string[];
  readonly tests: readonly string[];
}

type FileSource = Pick<ProjectSource, 'ruleFiles' | 'testFiles' | 'mutated' | 'facts'>;

/**
 * Reads rule and test files of anybody. A test file is tried on the rule files that it names and those given with `--rules`; without `--rules`
 * what the test files name is mutated. Throws a {@link CannotRunError}.
 */
export async function filesSource(
  { rules, tests }: NamedFiles,
  version: PrometheusVersion,
  cwd: string,
): Promise<FileSource> {
  if (tests.length === 0)
    throw new CannotRunError('cli/usage', '`--rules` needs `--tests`', 'name the promtool test files of the rules');
  const given = rules.map((path) => resolve(cwd, path));
  const show = (path: string): string => displayPath(cwd, path);
  const ruleFiles = new Set(given);
  const testFiles: ProjectSource['testFiles'][number][] = [];
  for (const path of tests.map((one) => resolve(cwd, one))) {
    const text = read(path);
    const named = await namedRuleFiles(text, version, dirname(path));
    // A rule file that is given stands for the one of its name that the test would take.
    const others = named.filter((one) => !given.some((own) => basename(own) === basename(one)));
    const all = [...new Set([...others, ...given])];
    for (const one of all) ruleFiles.add(one);
    testFiles.push({ path: show(path), text, ruleFiles: all.map(show) });
  }
  return {
    ruleFiles: [...ruleFiles].map((path) => ({ path: show(path), text: read(path) })),
    testFiles,
    mutated: (given.length > 0 ? given : [...ruleFiles]).map(show),
    facts: {},
  };
}

async function namedRuleFiles(text: string, version: PrometheusVersion, folder: string): Promise<readonly string[]> {
  const yaml = await readYaml(text);
  // What is wrong with the file is found when all of it is read.
  if (!yaml.ok) return [];
  return readTestFile(yaml.value.root, version).file.ruleFiles.flatMap((pattern) => globFiles(folder, pattern));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fault('read', path, error);
  }
}
