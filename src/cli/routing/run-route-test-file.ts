import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { loadAlertmanager } from '../../simulate/routing/config/load-alertmanager.ts';
import { readRouteTests } from '../../simulate/routing/tests/read-route-tests.ts';
import { runRouteTests } from '../../simulate/routing/tests/run-route-tests.ts';
import type { TestCase } from '../../simulate/rule-tests/check-test-file.ts';
import { createLineIndex, locatePlace } from '../../simulate/rules/locate-place.ts';
import { readYaml } from '../../simulate/rules/read-yaml.ts';
import { errnoOf } from '../files/fault.ts';
import type { FileResult } from '../rule-tests/test-file-runner.ts';

/** Runs the tests of a file on the configuration that it names. */
export async function runRouteTestFile(file: string): Promise<FileResult> {
  const none = { file, cases: [], groups: 0, ruleFiles: [] };
  const text = readFileSync(file, 'utf8');
  const lines = createLineIndex(text);
  const yaml = await readYaml(text);
  if (!yaml.ok) {
    const [error] = yaml.errors;
    const location = { file, ...lines.position(error?.offset ?? 0) };
    const message = error?.message ?? '';
    const help = 'correct the YAML';
    return { ...none, diagnostics: [{ code: 'route-tests/not-yaml', severity: 'error', message, help, location }] };
  }
  const { root } = yaml.value;
  const { tests, findings } = readRouteTests(root, '0.25');
  const located = (found: typeof findings): readonly Diagnostic[] =>
    found.map(({ place, ...rest }) => ({ ...rest, location: locatePlace(root, lines, file, text, place) }));
  if (findings.length > 0) return { ...none, diagnostics: located(findings) };
  const path = resolve(dirname(file), tests.alertmanager);
  const config = readConfig(path);
  if (config === undefined) {
    const message = `there is no configuration \`${tests.alertmanager}\``;
    const place = { path: ['alertmanager'] };
    const help = 'correct the path';
    return {
      ...none,
      diagnostics: located([{ code: 'route-tests/no-config', severity: 'error', message, help, place }]),
    };
  }
  const loaded = await loadAlertmanager(config, path, '0.25');
  if (!loaded.ok) return { ...none, diagnostics: loaded.errors };
  const outcomes = runRouteTests(loaded.value.setup, tests);
  const cases = outcomes.map(({ name, finding }): TestCase => {
    const group = finding?.place.path[0] ?? 'routes';
    return { group: String(group), name, ...(finding === undefined ? {} : { failure: finding.message }) };
  });
  const failures = outcomes.flatMap(({ finding }) => finding ?? []);
  return { file, diagnostics: located(failures), cases, groups: outcomes.length, ruleFiles: [path] };
}

function readConfig(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
