import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import { conventions } from '../../model/conventions.ts';
import { readScenario } from '../../simulate/routing/scenario/read-scenario.ts';
import type { Scenario } from '../../simulate/routing/scenario/scenario.ts';
import { readTestFile } from '../../simulate/rule-tests/read-test-file.ts';
import { createLineIndex, locatePlace } from '../../simulate/rules/locate-place.ts';
import { readYaml } from '../../simulate/rules/read-yaml.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { BuiltSpec } from '../commands/build-spec.ts';
import { fault } from '../files/fault.ts';
import { globFiles } from '../rule-tests/glob-files.ts';
import type { RoutingOptions } from './routing-source.ts';

/** A scenario, with the contents of the rule files that it means. */
export interface FoundScenario {
  readonly scenario: Scenario;
  readonly rules: readonly { readonly path: string; readonly content: string }[];
}

/** Where text is: a file, or what would be generated. */
interface Source {
  readonly path: string;
  readonly text: string;
  /** Finds rule files, as written in it. */
  readonly rulesNamed: (pattern: string) => FoundScenario['rules'];
}

/**
 * The scenario that `--scenario` names: a scenario file, a group of a promtool test file (`FILE#GROUP`), or one of a generated test
 * (`ALERT`, `ALERT#GROUP`); without a group the first.
 */
export async function findScenario(
  wanted: string,
  { release }: RoutingOptions,
  spec: (BuiltSpec & { readonly ok: true }) | undefined,
  cwd: string,
): Promise<FoundScenario | readonly Diagnostic[]> {
  const [, name = '', group] = /^([^#]*)(?:#([\s\S]*))?$/.exec(wanted) ?? [];
  const source = fileSource(resolve(cwd, name)) ?? generatedSource(name, spec);
  if (source === undefined) {
    const known = (spec?.model.alerts ?? []).map((alert) => `\`${alert.name}\``).join(', ');
    const help =
      known === '' ? 'name a scenario file, or a promtool test file and a group' : `name a file, or one of ${known}`;
    throw new CannotRunError('cli/no-scenario', `there is no scenario \`${name}\``, help);
  }
  const { path, text, rulesNamed } = source;
  const yaml = await readYaml(text);
  if (!yaml.ok) {
    const [error] = yaml.errors;
    const location = { file: path, ...createLineIndex(text).position(error?.offset ?? 0) };
    return [
      {
        code: 'scenario/not-yaml',
        severity: 'error',
        message: error?.message ?? '',
        help: 'correct the YAML',
        location,
      },
    ];
  }
  const { root } = yaml.value;
  const located = (findings: readonly Finding[]): readonly Diagnostic[] => {
    const lines = createLineIndex(text);
    return findings.map(({ place, ...rest }) => ({ ...rest, location: locatePlace(root, lines, path, text, place) }));
  };
  const isTest = root.kind === 'map' && root.entries.some(({ key }) => key.text === 'tests');
  const generated = (): FoundScenario['rules'] =>
    (spec?.artifacts ?? []).filter((one) => one.path.startsWith(`${dirname(conventions.rulesPath('x'))}/`));
  if (!isTest) {
    const { scenario, findings } = readScenario(root, release, spec?.model.evaluationInterval ?? 15_000);
    if (findings.length > 0) return located(findings);
    const rules = scenario.ruleFiles.length === 0 ? generated() : scenario.ruleFiles.flatMap(rulesNamed);
    return { scenario, rules: scenario.inputs.length === 0 ? [] : rules };
  }
  const { file, findings } = readTestFile(root, '3');
  if (findings.length > 0) return located(findings);
  const chosen = file.groups.find((one) => group === undefined || one.name === group);
  if (chosen === undefined) {
    const names = file.groups.map((one) => `\`${one.name}\``).join(', ');
    throw new CannotRunError('cli/no-scenario', `\`${path}\` has no group \`${group}\``, `use one of ${names}`);
  }
  const samples = chosen.inputs.reduce((most, { values }) => Math.max(most, values.length), 0);
  const scenario: Scenario = {
    name: chosen.name,
    ruleFiles: file.ruleFiles,
    interval: chosen.interval,
    evaluationInterval: file.evaluationInterval,
    start: chosen.start,
    until: Math.max(samples * chosen.interval, ...chosen.alertTests.map(({ evalTime }) => evalTime)) + 3_600_000,
    inputs: chosen.inputs,
    alerts: [],
    silences: [],
  };
  return { scenario, rules: file.ruleFiles.flatMap(rulesNamed) };
}

function fileSource(path: string): Source | undefined {
  if (!existsSync(path)) return undefined;
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw fault('read', file, error);
    }
  };
  const rulesNamed = (pattern: string) =>
    globFiles(dirname(path), pattern).map((file) => ({ path: file, content: read(file) }));
  return { path, text: read(path), rulesNamed };
}

function generatedSource(name: string, spec: (BuiltSpec & { readonly ok: true }) | undefined): Source | undefined {
  const artifact = spec?.artifacts.find(({ path }) => path === conventions.ruleTestPath(name));
  if (spec === undefined || artifact === undefined) return undefined;
  const rulesNamed = (pattern: string) => spec.artifacts.filter(({ path }) => basename(path) === basename(pattern));
  return { path: join(spec.out, artifact.path), text: artifact.content, rulesNamed };
}
