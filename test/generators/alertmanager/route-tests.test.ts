import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { conventions } from '../../../src/model/conventions.ts';
import type { AlertmanagerSetup } from '../../../src/simulate/routing/config/alertmanager.ts';
import { readSetup } from '../../../src/simulate/routing/config/read-setup.ts';
import { readRouteTests } from '../../../src/simulate/routing/tests/read-route-tests.ts';
import { runRouteTests } from '../../../src/simulate/routing/tests/run-route-tests.ts';
import { readAnyYaml } from '../../../src/simulate/rules/read-any-yaml.ts';
import { amtoolRoutes } from '../../support/amtool-routes.ts';
import { betcodeArtifacts, betcodeModel } from '../../support/betcode.ts';
import { hasProgram } from '../../support/real-programs.ts';

const model = betcodeModel();
const folder = mkdtempSync(join(tmpdir(), 'tocsin-route-tests-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contentOf = async (path: string): Promise<string> =>
  (await betcodeArtifacts()).find((one) => one.path === path)?.content ?? '';

function rootOf(text: string) {
  const yaml = readAnyYaml(text);
  if (!yaml.ok) throw new Error(yaml.errors[0]?.message);
  return yaml.value.root;
}

const setupOf = (text: string): AlertmanagerSetup => readSetup(rootOf(text), '0.25').setup;

async function generatedTests() {
  const { tests, findings } = readRouteTests(rootOf(await contentOf(conventions.routeTestPath(model))), '0.25');
  expect(findings).toEqual([]);
  return tests;
}

describe('generateRouteTests', () => {
  it('tests every alert, every route, every inhibition and the heartbeat, and all pass', async () => {
    const tests = await generatedTests();
    expect(tests.routes).toHaveLength(model.alerts.length + model.routes.length);
    expect(tests.notifications.length).toBeGreaterThan(model.inhibitions.length);
    const outcomes = runRouteTests(setupOf(await contentOf(conventions.alertmanagerPath)), tests);
    expect(outcomes.flatMap(({ finding }) => finding ?? [])).toEqual([]);
  });

  it.each([
    { name: 'a route to somebody else', from: 'receiver: owner', to: 'receiver: team' },
    { name: 'a matcher of another severity', from: 'severity="P2"', to: 'severity="P4"' },
    { name: 'a longer wait', from: 'group_wait: 30s', to: 'group_wait: 45s' },
    { name: 'no inhibition of the machines', from: 'alertname="BetcodeTunnelDisconnected"', to: 'alertname="Tunnel"' },
    { name: 'an inhibition that reaches other instances', from: '    equal:\n      - instance\n', to: '' },
    { name: 'a slower heartbeat', from: 'repeat_interval: 30s\n', to: 'repeat_interval: 5m\n' },
    { name: 'other groups', from: '      - alertname\n        - instance', to: '      - job' },
  ])('fails for $name', async ({ from, to }) => {
    const good = await contentOf(conventions.alertmanagerPath);
    const broken = from.startsWith('      - alertname')
      ? good.replaceAll(/ {8}- alertname\n {8}- instance/g, '        - job')
      : good.replace(from, to);
    expect(broken).not.toBe(good);
    const outcomes = runRouteTests(setupOf(broken), await generatedTests());
    expect(outcomes.filter(({ finding }) => finding !== undefined).length).toBeGreaterThan(0);
  });

  it.skipIf(!hasProgram('amtool'))('expects of routes what amtool says', async () => {
    const file = join(folder, 'alertmanager.yml');
    writeFileSync(file, (await contentOf(conventions.alertmanagerPath)).replace(/^templates:\n.*\n/m, ''));
    const { routes } = await generatedTests();
    const answers = await amtoolRoutes(
      file,
      routes.map(({ labels }) => labels),
    );
    expect(answers).toEqual(routes.map(({ receivers }) => receivers));
  });
});
