import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasProgram } from '../../support/real-programs.ts';
import { runCli } from '../support/run-cli.ts';
import { readFiles, temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const golden = (name: string) => fileURLToPath(new URL(`../../golden/cli/${name}`, import.meta.url));
const project = fileURLToPath(new URL('../../..', import.meta.url));

describe('tocsin init', () => {
  let cwd: string;
  const run = (...argv: readonly string[]) => runCli(argv, { cwd });

  beforeEach(() => {
    cwd = temporaryFolder();
  });

  describe.each([
    { name: 'TypeScript', argv: ['init'], config: 'tocsin.config.ts' },
    { name: 'YAML', argv: ['init', '--yaml'], config: 'tocsin.config.yaml' },
  ])('in $name', ({ name, argv, config }) => {
    it('makes a spec that generates and passes every check', async () => {
      const started = await run(...argv);
      expect(started).toMatchObject({ exitCode: 0, stderr: '' });
      await expect(started.stdout).toMatchFileSnapshot(golden(`init-${name.toLowerCase()}.txt`));
      const generated = await run('generate');
      expect(generated.stdout).toContain('Generated output');
      expect(generated).toMatchObject({ exitCode: 0, stderr: '' });
      const checked = await run('check');
      expect(checked.stdout).toContain('3 alerts, 3 metrics');
      expect(checked.stdout).not.toContain('warning');
      expect(checked).toMatchObject({ exitCode: 0, stderr: '' });
    });

    it.skipIf(!hasProgram('promtool'))('makes rules whose tests pass in promtool', async () => {
      await run(...argv);
      await run('generate');
      const tests = Object.keys(readFiles(join(cwd, 'output'))).filter((path) => path.endsWith('.test.yml'));
      expect(tests.length).toBe(3);
      for (const test of tests) {
        const verdict = spawnSync('promtool', ['test', 'rules', join(cwd, 'output', test)], { encoding: 'utf8' });
        expect(verdict, verdict.stderr).toMatchObject({ status: 0 });
      }
    });

    it.skipIf(!hasProgram('amtool'))('makes routes that amtool accepts', async () => {
      await run(...argv);
      await run('generate');
      const verdict = spawnSync('amtool', ['check-config', join(cwd, 'output/alertmanager/alertmanager.yml')], {
        encoding: 'utf8',
      });
      expect(verdict, verdict.stderr).toMatchObject({ status: 0 });
    });

    it('refuses to overwrite anything, and overwrites only its own files when forced', async () => {
      writeFileSync(join(cwd, config), 'mine');
      const refused = await run(...argv);
      expect(refused.exitCode).toBe(1);
      expect(refused.stdout).toContain(`error[init/exists]: \`${config}\` exists already`);
      expect(readFiles(cwd)).toEqual({ [config]: 'mine' });
      const forced = await run(...argv, '--force', '--json');
      expect(JSON.parse(forced.stdout)).toMatchObject({
        ok: true,
        command: 'init',
        out: '.',
        files: expect.arrayContaining([{ path: config, status: 'updated' }]),
      });
      expect(readFiles(cwd)[config]).toContain('Where Tocsin starts');
    });
  });

  it('generates the same from both', async () => {
    await run('init', 'typescript');
    await run('init', 'yaml', '--yaml');
    const outputs: unknown[] = [];
    for (const folder of ['typescript', 'yaml']) {
      const generated = await runCli(['generate'], { cwd: join(cwd, folder) });
      expect(generated.exitCode).toBe(0);
      outputs.push(readFiles(join(cwd, folder, 'output')));
    }
    expect(outputs[0]).toEqual(outputs[1]);
  });

  it('makes TypeScript that compiles under the strictest settings', async () => {
    await run('init');
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      noEmit: true,
      target: 'es2023',
      // The strictest about the endings of imports.
      module: 'nodenext',
      types: [],
      // The package need not be built: its sources are what it would export.
      allowImportingTsExtensions: true,
      paths: { tocsin: [join(project, 'src/index.ts')] },
    };
    const include = ['tocsin.config.ts', 'monitoring'];
    writeFiles(cwd, {
      'tsconfig.json': JSON.stringify({ compilerOptions, include }),
      'package.json': '{"type":"module"}',
    });
    const tsc = join(project, 'node_modules/typescript/bin/tsc');
    const verdict = spawnSync(process.execPath, [tsc, '-p', cwd, '--listFilesOnly'], { encoding: 'utf8' });
    expect(verdict.stdout).toContain(join(cwd, 'monitoring/alerts.ts'));
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', cwd], { cwd, encoding: 'utf8' });
    expect(stdout.split('\n').filter((line) => /^(monitoring|tocsin\.config)/.test(line))).toEqual([]);
  });

  it('makes the folder, and suggests only scripts that package.json lacks', async () => {
    writeFiles(join(cwd, 'ops'), { 'package.json': '{"scripts":{"monitoring":"mine"}}' });
    const { stdout } = await run('init', 'ops', '--yaml');
    expect(stdout).toContain('A small spec in ops:');
    expect(stdout).toContain('cd ops');
    expect(stdout).toContain('npm pkg set "scripts.monitoring:check=');
    expect(stdout).not.toContain('scripts.monitoring=');
    expect(readFiles(cwd)['ops/package.json']).toBe('{"scripts":{"monitoring":"mine"}}');
  });

  it('does not add a second config to a folder', async () => {
    writeFileSync(join(cwd, 'tocsin.config.yaml'), 'mine');
    const { exitCode, stdout } = await run('init', '--force');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('one folder has one config');
    expect(existsSync(join(cwd, 'monitoring'))).toBe(false);
  });

  it('says so when it cannot write', async () => {
    writeFileSync(join(cwd, 'file'), '');
    const { exitCode, stderr } = await run('init', 'file');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error[cli/cannot-');
    expect(stderr).toContain('a part of the path is a file');
  });
});
