import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FakeSpec, fakeDependencies } from '../support/fake-dependencies.ts';
import { runCli } from '../support/run-cli.ts';
import { readFiles, temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const files = { 'prometheus/rules/A.rules.yml': 'groups: []\n', 'runbooks/A.md': '# A\n' };

describe('tocsin check', () => {
  let cwd: string;
  let out: string;
  let checked: readonly string[];

  const run = (...argv: readonly string[]) => {
    const dependencies = fakeDependencies();
    return runCli(argv, {
      cwd,
      dependencies: {
        ...dependencies,
        openValidation: async (parts) => {
          checked = parts.files.map(({ path, content }) => `${path}: ${content}`);
          return dependencies.openValidation(parts);
        },
      },
    });
  };
  const spec = (what: Partial<FakeSpec>) =>
    writeFileSync(join(cwd, 'tocsin.config.json'), JSON.stringify({ files, ...what }));

  beforeEach(async () => {
    cwd = temporaryFolder();
    out = join(cwd, 'output');
    checked = [];
    spec({});
    await run('generate');
  });

  it('passes an output that is current and valid', async () => {
    expect(await run('check')).toEqual({
      exitCode: 0,
      stdout: 'output is current and valid: 2 files, 0 alerts, 0 metrics\n',
      stderr: '',
    });
  });

  it('checks the files as they are on disk, foreign ones among them included', async () => {
    writeFiles(out, { 'runbooks/A.md': 'edited\n', 'prometheus/rules/Mine.yml': 'mine\n', 'README.md': 'x' });
    const { exitCode, stdout } = await run('check');
    expect(checked).toEqual([
      'prometheus/rules/A.rules.yml: groups: []\n',
      'prometheus/rules/Mine.yml: mine\n',
      'runbooks/A.md: edited\n',
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error[output/foreign]: `output/prometheus/rules/Mine.yml`');
    expect(stdout).toContain('of 2 files, 1 differs');
    expect(stdout).toContain('help: `output/runbooks/A.md` was edited by hand');
    expect(stdout).toContain('tocsin generate --force');
  });

  it('reports what is wrong with the files together with what is stale, with the line', async () => {
    spec({
      files: { ...files, 'runbooks/B.md': '# B\n' },
      invalid: [
        {
          code: 'prometheus/rules',
          severity: 'error',
          message: 'no',
          help: 'do',
          location: { file: 'prometheus/rules/A.rules.yml', line: 1, column: 9 },
        },
      ],
    });
    const { exitCode, stdout } = await run('check');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('  --> output/prometheus/rules/A.rules.yml:1:9\n  |\n1 | groups: []\n  |         ^\n');
    expect(stdout).toContain('of 3 files, 1 missing');
    // What is wrong may be so because the files are of an older spec.
    expect(stdout.indexOf('output/stale')).toBeLessThan(stdout.indexOf('prometheus/rules'));
  });

  describe('of files that the manifest says were made from this very spec', () => {
    it('generates nothing to know what they should be', async () => {
      const dependencies = fakeDependencies();
      const outputParts = async (): Promise<never> => {
        throw new Error('generated');
      };
      const { exitCode, stdout } = await runCli(['check'], { cwd, dependencies: { ...dependencies, outputParts } });
      expect(stdout).toBe('output is current and valid: 2 files, 0 alerts, 0 metrics\n');
      expect(exitCode).toBe(0);
    });

    it.each([
      { name: 'an edited file', spoil: { 'runbooks/A.md': 'edited\n' }, says: '1 differs' },
      { name: 'a file that is missing', spoil: { 'runbooks/A.md': undefined }, says: '1 missing' },
    ])('reports $name', async ({ spoil, says }) => {
      for (const [path, content] of Object.entries(spoil))
        if (content === undefined) rmSync(join(out, path));
        else writeFiles(out, { [path]: content });
      const { exitCode, stdout } = await run('check');
      expect(exitCode).toBe(1);
      expect(stdout).toContain(`of 2 files, ${says}`);
    });
  });

  it('generates when the spec has changed, or only some of the files are of this spec', async () => {
    spec({ files: { ...files, 'runbooks/A.md': '# New\n' } });
    expect((await run('check')).stdout).toContain('of 2 files, 1 differs');
    await run('generate', '--only', 'prometheus');
    expect(JSON.parse(readFiles(out)['manifest.json'] ?? '')).not.toHaveProperty('spec');
    expect((await run('check')).stdout).toContain('of 2 files, 1 differs');
    await run('generate');
    expect((await run('check')).exitCode).toBe(0);
  });

  it('reports a manifest of an older spec even if all files are the same', async () => {
    spec({ out: 'output' });
    const { exitCode, stdout } = await run('check');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('`output/manifest.json` is stale');
  });

  it('passes with warnings', async () => {
    spec({ invalid: [{ code: 'a/b', severity: 'warning', message: 'hm', help: '' }] });
    await run('generate');
    const { exitCode, stdout } = await run('check');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('output is current and valid');
    expect(stdout).toContain('warning[a/b]: hm');
  });

  it('says only that nothing was generated when nothing was', async () => {
    rmSync(out, { recursive: true });
    const { exitCode, stdout } = await run('check');
    expect(exitCode).toBe(1);
    expect(checked).toEqual([]);
    expect(stdout).toContain('of 2 files, 2 missing');
    expect(stdout).toContain('run `tocsin generate`');
    expect(existsSync(out)).toBe(false);
  });

  it('reports findings of the spec and looks no further', async () => {
    const finding = {
      code: 'a/one',
      severity: 'error',
      message: 'bad',
      help: '',
      place: { path: ['alerts'] },
    } as const;
    spec({ findings: [finding] });
    const { exitCode, stdout } = await run('check');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error[a/one]: bad');
    expect(stdout).toContain('1 error\n');
  });

  it('writes nothing', async () => {
    writeFiles(out, { 'runbooks/.tocsin-999999999-1.tmp': 'x', 'runbooks/A.md': 'edited\n' });
    const before = readFiles(out);
    await run('check');
    await run('check', '--json');
    expect(readFiles(out)).toEqual(before);
  });

  it('reports everything as JSON', async () => {
    const report = JSON.parse((await run('check', '--json')).stdout);
    expect(report).toEqual({
      ok: true,
      exitCode: 0,
      command: 'check',
      out: 'output',
      diagnostics: [],
      files: [
        { path: 'manifest.json', status: 'current', from: 'spec' },
        { path: 'prometheus/rules/A.rules.yml', status: 'current', from: 'item prometheus/rules/A.rules.yml' },
        { path: 'runbooks/A.md', status: 'current', from: 'item runbooks/A.md' },
      ],
    });
  });
});
