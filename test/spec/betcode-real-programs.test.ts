import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { betcodeArtifacts, betcodeModel } from '../support/betcode.ts';
import { hasProgram } from '../support/real-programs.ts';

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-betcode-'));
  for (const { path, content } of await betcodeArtifacts()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const paths = async (pattern: RegExp): Promise<readonly string[]> =>
  (await betcodeArtifacts()).map(({ path }) => path).filter((path) => pattern.test(path));

function run(
  command: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly stdout: string; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return { status, stdout, output: `${stdout}${stderr}` };
}

const passes = { status: 0 };

describe.skipIf(!hasProgram('promtool'))('promtool', () => {
  it('accepts the rules', async () => {
    const result = run('promtool', 'check', 'rules', ...(await paths(/\.rules\.yml$/)));
    expect(result, result.output).toMatchObject(passes);
  });

  it('passes every rule test', async () => {
    const result = run('promtool', 'test', 'rules', ...(await paths(/\.test\.yml$/)));
    expect(result, result.output.slice(0, 4000)).toMatchObject(passes);
  });

  it('accepts the server configuration, and finds all rule files through it', async () => {
    const result = run('promtool', 'check', 'config', 'prometheus/prometheus.yml');
    expect(result, result.output).toMatchObject(passes);
    expect(result.output.match(/rules found/g)).toHaveLength((await paths(/\.rules\.yml$/)).length);
  });
});

describe.skipIf(!hasProgram('amtool'))('amtool', () => {
  it('accepts the configuration', () => {
    const result = run('amtool', 'check-config', 'alertmanager/alertmanager.yml');
    expect(result, result.output).toMatchObject(passes);
  });

  const model = betcodeModel();
  it.each(model.alerts.map(({ name, severity, audience }) => ({ name, severity, audience })))(
    'routes $name to the receiver of $severity and $audience alone',
    ({ name, severity, audience }) => {
      const receiver = model.routes.find(
        (route) => route.severity === severity && route.audience === audience,
      )?.receiver;
      const labels = [`alertname=${name}`, `severity=${severity}`, `audience=${audience}`, `service=${model.service}`];
      const { status, stdout } = run(
        'amtool',
        'config',
        'routes',
        'test',
        '--config.file=alertmanager/alertmanager.yml',
        ...labels,
      );
      expect({ status, receiver: stdout.trim() }).toEqual({ status: 0, receiver });
    },
  );

  it('routes every severity and audience that the spec knows, whatever the alert', () => {
    for (const { severity, audience, receiver } of model.routes) {
      const { stdout } = run(
        'amtool',
        'config',
        'routes',
        'test',
        '--config.file=alertmanager/alertmanager.yml',
        `severity=${severity}`,
        `audience=${audience}`,
        'alertname=Any',
        `service=${model.service}`,
      );
      expect({ severity, audience, receiver: stdout.trim() }).toEqual({ severity, audience, receiver });
    }
  });
});
