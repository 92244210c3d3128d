import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeDependencies } from '../support/fake-dependencies.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const rules = `groups:
- name: g
  rules:
  - alert: Down
    expr: up == 0
    for: 1m
    labels: {severity: page}
`;

const testFile = (
  alertname = 'Down',
  expected = '[{exp_labels: {severity: page, job: a}}]',
): string => `rule_files: [rules.yml]
tests:
- name: down
  interval: 1m
  input_series: [{series: 'up{job="a"}', values: '0 0 0'}]
  alert_rule_test: [{alertname: ${alertname}, eval_time: 2m, exp_alerts: ${expected}}]
- name: up
  interval: 1m
  input_series: [{series: 'up{job="a"}', values: '1 1 1'}]
  alert_rule_test: [{alertname: Down, eval_time: 2m}]
`;

describe('tocsin test', () => {
  let cwd: string;
  const run = (...argv: readonly string[]) => runCli(['test', ...argv], { cwd, dependencies: fakeDependencies() });
  const write = (files: Readonly<Record<string, string>>) => writeFiles(cwd, files);

  beforeEach(() => {
    cwd = temporaryFolder();
    write({ 'rules.yml': rules, 'a.yml': testFile() });
  });

  it('passes and counts', async () => {
    expect(await run('a.yml', 'a.yml')).toEqual({
      exitCode: 0,
      stdout: '4 assertions in 2 files passed\n',
      stderr: '',
    });
  });

  it('shows what differs, where it is asserted and how the alert came about', async () => {
    write({ 'a.yml': testFile('Down', '[{exp_labels: {severity: page, job: b}}]') });
    const { exitCode, stdout } = await run('a.yml');
    expect(exitCode).toBe(1);
    expect(stdout).toBe(`1 of 2 assertions in 1 file failed
error[rule-tests/alerts]: \`Down\` at 2m: 1 alert as expected, but one differs
  --> a.yml:6:21
  |
6 |   alert_rule_test: [{alertname: Down, eval_time: 2m, exp_alerts: [{exp_labels: {severity: page…
  |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: correct the rule or the expectation
        ~ differs     Down{job="a", severity="page"}
            label job:
              expected "b"
              got      "a"
        timeline {job="a", severity="page"}: pending 0s (value 0) | > firing 1m-2m (value 0)

1 error
`);
  });

  it('prints findings and assertions as JSON', async () => {
    write({ 'a.yml': testFile('Dwn', '[]') });
    const { exitCode, stdout } = await run('a.yml', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      exitCode: 1,
      command: 'test',
      out: null,
      diagnostics: [
        {
          code: 'rule-tests/unknown-alert',
          severity: 'error',
          message: 'no rule raises the alert `Dwn`',
          help: 'did you mean `Down`?',
          location: { file: 'a.yml', line: 6, column: 33, endLine: 6, endColumn: 36 },
        },
      ],
      files: [],
      tests: [
        { file: 'a.yml', group: 'down', name: 'Dwn at 2m', passed: true },
        { file: 'a.yml', group: 'up', name: 'Down at 2m', passed: true },
      ],
    });
  });

  it('only warns about tests that cannot fail when told so', async () => {
    write({ 'a.yml': testFile('Dwn', '[]') });
    const { exitCode, stdout } = await run('a.yml', '--allow-vacuous');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 assertions in 1 file passed\nwarning[rule-tests/unknown-alert]');
  });

  it('reports rule files that are not there', async () => {
    write({ 'a.yml': testFile().replace('[rules.yml]', '[rules.yml, "other/*.yml"]') });
    const { exitCode, stdout } = await run('a.yml');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error[rule-tests/no-rule-file]: no file matches `other/*.yml`\n  --> a.yml:1:25\n');
  });

  it('runs the groups that are asked for', async () => {
    write({ 'a.yml': testFile('Down', '[]') });
    expect((await run('a.yml', '--run', '^up$')).stdout).toBe('1 assertion in 1 file passed\n');
    const both = await run('a.yml', '--run', '^up$', '--run', '^do');
    expect(both.stdout).toContain('1 of 2 assertions in 1 file failed');
    const nothing = await run('a.yml', '--run', 'nothing');
    expect([nothing.exitCode, nothing.stdout]).toEqual([1, expect.stringContaining('rule-tests/nothing-ran')]);
    const broken = await run('a.yml', '--run', '(');
    expect([broken.exitCode, broken.stderr]).toEqual([2, expect.stringContaining('`--run`: error parsing regexp')]);
  });

  it('lets rule files have keys of their own if asked to', async () => {
    write({ 'rules.yml': rules.replace('for: 1m', 'for: 1m\n    owner: me') });
    const refused = await run('a.yml');
    expect([refused.exitCode, refused.stdout]).toEqual([1, expect.stringContaining('rules/unknown-key')]);
    expect((await run('a.yml', '--ignore-unknown-fields')).stdout).toBe('2 assertions in 1 file passed\n');
    write({ 'a.yml': `${testFile()}owner: me\n` });
    expect((await run('a.yml', '--ignore-unknown-fields')).exitCode).toBe(1);
  });

  it('writes a JUnit report with a case for each assertion', async () => {
    write({ 'a.yml': testFile('Down', '[{exp_labels: {severity: "<b>", job: a}}]') });
    expect((await run('a.yml', '--junit', 'report.xml')).exitCode).toBe(1);
    const xml = readFileSync(join(cwd, 'report.xml'), 'utf8');
    expect(xml).toContain('<testsuites name="tocsin test" tests="2" failures="1">');
    expect(xml).toContain('<testcase classname="a.yml: up" name="Down at 2m"/>');
    expect(xml).toContain('<testcase classname="a.yml: down" name="Down at 2m">');
    expect(xml).toContain('expected "&lt;b&gt;"');
    const unwritable = await run('a.yml', '--junit', 'missing/report.xml');
    expect([unwritable.exitCode, unwritable.stderr]).toEqual([2, expect.stringContaining('cli/cannot-write')]);
  });

  it('reports files that cannot be read, and runs the others', async () => {
    const { exitCode, stdout } = await run('gone.yml', '.', 'a.yml');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('gone.yml`: it does not exist');
    expect(stdout).toContain('it is a folder');
  });

  describe('without files', () => {
    it('runs the tests of the spec', async () => {
      write({
        'tocsin.config.json': JSON.stringify({ files: {}, out: 'gen' }),
        'gen/prometheus/tests/b.test.yml': testFile().replace('rules.yml', '../rules/b.rules.yml'),
        'gen/prometheus/rules/b.rules.yml': rules,
      });
      expect((await run()).stdout).toBe('2 assertions in 1 file passed\n');
    });

    it('says what to do when there are none', async () => {
      write({ 'tocsin.config.json': JSON.stringify({ files: {} }) });
      const { exitCode, stderr } = await run();
      expect([exitCode, stderr]).toEqual([
        2,
        expect.stringContaining('run `tocsin generate` first, or name test files'),
      ]);
    });
  });

  it.each([
    ['a tab', 'rule_files: [rules.yml]\n\ttests: []\n', 'a.yml:2:1', 'rules/yaml'],
    ['an open quote', 'rule_files: ["rules.yml]\ntests: []\n', 'a.yml:', 'rules/yaml'],
    ['a text', 'hello\n', 'a.yml:1:1', 'rule-tests/wrong-type'],
    ['a wrong key', 'rule_file: [rules.yml]\n', 'a.yml:1:1', 'rule-tests/unknown-key'],
    ['a wrong time', testFile().replace('interval: 1m', 'interval: 1 m'), 'a.yml:4:13', 'rule-tests/duration'],
    ['wrong values', testFile().replace("'0 0 0'", "'0 x 0'"), 'a.yml:5:53', 'rule-tests/values'],
    ['a wrong series', testFile().replace('up{job="a"}', 'up{job=a}'), 'a.yml:5:35', 'rule-tests/series'],
    ['a control character', '# \x01\n', 'a.yml:1:3', 'rules/yaml'],
  ])('says what is wrong with a test file of %s, and where', async (_, content, place, code) => {
    write({ 'a.yml': content });
    const { exitCode, stdout, stderr } = await run('a.yml');
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`error[${code}]: `);
    expect(stdout).toContain(`--> ${place}`);
    expect(stdout).toContain('help: ');
  });

  it.each([
    ['a wrong query', rules.replace('up == 0', 'up =='), 'rules.yml:5:16', 'rules/expr'],
    ['a wrong template', rules.replace('page', '"{{ $x }}"'), 'rules.yml:7:24', 'rules/template'],
    ['a wrong type', rules.replace('up == 0', 'up[5m]+1'), 'rules.yml:5:11', 'rules/expr'],
    ['an unknown key', rules.replace('for:', 'fore:'), 'rules.yml:6:5', 'rules/unknown-key'],
    ['a list', '- 1\n', 'rules.yml:1:1', 'rules/wrong-type'],
    ['half a line', rules.replace('expr: up == 0', 'expr: {'), 'rules.yml:', 'rules/yaml'],
  ])('says what is wrong with a rule file of %s, and where', async (_, content, place, code) => {
    write({ 'rules.yml': content });
    const { exitCode, stdout, stderr } = await run('a.yml');
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`error[${code}]: `);
    expect(stdout).toContain(`--> ${place}`);
  });

  it('refuses to watch for a program', async () => {
    const { exitCode, stdout } = await run('a.yml', '--watch', '--json');
    expect([exitCode, JSON.parse(stdout).diagnostics[0].code]).toEqual([2, 'cli/usage']);
  });

  it('runs again after a change of a rule file, also of one that came while it ran', async () => {
    let seen = '';
    const over = new Promise<void>((resolve) => {
      const stream = {
        isTty: false,
        write: (text: string) => {
          seen += text;
          const rounds = seen.split('waiting for changes').length - 1;
          if (text.includes('waiting') && rounds === 1)
            writeFileSync(join(cwd, 'rules.yml'), rules.replace('up == 0', 'up == 7'));
          if (text.includes('waiting') && rounds === 2) resolve();
        },
      };
      void watchOnce(cwd, stream);
    });
    await over;
    expect(seen).toContain('2 assertions in 1 file passed\nwaiting');
    expect(seen).toContain('1 of 2 assertions in 1 file failed');
  });
});

/** Starts the command; it watches until the process ends, for nothing else stops it. */
async function watchOnce(
  cwd: string,
  stream: { readonly isTty: boolean; readonly write: (text: string) => void },
): Promise<void> {
  const { main } = await import('../../../src/cli/main.ts');
  const io = { stdout: stream, stderr: stream, cwd, env: {}, now: () => performance.now() };
  await main(['test', 'a.yml', '--watch'], io, fakeDependencies());
}
