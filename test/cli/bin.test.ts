import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from './support/compile.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const bin = compile('src/cli/bin.ts', 'src/index.ts');
const env = { ...process.env, NO_COLOR: '1' };
const cwd = temporaryFolder();

const tocsin = (...argv: readonly string[]) =>
  spawnSync(process.execPath, [bin, ...argv], { cwd, env, encoding: 'utf8' });
const shell = (command: string) =>
  spawnSync('bash', ['-c', command.replaceAll('tocsin', `"${process.execPath}" "${bin}"`)], {
    cwd,
    env,
    encoding: 'utf8',
  });

describe('the program tocsin', () => {
  it('ends with the exit code of the command', () => {
    expect(tocsin('--version')).toMatchObject({ status: 0, stderr: '' });
    expect(tocsin('generat')).toMatchObject({ status: 2, stdout: '' });
  });

  it('does not mind that nobody reads on', () => {
    const run = shell('tocsin --help | true; echo "${PIPESTATUS[0]}"');
    expect(run).toMatchObject({ stdout: '0\n', stderr: '' });
  });

  it('fails when its output cannot be written', () => {
    const run = shell('tocsin --help > /dev/full');
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('error[cli/cannot-write]: cannot write to stdout: ENOSPC');
    expect(run.stderr).not.toContain('    at ');
  });

  it('has no colours when it writes into a pipe', () => {
    const { NO_COLOR: _, ...colorful } = env;
    const run = spawnSync(process.execPath, [bin, 'generate'], { cwd, env: colorful, encoding: 'utf8' });
    expect(run.status).toBe(2);
    expect(run.stderr).not.toContain('\u001b');
  });

  it.each([
    { name: 'leaves a timer behind', config: 'setInterval(() => {}, 1000); export default {};' },
    {
      name: 'throws when nobody waits for it',
      config:
        'setTimeout(() => { throw new Error("late"); }); await new Promise((r) => setTimeout(r, 300)); export default {};',
    },
    { name: 'ends the process', config: 'process.exit(0);' },
  ])('reports a config that $name, and ends', ({ config }) => {
    writeFileSync(join(cwd, 'tocsin.config.mjs'), config);
    const run = spawnSync(process.execPath, [bin, 'generate'], { cwd, env, encoding: 'utf8', timeout: 50_000 });
    expect(run.stdout).toContain('tocsin.config.mjs');
    expect(run.stdout).not.toContain('    at ');
    expect(run).toMatchObject({ status: 1, stderr: '' });
  });
});
