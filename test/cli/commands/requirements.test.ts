import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shopSpec } from '../../support/mistake-base.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const cwd = temporaryFolder();
const spec = (tests: readonly string[]): string =>
  JSON.stringify({
    ...shopSpec().document,
    requirements: [
      {
        section: 'Alerts',
        text: 'Down | P1',
        heldBy: [{ alert: 'ShopDown' }, { metric: 'shop_orders_total' }],
        tests,
        gap: 'for how long is not said',
        decision: '2 minutes',
      },
      { section: 'About', text: 'Version 1', beyond: 'says what this is' },
    ],
  });
writeFiles(cwd, {
  'tocsin.config.json': spec(['tests/down.test.yml']),
  'tests/down.test.yml': '',
  'broken.json': spec(['tests/gone.test.yml']),
  'none.json': JSON.stringify(shopSpec().document),
});

describe('tocsin requirements', () => {
  it('prints what holds each sentence', async () => {
    const { exitCode, stdout } = await runCli(['requirements'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 sentences, in the order of the document: 1 are held');
    expect(stdout).toContain('| Down \\| P1 | alert [`ShopDown`](tocsin.config.json), metric');
    expect(stdout).toContain('[ShopDown.rules.yml](output/prometheus/rules/ShopDown.rules.yml)');
    expect(stdout).toContain('[down.test.yml](tests/down.test.yml) |');
    expect(stdout).toContain('| Version 1 | says what this is |  |  |');
    expect(stdout).toContain('| Down \\| P1 | for how long is not said | 2 minutes |');
  });

  it('writes the page with links from its own folder, and checks it', async () => {
    const page = 'docs/held.md';
    writeFiles(cwd, { [page]: 'old' });
    const stale = await runCli(['requirements', '--check', page], { cwd });
    expect(stale.exitCode).toBe(1);
    expect(stale.stdout).toContain('error[requirement/stale-page]: `docs/held.md` is not what the spec says');
    expect(stale.stdout).toContain('run `tocsin requirements --write docs/held.md`');
    expect(await runCli(['requirements', '--write', page], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: `wrote ${page}\n`,
    });
    expect(readFileSync(join(cwd, page), 'utf8')).toContain('(../tests/down.test.yml)');
    expect(await runCli(['requirements', '--check', page], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: `${page} is current\n`,
    });
  });

  it('finds a test that is not there', async () => {
    const { exitCode, stdout } = await runCli(['requirements', '--config', 'broken.json'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error[requirement/missing-test]: there is no test `tests/gone.test.yml`');
    expect(stdout).toContain('requirements[0].tests[0]');
  });

  it('cannot run without requirements', async () => {
    const { exitCode, stderr } = await runCli(['requirements', '--config', 'none.json'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('the spec has no requirements');
  });
});
