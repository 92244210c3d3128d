import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { startHelpers } from '../../src/cli/crew/helpers.ts';
import { compile } from '../cli/support/compile.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { readFiles, temporaryFolder, writeFiles } from '../cli/support/temporary-folder.ts';

const alerts = 400;
const benchmarks = fileURLToPath(new URL('../../bench', import.meta.url));

/** A document of the benchmarks, of a size that is worth helpers. */
async function bigDocument(): Promise<object> {
  const bench: { specOf: (alerts: number) => object } = await import(`${benchmarks}/spec-of.mjs`);
  return bench.specOf(alerts);
}

describe.skipIf(availableParallelism() < 2)('a spec that several threads work on', () => {
  const bin = compile('src/cli/bin.ts', 'src/cli/crew/helper.ts');
  const cwd = temporaryFolder();
  beforeAll(async () => writeFileSync(join(cwd, 'spec.json'), JSON.stringify(await bigDocument())));
  const inThreads = (...argv: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv, '--config', 'spec.json'], {
      cwd,
      encoding: 'utf8',
    });
    return { exitCode: status, stdout, stderr };
  };
  const inOne = (...argv: readonly string[]) => runCli([...argv, '--config', 'spec.json'], { cwd });

  it('gets the same bytes and the same words as from one', async () => {
    // Sources in TypeScript run in one thread; what was compiled does not.
    expect(startHelpers(await bigDocument()).threads).toEqual([]);
    const compiled: { startHelpers: typeof startHelpers } = await import(join(dirname(bin), 'crew/helpers.js'));
    const { threads } = compiled.startHelpers(await bigDocument());
    for (const { stop } of threads) stop();
    expect(threads.length).toBeGreaterThan(0);
    const one = await inOne('generate', '--out', 'one');
    const many = inThreads('generate', '--out', 'many');
    expect(one).toMatchObject({ exitCode: 0, stderr: '' });
    expect(many).toEqual({ ...one, stdout: one.stdout.replaceAll('one', 'many') });
    expect(readFiles(join(cwd, 'many'))).toEqual(readFiles(join(cwd, 'one')));
    expect(inThreads('generate', '--out', 'many').stdout).toContain('many is up to date');
  });

  it('is found wanting in the same words', async () => {
    const spoiled = readFiles(join(cwd, 'many'));
    const rules = 'prometheus/rules/BenchAlert3.rules.yml';
    const dashboard = Object.keys(spoiled).find((path) => path.startsWith('grafana/dashboards/')) ?? '';
    const damage = {
      [rules]: spoiled[rules]?.replace('bench_failures_3_total', 'bench_nothing_total') ?? '',
      'prometheus/tests/BenchAlert4.test.yml': 'tests: 3\n',
      'runbooks/BenchAlert5.md': '# BenchAlert5\n\n[gone](gone.md)\n',
      [dashboard]: spoiled[dashboard]?.replace('bench_', 'bunch_') ?? '',
    };
    for (const out of ['one', 'many']) writeFiles(join(cwd, out), damage);
    const one = await inOne('check', '--json', '--out', 'one');
    const many = inThreads('check', '--json', '--out', 'many');
    expect(one.exitCode).toBe(1);
    expect(JSON.parse(one.stdout).diagnostics.length).toBeGreaterThan(4);
    const shown = (text: string, out: string): unknown =>
      JSON.parse(text.replaceAll(`${out}/`, 'out/').replaceAll(`"${out}"`, '"out"'));
    expect(shown(many.stdout.replaceAll('--out many', '--out out'), 'many')).toEqual(
      shown(one.stdout.replaceAll('--out one', '--out out'), 'one'),
    );
    expect(inThreads('generate', '--out', 'many')).toMatchObject({ exitCode: 1 });
    expect(readFiles(join(cwd, 'many'))).toEqual({ ...spoiled, ...damage });
  });
});
