import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeDependencies } from '../support/fake-dependencies.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const rules = `groups:
- name: g
  rules:
  - alert: Full
    expr: disk_free < 10
    labels: {severity: page}
  - alert: Down
    expr: up == 0
`;

const tests = `rule_files: [rules.yml]
tests:
- name: full
  interval: 1m
  input_series: [{series: 'disk_free{host="a"}', values: '20 10 9 20'}]
  alert_rule_test:
  - {alertname: Full, eval_time: 1m}
  - {alertname: Full, eval_time: 2m, exp_alerts: [{exp_labels: {severity: page, host: a}}]}
`;

describe('tocsin mutate', () => {
  let cwd: string;
  const run = (...argv: readonly string[]) => runCli(['mutate', ...argv], { cwd, dependencies: fakeDependencies() });
  const files = ['--rules', 'rules.yml', '--tests', 'tests.yml'] as const;
  const json = async (...argv: readonly string[]) => JSON.parse((await run(...argv, '--json')).stdout);

  beforeEach(() => {
    cwd = temporaryFolder();
    writeFiles(cwd, { 'rules.yml': rules, 'tests.yml': tests });
  });

  it('tells each survivor as a sentence with its place, and the score of each alert', async () => {
    const { exitCode, stdout, stderr } = await run(...files, '--alert', 'Full');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toMatch(/^Full {3}\d\d(\.\d+)?% {2}\d+ killed, \d+ survived, 0 equivalent$/m);
    expect(stdout).toContain(
      'rules.yml:5:23 changing `10` to `9.9` goes unnoticed (suggested test: notices changing 10 to 9.9)',
    );
    expect(stdout).toContain('- name: notices changing 10 to 9.9');
  });

  it('writes tests that notice the survivors', async () => {
    await run(...files, '--suggest', 'more.yml');
    const after = await json('--rules', 'rules.yml', '--tests', 'tests.yml', 'more.yml');
    expect(after).toMatchObject({ ok: true, exitCode: 0, score: 100, survived: 0 });
  });

  it('replaces suggestions, and nothing else', async () => {
    await run(...files, '--suggest', 'more.yml');
    writeFiles(cwd, { 'notes.yml': 'mine' });
    expect((await run(...files, '--suggest', 'more.yml')).exitCode).toBe(1);
    for (const [tests, file] of [
      [['tests.yml'], 'notes.yml'],
      [['tests.yml'], 'tests.yml'],
      [['tests.yml', 'more.yml'], './more.yml'],
    ] as const) {
      const before = readFileSync(join(cwd, file), 'utf8');
      const { exitCode, stderr } = await run('--rules', 'rules.yml', '--tests', ...tests, '--suggest', file);
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('cli/would-overwrite') });
      expect(readFileSync(join(cwd, file), 'utf8')).toBe(before);
    }
  });

  it('searches again with the tests that it suggests, until they leave nothing to suggest', async () => {
    const expr =
      'kube_pod_status_phase{phase=~"Pending|Unknown"} * on (namespace, pod) group_left (owner_kind) ' +
      'max by (namespace, pod, owner_kind) (kube_pod_owner{owner_kind!="Job"}) > 0';
    writeFiles(cwd, {
      'rules.yml': `groups: [{name: g, rules: [{alert: NotReady, expr: '${expr}', for: 2m, labels: {severity: page}}]}]`,
      'tests.yml': 'tests: []',
    });
    const first = await json(...files, '--suggest', 'more.yml');
    const plain = await json(...files);
    expect(first.survived).toBeGreaterThan(plain.survived);
    const again = await json('--rules', 'rules.yml', '--tests', 'tests.yml', 'more.yml', '--suggest', 'none.yml');
    expect(again).toMatchObject({ score: 100, survived: 0 });
    expect(again.killed).toBeGreaterThanOrEqual(first.survived);
    expect(existsSync(join(cwd, 'none.yml'))).toBe(false);
  });

  it('prints one object for programs', async () => {
    const report = await json(...files);
    expect(report).toMatchObject({ ok: false, exitCode: 1, command: 'mutate' });
    const { alerts, killed, survived, equivalent, score } = report;
    expect(alerts.map(({ alert }: { alert: string }) => alert)).toEqual(['Full', 'Down']);
    expect(score).toBe(Math.floor((10_000 * killed) / (killed + survived)) / 100);
    const all = alerts.flatMap(({ mutants }: { mutants: readonly { outcome: string }[] }) => mutants);
    expect(all).toHaveLength(killed + survived + equivalent);
    expect(report.diagnostics).toHaveLength(survived);
    expect(all[0]).toEqual({
      operator: 'comparison',
      rule: 'Full',
      change: 'changing `< 10` to `<= 10`',
      outcome: 'killed',
      location: { file: 'rules.yml', line: 5, column: 21, endLine: 5, endColumn: 22 },
      killedBy: { file: 'tests.yml', group: 'full', assertion: 'Full at 1m' },
    });
  });

  it('fails only below the score that is asked for', async () => {
    expect((await run(...files, '--alert', 'Full', '--min-score', '10')).exitCode).toBe(0);
    expect((await run(...files, '--alert', 'Full', '--min-score', '99%')).exitCode).toBe(1);
  });

  it('says of an alert without tests that it has none', async () => {
    const { stdout } = await run(...files, '--alert', 'Down');
    expect(stdout).toMatch(/^Down +0% {2}0 killed, \d+ survived, 1 equivalent, no tests$/m);
    expect(stdout).toMatch(/\.\.\. and \d+ more/);
  });

  it('writes a JUnit report and a page that needs nothing else', async () => {
    const { exitCode } = await run(...files, '--junit', 'm.xml', '--html', 'm.html');
    expect(exitCode).toBe(1);
    const xml = readFileSync(join(cwd, 'm.xml'), 'utf8');
    expect(xml).toMatch(/<testsuites name="tocsin mutate" tests="\d+" failures="\d+" skipped="\d+">/);
    expect(xml).toContain('<failure message="changing `10` to `9.9` goes unnoticed">');
    const page = readFileSync(join(cwd, 'm.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).toContain('Noticed by <q>full</q> in tests.yml: Full at 1m.');
    expect(page).not.toMatch(/\b(?:src|href)="(?!#)|url\(|@import|<script/);
  });

  it('gives the same report every time, whatever the number of threads', async () => {
    const first = await run(...files, '--json');
    expect(await run(...files, '--json')).toEqual(first);
    expect(await run(...files, '--json', '--jobs', '1')).toEqual(first);
  });

  it('mutates what test files name without --rules', async () => {
    expect((await json('--tests', 'tests.yml', '--alert', 'Full')).alerts).toHaveLength(1);
  });

  it('counts a recording of another file under the alert that reads it, and one that only tests ask for by itself', async () => {
    writeFiles(cwd, {
      'rules.yml': 'groups: [{name: g, rules: [{alert: Full, expr: "host:disk_free:min < 10"}]}]',
      'recordings.yml': `groups:
- name: r
  rules:
  - {record: 'host:disk_free:min', expr: min by (host) (disk_free)}
  - {record: 'host:disk_free:max', expr: max by (host) (disk_free)}
  - {record: 'nobody:asks', expr: max(disk_free)}
`,
      'tests.yml': `tests:
- interval: 1m
  input_series: [{series: 'disk_free{host="a", disk="b"}', values: '9 9'}, {series: 'disk_free{host="a", disk="c"}', values: '30 30'}]
  alert_rule_test: [{alertname: Full, eval_time: 1m, exp_alerts: [{exp_labels: {host: a}}]}]
  promql_expr_test: [{expr: 'host:disk_free:max', eval_time: 1m, exp_samples: [{labels: 'host:disk_free:max{host="a"}', value: 30}]}]
`,
    });
    const report = await json('--rules', 'rules.yml', 'recordings.yml', '--tests', 'tests.yml');
    const { alerts, killed, survived } = report;
    expect(
      alerts.map(({ alert, kind, file, mutants }: Record<string, unknown>) => {
        const rules = (mutants as { rule: string; location: { file: string } }[]).map((one) => [
          one.rule,
          one.location.file,
        ]);
        return { alert, kind, file, rules: [...new Set(rules.map(([rule, path]) => `${path} ${rule}`))] };
      }),
    ).toEqual([
      {
        alert: 'Full',
        kind: 'alert',
        file: 'rules.yml',
        rules: ['rules.yml Full', 'recordings.yml host:disk_free:min'],
      },
      {
        alert: 'host:disk_free:max',
        kind: 'recording',
        file: 'recordings.yml',
        rules: ['recordings.yml host:disk_free:max'],
      },
    ]);
    const sum = (key: string) =>
      alerts.reduce((total: number, one: Record<string, number>) => total + (one[key] ?? 0), 0);
    expect([sum('killed'), sum('survived')]).toEqual([killed, survived]);
    const [max] = alerts[1].mutants;
    expect(max).toMatchObject({
      change: 'changing `max` to `min`',
      killedBy: { assertion: 'host:disk_free:max at 1m' },
    });
    const selected = [
      '--rules',
      'rules.yml',
      'recordings.yml',
      '--tests',
      'tests.yml',
      '--alert',
      'host:disk_free:max',
    ];
    expect((await json(...selected)).alerts).toEqual([alerts[1]]);
  });

  it('leaves out tests that fail on the rules as they are, and says so', async () => {
    writeFiles(cwd, { 'tests.yml': tests.replace("'20 10 9 20'", "'20 8 9 20'") });
    const { exitCode, stdout } = await run(...files, '--min-score', '0');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'error: tests.yml:3:3 the test group `full` fails on the rules as they are, and is left out',
    );
  });

  it.each([
    ['a broken rule file', { 'rules.yml': 'groups: [' }, 1, 'rules/yaml'],
    ['a broken query', { 'rules.yml': rules.replace('disk_free < 10', 'disk_free <') }, 1, 'rules/'],
    ['rules without alerts', { 'rules.yml': 'groups: []' }, 2, 'cli/no-alerts'],
    ['a test file with mistakes', { 'tests.yml': 'tests: 5' }, 1, 'rule-tests/'],
  ] as const)('reports %s', async (_, broken, code, finding) => {
    writeFiles(cwd, broken);
    const { exitCode, stdout, stderr } = await run(...files);
    expect(exitCode).toBe(code);
    expect(`${stdout}${stderr}`).toContain(`error[${finding}`);
  });

  it.each([
    [['--rules', 'rules.yml'], '`--rules` needs `--tests`'],
    [[...files, '--alert', '('], '`--alert`'],
    [[...files, '--alert', 'Nothing'], 'nothing that tests can observe has a name that matches `Nothing`'],
    [[...files, '--jobs', 'many'], 'whole number'],
    [[...files, '--min-score', '120'], 'percentage'],
    [['--rules', 'none.yml', '--tests', 'tests.yml'], 'none.yml'],
  ] as const)('refuses %j', async (argv, message) => {
    const { exitCode, stderr } = await run(...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
