import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CannotRunError } from '../../src/cli/cannot-run-error.ts';
import { commandLines } from '../../src/cli/command-lines/command-lines.ts';
import { commandNamed, createProgram } from '../../src/cli/program.ts';
import { fakeDependencies } from './support/fake-dependencies.ts';
import { runCli } from './support/run-cli.ts';
import { temporaryFolder, writeFiles } from './support/temporary-folder.ts';

const golden = (name: string) => fileURLToPath(new URL(`../golden/cli/${name}`, import.meta.url));
const cwd = temporaryFolder();
writeFiles(cwd, { 'tocsin.config.json': '{"files":{}}' });

const crashing = (error: unknown) => ({
  ...fakeDependencies(),
  outputParts: async () => {
    throw error;
  },
});

describe('main', () => {
  it.each([
    { name: 'tocsin', argv: ['--help'] },
    { name: 'generate', argv: ['generate', '--help'] },
    { name: 'check', argv: ['help', 'check'] },
    { name: 'init', argv: ['init', '-h'] },
  ])('prints the help of $name', async ({ name, argv }) => {
    const run = await runCli(argv, { cwd });
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    await expect(run.stdout).toMatchFileSnapshot(golden(`help-${name}.txt`));
  });

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await runCli(['--version'], { cwd })).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('shows the help on stderr and fails when no command is named', async () => {
    const run = await runCli([], { cwd });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toBe((await runCli(['--help'], { cwd })).stdout);
  });

  it.each([
    { argv: ['generat'], message: 'unknown command `generat`', help: 'did you mean `generate`?' },
    { argv: ['frobnicate'], message: 'unknown command `frobnicate`', help: 'see `tocsin --help`' },
    { argv: ['generate', '--chek'], message: 'unknown option `--chek`', help: 'did you mean `--check`?' },
    { argv: ['check', '--force'], message: 'unknown option `--force`', help: 'see `tocsin check --help`' },
    {
      argv: ['generate', '--out'],
      message: 'option `-o, --out <dir>` argument missing',
      help: 'see `tocsin generate --help`',
    },
    {
      argv: ['generate', 'extra'],
      message: 'too many arguments for `generate`. Expected 0 arguments but got 1',
      help: 'see `tocsin generate --help`',
    },
    {
      argv: ['generate', '--only', 'prometheus,grafan'],
      message:
        'option `--only <areas>` argument `prometheus,grafan` is invalid. Unknown: grafan. Use some of prometheus, alertmanager, grafana, runbooks, logs, traces, separated by commas',
      help: 'see `tocsin generate --help`',
    },
  ])('refuses $argv', async ({ argv, message, help }) => {
    const run = await runCli(argv, { cwd });
    expect(run).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error[cli/usage]: ${message}\n  help: ${help}\n\n1 error\n`,
    });
  });

  it('reports a usage error as JSON when asked for JSON', async () => {
    const run = await runCli(['generate', '--json', '--chek'], { cwd });
    expect(run).toMatchObject({ exitCode: 2, stderr: '' });
    expect(JSON.parse(run.stdout)).toEqual({
      ok: false,
      exitCode: 2,
      command: 'generate',
      out: null,
      diagnostics: [
        { code: 'cli/usage', severity: 'error', message: 'unknown option `--chek`', help: 'did you mean `--check`?' },
      ],
      files: [],
    });
  });

  it('says in one line that a crash is a bug, with the stack only under TOCSIN_DEBUG', async () => {
    const dependencies = crashing(new TypeError('x is undefined\nsecond line'));
    const quiet = await runCli(['generate'], { cwd, dependencies });
    expect(quiet).toMatchObject({ exitCode: 2, stdout: '' });
    expect(quiet.stderr).toContain('error[cli/internal-error]: internal error: x is undefined\n');
    expect(quiet.stderr).toContain('please report it');
    expect(quiet.stderr).not.toContain('second line');
    expect(quiet.stderr).not.toContain('main.test.ts');
    const loud = await runCli(['generate'], { cwd, dependencies, env: { TOCSIN_DEBUG: '1' } });
    expect(loud.stderr).toContain('main.test.ts');
  });

  it.each([{ thrown: 'a string' }, { thrown: undefined }, { thrown: null }])(
    'survives a thrown $thrown',
    async ({ thrown }) => {
      const run = await runCli(['generate'], { cwd, dependencies: crashing(thrown) });
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain(`internal error: ${String(thrown)}`);
    },
  );

  it('reports what the user can remove without calling it a bug', async () => {
    const dependencies = crashing(new CannotRunError('x/y', 'no `thing`', 'get one'));
    const run = await runCli(['check'], { cwd, dependencies });
    expect(run).toEqual({ exitCode: 2, stdout: '', stderr: 'error[x/y]: no `thing`\n  help: get one\n\n1 error\n' });
  });

  it('says where it looked for a config', async () => {
    const empty = temporaryFolder();
    const run = await runCli(['generate'], { cwd: empty });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(`there is no config in \`${empty}\``);
    expect(run.stderr).toContain('`tocsin.config.ts`');
    expect(run.stderr).toContain('tocsin init');
  });

  it('refuses to choose between two configs', async () => {
    const both = temporaryFolder();
    writeFiles(both, { 'tocsin.config.ts': '', 'tocsin.config.yaml': '' });
    const run = await runCli(['check'], { cwd: both });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('`tocsin.config.ts`, `tocsin.config.yaml`');
  });

  it('names a config that is missing', async () => {
    const run = await runCli(['generate', '--config', 'nowhere/x.yaml'], { cwd });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(`there is no file \`${join(cwd, 'nowhere/x.yaml')}\``);
  });

  it('has examples that parse', async () => {
    for (const { name, examples } of commandLines) {
      expect(examples.length).toBeGreaterThan(0);
      for (const [command] of examples) {
        let runs = 0;
        const run = async () => {
          runs += 1;
        };
        const program = createProgram(run, '0', { writeOut: () => {}, writeErr: () => {}, columns: 80 });
        const [tocsin, ...argv] = command.split(' ');
        expect(tocsin).toBe('tocsin');
        expect(commandNamed(argv)).toBe(name);
        await program.parseAsync(argv, { from: 'user' });
        expect(runs).toBe(1);
      }
    }
  });

  it('shows progress on a terminal after a second, and clears it', async () => {
    const clock = (step: number) => {
      let at = 0;
      return () => {
        at += step;
        return at;
      };
    };
    const options = { cwd, dependencies: fakeDependencies(), env: { NO_COLOR: '1' } };
    const slow = await runCli(['generate', '--check'], { ...options, tty: true, now: clock(600) });
    expect(slow.stderr).toMatch(/resolving the spec \.\.\./);
    expect(slow.stderr.endsWith('\r\u001b[K')).toBe(true);
    expect((await runCli(['generate', '--check'], { ...options, tty: true, now: clock(10) })).stderr).toBe('');
    expect((await runCli(['generate', '--check'], { ...options, tty: false, now: clock(600) })).stderr).toBe('');
  });
});
