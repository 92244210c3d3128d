import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { journalName } from '../../../src/cli/files/journal.ts';
import { compile } from './compile.ts';
import { fakeDependencies } from './fake-dependencies.ts';
import { runCli } from './run-cli.ts';
import { readFiles, temporaryFolder } from './temporary-folder.ts';

/** The command in a process of its own, with the fake generators. */
export const fakeCommand = (): string => compile('test/cli/support/run-fake-cli.ts');

/** How much the killed runs have to write. */
export interface KilledSize {
  readonly count: number;
  /** Of some 14 characters, in each file. Default: 150. */
  readonly lines?: number;
}

/** A spec of `count` files; from one version to the next most change, some go, some come. */
function specOf({ count, lines = 150 }: KilledSize, version: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: count }, (_, i) => i).filter((i) => (i + version) % 7 !== 0);
  return Object.fromEntries(
    numbers.map((i) => [
      `runbooks/${i % 5 === version % 5 ? 'moved/' : ''}${i}.md`,
      `${i % 3 === 0 ? 'always' : `version ${version}`} of ${i}\n`.repeat(lines),
    ]),
  );
}

/** What happened to the killed runs. */
export interface KillReport {
  /** Runs that were killed when some, but not all of their files were written. */
  readonly halfway: number;
  /** Runs that were over before the signal came. */
  readonly finished: number;
}

/**
 * Kills `runs` runs of `tocsin generate`, each with another spec, each on what the one before left behind, and expects
 * every file to be old or new at any time. Expects the last run, which nobody kills, to leave exactly what the spec
 * says.
 */
export async function killRuns(size: KilledSize, runs: number): Promise<KillReport> {
  const command = fakeCommand();
  const cwd = temporaryFolder();
  const out = join(cwd, 'output');
  const writeSpec = (version: number) =>
    writeFileSync(join(cwd, 'tocsin.config.json'), JSON.stringify({ files: specOf(size, version) }));
  const generate = () => runCli(['generate'], { cwd, dependencies: fakeDependencies() });
  writeSpec(0);
  await generate();
  const started = performance.now();
  rmSync(out, { recursive: true });
  expect((await generate()).exitCode).toBe(0);
  const duration = performance.now() - started;
  let halfway = 0;
  let finished = 0;
  for (let version = 1; version <= runs; version += 1) {
    const before = readFiles(out);
    const next = specOf(size, version);
    writeSpec(version);
    // The journal of a run that was killed before is still there: only its replacement says that this run has begun to
    // write.
    const journal = () =>
      existsSync(join(out, journalName)) ? readFileSync(join(out, journalName), 'utf8') : undefined;
    const known = journal();
    const child = spawn(process.execPath, [command, 'generate'], { cwd, stdio: 'ignore' });
    const over = new Promise<number | null>((resolve) => child.on('exit', resolve));
    while (child.exitCode === null && (journal() ?? known) === known) await wait(1);
    await wait(Math.random() * duration);
    child.kill('SIGKILL');
    const code = await over;
    expect(code === null || code === 0, `exit code ${code} of run ${version}`).toBe(true);
    if (code === 0) finished += 1;
    const { 'manifest.json': manifest, ...after } = readFiles(out);
    expect(manifest?.endsWith('}\n')).toBe(true);
    let updated = 0;
    for (const [path, content] of Object.entries(after)) {
      if (path.includes('.tocsin-')) continue;
      const isOld = content === before[path];
      const isNew = content === next[path];
      expect(isOld || isNew, `${path} is neither old nor new after run ${version}`).toBe(true);
      if (isNew && !isOld) updated += 1;
    }
    const toUpdate = Object.entries(next).filter(([path, content]) => before[path] !== content).length;
    if (updated > 0 && updated < toUpdate) halfway += 1;
  }
  const last = await generate();
  expect(last.stdout).not.toContain('error');
  expect(last.exitCode).toBe(0);
  const { 'manifest.json': _, ...files } = readFiles(out);
  expect(files).toEqual(specOf(size, runs));
  return { halfway, finished };
}
