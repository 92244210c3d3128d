import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, during } from 'tocsin';
import { describe, expect, it } from 'vitest';
import { drill, kit, mails, outage, shop, shopSpec } from '../../support/mistake-base.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const back = [at('0s', shop.stops()), at('4m', shop.starts())];
const experiment = kit.experiment('drill', {
  ...drill,
  variants: {
    long: { ...outage, what: 'The shop is away for 4 minutes', timeline: back, recovered: { by: '5m', when: [] } },
    short: {
      ...outage,
      what: 'The shop is away for a minute',
      timeline: [
        at('0s', shop.stops()),
        at('1m', shop.starts(), mails.gains(2)),
        during({ from: '2m', to: '3m', every: '20s' }, mails.gains(1)),
      ],
      fires: [],
    },
  },
});
const document = JSON.parse(JSON.stringify(shopSpec({ experiment }).document));

const cwd = temporaryFolder();
const variants = document.experiments[0].variants;
writeFiles(cwd, {
  'tocsin.config.json': JSON.stringify(document, null, 2),
  'late.json': JSON.stringify(
    {
      ...document,
      experiments: [
        { ...document.experiments[0], variants: [{ ...variants[0], fires: [{ ...variants[0].fires[0], by: '1m' }] }] },
      ],
    },
    null,
    2,
  ),
  'none.json': JSON.stringify({ ...document, experiments: [] }),
});

describe('tocsin simulate', () => {
  it('plays all experiments and tells what happened', async () => {
    const { exitCode, stdout, stderr } = await runCli(['simulate'], { cwd });
    expect(stderr).toBe('');
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain('drill/long  The shop is away for 4 minutes');
    expect(stdout).toMatch(/ 0s {2}\. +the process of shop at localhost:9100 stops\n/);
    expect(stdout).toMatch(/ 2m15s {2}FIRING {3}ShopDown instance="localhost:9100"/);
    expect(stdout).toMatch(/told {5}pager: ShopDown\n/);
    expect(stdout).toMatch(/ 4m15s {2}over {5}ShopDown/);
    expect(stdout).toContain('shop_mails_total gains 1, every 20s until 3m');
    expect(stdout).toContain('ok    ShopDown fires by 3m (it fires at 2m to 2m15s)');
    expect(stdout).toMatch(/\d+ expectations in 2 variants of 1 experiment met\n/);
  });

  it('plays one variant, and prints it for a program', async () => {
    const { exitCode, stdout } = await runCli(['simulate', 'drill/short', '--json'], { cwd });
    const report = JSON.parse(stdout);
    expect({ exitCode, ok: report.ok, command: report.command }).toEqual({
      exitCode: 0,
      ok: true,
      command: 'simulate',
    });
    expect(report.experiments).toHaveLength(1);
    expect(report.experiments[0]).toMatchObject({ experiment: 'drill', variant: 'short', ok: true });
    expect(report.experiments[0].timeline[0]).toEqual({
      at: 0,
      kind: 'effect',
      text: 'the process of shop at localhost:9100 stops',
      alerts: [],
    });
    expect(report.experiments[0].expectations.every((one: { ok: boolean }) => one.ok)).toBe(true);
  });

  it('fails with a finding at the place of the expectation', async () => {
    const { exitCode, stdout } = await runCli(['simulate', '--config', 'late.json'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('FAIL  ShopDown fires by 1m: it fires at 2m to 2m15s');
    expect(stdout).toContain(
      'error[experiment/fired-late]: `drill/long`: expected that `ShopDown` fires by 1m, but it',
    );
    const line =
      readFileSync(join(cwd, 'late.json'), 'utf8')
        .split('\n')
        .findIndex((one) => one.includes('"by": "1m"')) + 1;
    expect(stdout).toContain(`late.json:${line}:`);
    expect(stdout).toContain('experiments[0].variants[0].fires[0].by');
  });

  it('writes a page', async () => {
    const { exitCode, stdout } = await runCli(['simulate', 'drill', '--html', 'drill.html'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('wrote drill.html\n');
    expect(readFileSync(join(cwd, 'drill.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<svg [\s\S]*<\/html>\n$/);
  });

  it.each([
    [['simulate', 'dril'], 'there is no experiment `dril`', 'did you mean `drill`?'],
    [['simulate', 'drill/lang'], 'there is no experiment `drill/lang`', 'did you mean `drill/long`?'],
    [['simulate', 'storm'], 'there is no experiment `storm`', 'use one of `drill`'],
    [['simulate', '--config', 'none.json'], 'the spec has no experiments', 'add `experiments` to the spec'],
    [['simulate', '--speed', '0'], '`0` is invalid', 'see `tocsin simulate --help`'],
    [['simulate', '--html', 'gone/x.html'], 'cannot write `', ''],
  ])('%j cannot run', async (argv, message, help) => {
    const { exitCode, stdout, stderr } = await runCli(argv, { cwd });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
    expect(existsSync(join(cwd, 'x.html'))).toBe(false);
  });

  it('says what is missing for a live run', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = temporaryFolder();
    try {
      const { exitCode, stdout, stderr } = await runCli(['simulate', '--live', '--html', 'x.html'], { cwd });
      expect(existsSync(join(cwd, 'x.html'))).toBe(false);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toContain('error[live/missing-program]: Prometheus is not installed');
      expect(stderr).toContain('or run without `--live`');
    } finally {
      process.env['PATH'] = path;
    }
  });
});
