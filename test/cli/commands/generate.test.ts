import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { compile } from '../support/compile.ts';
import { type FakeSpec, fakeDependencies } from '../support/fake-dependencies.ts';
import { type Run, runCli } from '../support/run-cli.ts';
import { readFiles, temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const golden = (name: string) => fileURLToPath(new URL(`../../golden/cli/${name}`, import.meta.url));

const files = {
  'prometheus/rules/A.rules.yml': 'groups:\n  - name: A\n    rules: []\n',
  'prometheus/rules/B.rules.yml': 'groups:\n  - name: B\n    rules: []\n',
  'grafana/dashboards/overview.json': '{"title":"Overview"}\n',
  'runbooks/A.md': '# A\n',
};

describe('tocsin generate', () => {
  let cwd: string;
  let out: string;

  const generate = (...argv: readonly string[]): Promise<Run> =>
    runCli(['generate', ...argv], { cwd, dependencies: fakeDependencies() });
  const spec = (what: Partial<FakeSpec>) =>
    writeFileSync(join(cwd, 'tocsin.config.json'), JSON.stringify({ files, ...what }));
  const put = (path: string, content: string) => writeFiles(out, { [path]: content });
  const generated = () => {
    const { 'manifest.json': _, ...rest } = readFiles(out);
    return rest;
  };

  beforeEach(() => {
    cwd = temporaryFolder();
    out = join(cwd, 'output');
    spec({});
  });

  it('writes the artifacts and a manifest, and says what it did', async () => {
    const run = await generate();
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(generated()).toEqual(files);
    await expect(run.stdout).toMatchFileSnapshot(golden('generate.txt'));
    await expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toMatchFileSnapshot(golden('manifest.json'));
  });

  it('touches nothing that is current', async () => {
    await generate();
    const past = new Date('2020-01-01T00:00:00Z');
    const all = Object.keys(readFiles(out)).map((path) => join(out, path));
    for (const path of all) utimesSync(path, past, past);
    const run = await generate();
    expect(run.stdout).toBe('output is up to date: 4 unchanged\n');
    expect(all.map((path) => statSync(path).mtime)).toEqual(all.map(() => past));
  });

  it('updates what changed and keeps its permissions', async () => {
    await generate();
    chmodSync(join(out, 'runbooks/A.md'), 0o640);
    spec({ files: { ...files, 'runbooks/A.md': '# A, better\n' } });
    expect((await generate()).stdout).toContain('1 updated');
    expect(generated()['runbooks/A.md']).toBe('# A, better\n');
    expect(statSync(join(out, 'runbooks/A.md')).mode & 0o777).toBe(0o640);
  });

  it('removes what is no longer generated, and the folders that this empties', async () => {
    await generate();
    const { 'grafana/dashboards/overview.json': _, ...rest } = files;
    spec({ files: rest });
    expect((await generate()).stdout).toContain('1 removed');
    expect(generated()).toEqual(rest);
    expect(readdirSync(out).toSorted()).toEqual(['manifest.json', 'prometheus', 'runbooks']);
  });

  it('keeps a folder that something else is in', async () => {
    await generate();
    put('grafana/dashboards/.gitkeep', '');
    spec({ files: { 'runbooks/A.md': '# A\n' } });
    await generate();
    expect(existsSync(join(out, 'grafana/dashboards/.gitkeep'))).toBe(true);
    expect(existsSync(join(out, 'prometheus'))).toBe(false);
  });

  it('refuses to overwrite edited files, names them all, and writes nothing', async () => {
    await generate();
    put('prometheus/rules/A.rules.yml', 'edited\n');
    put('runbooks/A.md', 'edited, too\n');
    spec({ files: { ...files, 'runbooks/New.md': '# New\n' } });
    const before = readFiles(out);
    const run = await generate();
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
    await expect(run.stdout).toMatchFileSnapshot(golden('generate-edited.txt'));
    expect(readFiles(out)).toEqual(before);
    expect((await generate('--force')).exitCode).toBe(0);
    expect(generated()).toEqual({ ...files, 'runbooks/New.md': '# New\n' });
  });

  it('accepts an edit that is what would be generated', async () => {
    await generate();
    put('runbooks/A.md', '# B\n');
    spec({ files: { ...files, 'runbooks/A.md': '# B\n' } });
    expect((await generate()).exitCode).toBe(0);
    expect((await generate('--check')).exitCode).toBe(0);
  });

  it('never removes an edited file that is no longer generated', async () => {
    await generate();
    put('runbooks/A.md', 'my notes\n');
    const { 'runbooks/A.md': _, ...rest } = files;
    spec({ files: rest });
    const refused = await generate();
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain(
      '`output/runbooks/A.md` was edited after it was generated, and the spec no longer',
    );
    const forced = await generate('--force');
    expect(forced.exitCode).toBe(0);
    expect(forced.stdout).toContain('warning[output/edited]');
    expect(generated()).toEqual({ ...rest, 'runbooks/A.md': 'my notes\n' });
    expect((await generate()).exitCode).toBe(0);
  });

  it('refuses to overwrite a file that it did not make, unless it is the same', async () => {
    put('runbooks/A.md', 'precious\n');
    put('prometheus/rules/A.rules.yml', files['prometheus/rules/A.rules.yml']);
    const run = await generate();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('error[output/foreign]: `output/runbooks/A.md` is in the way');
    expect(run.stdout).not.toContain('A.rules.yml');
    expect(readFiles(out)['runbooks/A.md']).toBe('precious\n');
    expect((await generate('--force')).exitCode).toBe(0);
    expect(generated()).toEqual(files);
  });

  it('warns of foreign files among the generated ones, and leaves them alone', async () => {
    put('prometheus/rules/Mine.rules.yml', 'groups: []\n');
    put('README.md', 'fine\n');
    const run = await generate();
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('warning[output/foreign]: `output/prometheus/rules/Mine.rules.yml`');
    expect(run.stdout).not.toContain('README');
    expect(readFiles(out)['prometheus/rules/Mine.rules.yml']).toBe('groups: []\n');
  });

  it.each([
    { name: 'no JSON', text: 'nonsense', problem: 'it is not JSON' },
    { name: 'a merge conflict', text: '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n', problem: 'conflict markers' },
    { name: 'another format', text: '{"tocsin":99,"files":{}}', problem: 'its format is not' },
    {
      name: 'a way out of the folder',
      text: JSON.stringify({ tocsin: 1, files: { '../victim.txt': { sha256: 'a'.repeat(64), from: 'x' } } }),
      problem: '`../victim.txt` is not a path inside the output folder',
    },
    { name: 'no hash', text: '{"tocsin":1,"files":{"a":{"sha256":"x","from":"y"}}}', problem: '`a` has no SHA-256' },
  ])('refuses a manifest with $name', async ({ text, problem }) => {
    writeFileSync(join(cwd, 'victim.txt'), 'alive');
    await generate();
    put('manifest.json', text);
    const run = await generate();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('error[output/manifest]: `output/manifest.json` cannot be used');
    expect(run.stdout).toContain(problem);
    expect((await generate('--check')).exitCode).toBe(1);
    expect((await generate('--force')).exitCode).toBe(0);
    expect((await generate('--check')).exitCode).toBe(0);
    expect(readFileSync(join(cwd, 'victim.txt'), 'utf8')).toBe('alive');
  });

  it('does not remove through a link that replaced a generated folder', async () => {
    await generate();
    const elsewhere = join(cwd, 'elsewhere');
    writeFiles(elsewhere, { 'overview.json': files['grafana/dashboards/overview.json'] });
    rmSync(join(out, 'grafana/dashboards'), { recursive: true });
    symlinkSync(elsewhere, join(out, 'grafana/dashboards'));
    const blocked = await generate('--force');
    expect(blocked.exitCode).toBe(1);
    expect(blocked.stdout).toContain('error[output/not-a-folder]: `output/grafana/dashboards` is not a folder');
    const { 'grafana/dashboards/overview.json': _, ...rest } = files;
    spec({ files: rest });
    expect((await generate()).exitCode).toBe(0);
    expect(readFiles(elsewhere)).toEqual({ 'overview.json': files['grafana/dashboards/overview.json'] });
  });

  it('replaces a linked file only when forced, and never what it points to', async () => {
    await generate();
    writeFileSync(join(cwd, 'target.md'), files['runbooks/A.md']);
    rmSync(join(out, 'runbooks/A.md'));
    symlinkSync(join(cwd, 'target.md'), join(out, 'runbooks/A.md'));
    spec({ files: { ...files, 'runbooks/A.md': '# New\n' } });
    const run = await generate();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('error[output/not-a-file]: `output/runbooks/A.md` is a symbolic link');
    expect(readlinkSync(join(out, 'runbooks/A.md'))).toBe(join(cwd, 'target.md'));
    expect((await generate('--force')).exitCode).toBe(0);
    expect(lstatSync(join(out, 'runbooks/A.md')).isFile()).toBe(true);
    expect(readFileSync(join(cwd, 'target.md'), 'utf8')).toBe(files['runbooks/A.md']);
  });

  it('breaks a hard link instead of writing through it', async () => {
    await generate();
    linkSync(join(out, 'runbooks/A.md'), join(cwd, 'same.md'));
    spec({ files: { ...files, 'runbooks/A.md': '# New\n' } });
    await generate();
    expect(readFileSync(join(cwd, 'same.md'), 'utf8')).toBe(files['runbooks/A.md']);
  });

  it('writes into an output folder that is itself a link', async () => {
    mkdirSync(join(cwd, 'real'));
    symlinkSync(join(cwd, 'real'), out);
    expect((await generate()).exitCode).toBe(0);
    expect(Object.keys(readFiles(join(cwd, 'real')))).toContain('manifest.json');
  });

  it.each([
    { name: 'a folder where a file belongs', make: () => mkdirSync(join(out, 'runbooks/A.md'), { recursive: true }) },
    { name: 'a file where a folder belongs', make: () => put('runbooks', 'x') },
  ])('refuses $name, even with --force', async ({ make }) => {
    make();
    const run = await generate('--force');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/error\[output\/not-a-(file|folder)\]: `output\/runbooks/);
    expect(existsSync(join(out, 'prometheus'))).toBe(false);
  });

  it('leaves other areas and their manifest entries alone with --only', async () => {
    await generate();
    const before = JSON.parse(readFiles(out)['manifest.json'] ?? '').files;
    spec({ files: { 'prometheus/rules/A.rules.yml': 'new\n', 'runbooks/A.md': 'new\n' } });
    put('grafana/dashboards/overview.json', 'edited, but not looked at');
    const run = await generate('--only', 'prometheus');
    expect(run.exitCode).toBe(0);
    expect(generated()).toEqual({
      'prometheus/rules/A.rules.yml': 'new\n',
      'grafana/dashboards/overview.json': 'edited, but not looked at',
      'runbooks/A.md': '# A\n',
    });
    const after = JSON.parse(readFiles(out)['manifest.json'] ?? '').files;
    expect(after['runbooks/A.md']).toEqual(before['runbooks/A.md']);
    expect(after['grafana/dashboards/overview.json']).toEqual(before['grafana/dashboards/overview.json']);
    expect(Object.keys(after)).not.toContain('prometheus/rules/B.rules.yml');
    expect((await generate('--only', 'prometheus', '--check')).exitCode).toBe(0);
    expect((await generate('--check')).exitCode).toBe(1);
  });

  it('locates and reports all findings of the spec, and writes nothing', async () => {
    const finding = { severity: 'error', help: 'do so', place: { path: ['alerts', 0, 'when', 'odd key'] } } as const;
    spec({
      findings: [
        { ...finding, code: 'a/one', message: 'first' },
        { ...finding, code: 'a/two', message: 'second' },
      ],
    });
    const run = await generate();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('error[a/one]: first\n  --> tocsin.config.json:1:1 (alerts[0].when["odd key"])');
    expect(run.stdout).toContain('error[a/two]: second');
    expect(run.stdout).toContain('2 errors\n');
    expect(existsSync(out)).toBe(false);
  });

  it('goes on when there are only warnings', async () => {
    const place = { path: ['metrics', 2] };
    spec({ findings: [{ code: 'a/b', severity: 'warning', message: 'hm', help: 'do so', place }] });
    const written = await generate();
    expect(written).toMatchObject({ exitCode: 0, stderr: '' });
    expect(written.stdout).toContain('warning[a/b]: hm\n  --> tocsin.config.json:1:1 (metrics[2])');
    expect(generated()).toEqual(files);
    const checked = await generate('--check');
    expect(checked.exitCode).toBe(0);
    expect(checked.stdout).toContain('output is current');
    expect(checked.stdout).toContain('1 warning');
  });

  it('reports everything as JSON', async () => {
    put('prometheus/rules/Mine.yml', 'x\n');
    const run = await generate('--json');
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual({
      ok: true,
      exitCode: 0,
      command: 'generate',
      out: 'output',
      diagnostics: [expect.objectContaining({ code: 'output/foreign', severity: 'warning' })],
      files: Object.keys(files)
        .toSorted()
        .map((path) => ({ path, status: 'created', from: `item ${path}` })),
    });
  });

  it('takes the output folder from the config, beside it', async () => {
    writeFiles(join(cwd, 'ops'), { 'spec.json': JSON.stringify({ files, out: 'generated' }) });
    expect((await generate('--config', 'ops/spec.json')).exitCode).toBe(0);
    expect(Object.keys(readFiles(join(cwd, 'ops/generated')))).toContain('manifest.json');
    expect((await generate('--config', 'ops/spec.json', '--out', 'here')).exitCode).toBe(0);
    expect(Object.keys(readFiles(join(cwd, 'here')))).toContain('manifest.json');
  });

  it.each(['../x.yml', '/etc/x', 'a//b', 'a/./b', 'a\\b', 'manifest.json', ''])(
    'treats an artifact at %j as a bug of the generators',
    async (path) => {
      spec({ files: { ...files, [path]: 'x\n' } });
      const run = await generate();
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain('internal error: a generator made');
      expect(existsSync(out)).toBe(false);
    },
  );

  describe('--check', () => {
    it('says nothing but that the output is current', async () => {
      await generate();
      expect(await generate('--check')).toEqual({
        exitCode: 0,
        stdout: 'output is current: 5 current\n',
        stderr: '',
      });
    });

    it('shows how the output differs, writes nothing, and names the repair', async () => {
      await generate();
      put('prometheus/rules/Mine.rules.yml', 'groups: []\n');
      const { 'prometheus/rules/B.rules.yml': _, ...rest } = files;
      const before = readFiles(out);
      const long = Array.from({ length: 100 }, (_, i) => `line ${i}\n`).join('');
      spec({
        files: {
          ...rest,
          'prometheus/rules/A.rules.yml': 'groups:\n  - name: A2\n    rules: []\n',
          'runbooks/C.md': long,
        },
      });
      const run = await generate('--check');
      expect(run).toMatchObject({ exitCode: 1, stderr: '' });
      await expect(run.stdout).toMatchFileSnapshot(golden('generate-check.txt'));
      expect(readFiles(out)).toEqual(before);
    });

    it('colours the diff on a terminal only', async () => {
      await generate();
      spec({ files: { ...files, 'runbooks/A.md': '# B\n' } });
      const options = { cwd, dependencies: fakeDependencies() };
      const colored = await runCli(['generate', '--check'], { ...options, tty: true });
      expect(colored.stdout).toContain('\u001b[31m-# A\u001b[39m');
      for (const quiet of [
        await runCli(['generate', '--check'], options),
        await runCli(['generate', '--check'], { ...options, tty: true, env: { NO_COLOR: '1' } }),
      ])
        expect(quiet.stdout).not.toContain('\u001b');
      const forced = await runCli(['generate', '--check'], { ...options, env: { FORCE_COLOR: '1' } });
      expect(forced.stdout).toBe(colored.stdout);
    });

    it('counts the files beyond the first ten', async () => {
      spec({ files: Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`runbooks/${i}.md`, 'x\n'])) });
      const run = await generate('--check');
      expect(run.stdout).toContain('... and 15 more files');
      expect(run.stdout).toContain('of 25 files, 25 missing');
    });

    it('names --force when an edited file would be overwritten', async () => {
      await generate();
      put('runbooks/A.md', 'edited\n');
      const run = await generate('--check', '--only', 'runbooks');
      expect(run.exitCode).toBe(1);
      expect(run.stdout).toContain('run `tocsin generate --only runbooks --force`');
    });

    it.each([
      { name: 'a missing manifest', spoil: () => rmSync(join(out, 'manifest.json')) },
      { name: 'a left-over journal', spoil: () => put('.tocsin-journal.json', '{}') },
      { name: 'a left-over temporary file', spoil: () => put('runbooks/.tocsin-999999999-1.tmp', 'x') },
      { name: 'a missing file', spoil: () => rmSync(join(out, 'runbooks/A.md')) },
    ])('fails for $name, which generate repairs', async ({ spoil }) => {
      await generate();
      const before = readFiles(out);
      spoil();
      expect((await generate('--check')).exitCode).toBe(1);
      expect((await generate()).exitCode).toBe(0);
      expect(readFiles(out)).toEqual(before);
    });

    it('lists every file with its status as JSON', async () => {
      await generate();
      put('runbooks/A.md', 'edited\n');
      rmSync(join(out, 'prometheus'), { recursive: true });
      const { 'grafana/dashboards/overview.json': _, ...rest } = files;
      spec({ files: rest });
      const report = JSON.parse((await generate('--check', '--json')).stdout);
      expect(report).toMatchObject({ ok: false, exitCode: 1, diagnostics: [{ code: 'output/stale' }] });
      expect(report.files.map(({ path, status }: { path: string; status: string }) => [path, status])).toEqual([
        ['grafana/dashboards/overview.json', 'extra'],
        ['manifest.json', 'stale'],
        ['prometheus/rules/A.rules.yml', 'missing'],
        ['prometheus/rules/B.rules.yml', 'missing'],
        ['runbooks/A.md', 'stale'],
      ]);
    });
  });

  describe('on a file system that refuses', () => {
    it.each([
      { name: 'a file as output folder', path: 'tocsin.config.json', text: 'it is a file, not a folder' },
      { name: 'a folder below a file', path: 'tocsin.config.json/out', text: 'a part of the path is a file' },
      { name: 'a name that is too long', path: 'x'.repeat(300), text: 'the name is too long' },
    ])('says so for $name', async ({ path, text }) => {
      const run = await generate('--out', path);
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      expect(run.stderr).toContain(text);
      expect(run.stderr).toContain('help: ');
    });

    const fakeCli = compile('test/cli/support/run-fake-cli.ts');
    const nobody = 65534;

    it.skipIf(process.getuid?.() !== 0)('says so for a folder without permission', async () => {
      mkdirSync(out, { mode: 0o755 });
      chownSync(out, 0, 0);
      const run = spawnSync(process.execPath, [fakeCli, 'generate'], {
        cwd,
        uid: nobody,
        gid: nobody,
        encoding: 'utf8',
      });
      expect(run.stderr).toContain('error[cli/cannot-write]: cannot write');
      expect(run.stderr).toContain('permission denied');
      expect(run).toMatchObject({ status: 2, stdout: '' });
    });

    it('leaves whole files behind when the disk is full, and finishes when it is not', async () => {
      const large = Object.fromEntries(
        Array.from({ length: 6 }, (_, i) => [`runbooks/${i}.md`, `${i}`.repeat(i * 4000)]),
      );
      spec({ files: large });
      // A limit on file sizes cuts writes short as a full disk does.
      const command = `ulimit -f 14; exec "${process.execPath}" "${fakeCli}" generate 2>&1 | cat; exit "\${PIPESTATUS[0]}"`;
      const run = spawnSync('bash', ['-c', command], {
        cwd,
        encoding: 'utf8',
      });
      expect(run.stdout).toContain('error[cli/cannot-write]');
      expect(run.stdout).toContain('larger than allowed');
      expect(run.status).toBe(2);
      const { '.tocsin-journal.json': journal, ...written } = readFiles(out);
      expect(journal).toBeDefined();
      expect(Object.keys(written)).toEqual(['runbooks/0.md', 'runbooks/1.md', 'runbooks/2.md', 'runbooks/3.md']);
      for (const [path, content] of Object.entries(written)) expect(content).toBe(large[path]);
      expect((await generate()).exitCode).toBe(0);
      expect(generated()).toEqual(large);
    });
  });
});
