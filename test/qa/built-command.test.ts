import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder();

function run(bin: string, ...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const rules = `groups:
- name: g
  rules:
  - alert: Down
    expr: max_over_time(sum by (job) (rate(up[5m]))[10m:15s]) < 0
`;

const tests = `rule_files: [rules.yml]
evaluation_interval: 15s
tests:
- interval: 15s
  input_series: [{ series: 'up{job="a"}', values: '0+1x400' }]
  alert_rule_test: [{ eval_time: 90m, alertname: Down, exp_alerts: [] }]
`;

describe('the built command', { timeout: 120_000 }, () => {
  it('runs many test files on several threads', () => {
    const files = Array.from({ length: 400 }, (_, i) => `test${i}.yml`);
    writeFileSync(join(folder, 'rules.yml'), rules);
    for (const file of files) writeFileSync(join(folder, file), tests);
    const started = performance.now();
    const result = run(join(root, 'dist/cli/bin.js'), 'test', ...files);
    expect(result).toEqual({ status: 0, stdout: '400 assertions in 400 files passed\n', stderr: '' });
    // Otherwise no thread was started.
    expect(performance.now() - started).toBeGreaterThan(1700);
  });

  it('generates a large spec on several threads', async () => {
    const url = new URL('../../bench/spec-of.mjs', import.meta.url).href;
    const { specOf } = (await import(url)) as { readonly specOf: (alerts: number) => object };
    writeFileSync(join(folder, 'tocsin.config.json'), JSON.stringify(specOf(1000)));
    for (const argv of [['generate'], ['generate', '--check'], ['check']])
      expect(run(join(root, 'dist/cli/bin.js'), ...argv), argv.join(' ')).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    { name: 'are missing', change: (file: string) => rmSync(file) },
    { name: 'are cut off', change: (file: string) => truncateSync(file, 100) },
    { name: 'hold something else', change: (file: string) => writeFileSync(file, 'x'.repeat(5000)) },
  ])('does not mind compiled scripts that $name', ({ change }) => {
    const copy = join(folder, 'package');
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy);
    cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
    const compiled = join(copy, 'dist/cli/compiled');
    for (const entry of readdirSync(compiled, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) change(join(entry.parentPath, entry.name));
    const bin = join(copy, 'dist/cli/bin.js');
    expect(run(bin, '--help')).toMatchObject({ status: 0, stderr: '' });
    rmSync(compiled, { recursive: true });
    expect(run(bin, '--help')).toMatchObject({ status: 0, stderr: '' });
  });
});
