import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSpec } from '../../src/cli/files/load-config.ts';
import type { Model } from '../../src/model/model.ts';
import { resolve } from '../../src/model/resolve.ts';
import { brokenSpecs } from '../support/broken-specs.ts';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-load-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function codes(path: string): Promise<readonly string[]> {
  const loaded = await loadSpec(path, { cwd: folder, timeLimit: 2000 });
  return loaded.ok ? [] : loaded.diagnostics.map(({ code }) => code);
}

async function modelOf(path: string): Promise<Model> {
  const loaded = await loadSpec(path);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  const resolved = resolve(loaded.document);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.errors));
  return resolved.value;
}

describe('load-config', () => {
  it('makes equal models of TypeScript, YAML and JSON', async () => {
    const models = await Promise.all(
      ['ts', 'yaml', 'json'].map((end) => modelOf(join(brokenSpecs, `shop.good.${end}`))),
    );
    const [fromTypeScript, fromYaml, fromJson] = models;
    expect(fromTypeScript?.alerts).toHaveLength(2);
    expect(fromYaml).toEqual(fromTypeScript);
    expect(fromJson).toEqual(fromTypeScript);
  });

  it.each([
    { name: 'a missing file', path: join(folder, 'nothing.yaml'), code: 'config/missing' },
    { name: 'a missing program', path: join(folder, 'nothing.ts'), code: 'config/missing' },
    { name: 'a folder', path: folder, code: 'config/not-a-file' },
    { name: 'another format', path: file('spec.toml', 'a = 1'), code: 'config/unknown-format' },
    { name: 'Latin-1', path: file('latin.yaml', Uint8Array.of(0x61, 0x3a, 0x20, 0xe9)), code: 'config/not-text' },
  ])('refuses $name', async ({ path, code }) => {
    expect(await codes(path)).toEqual([code]);
  });

  it.each(['yaml', 'json'])('refuses 10 MB of %s unread, and says what is read', async (ending) => {
    const path = file(`large.${ending}`, `{"x": "${'y'.repeat(10_000_000)}"}`);
    const loaded = await loadSpec(path, { cwd: folder });
    expect(loaded.ok ? [] : loaded.diagnostics).toEqual([
      {
        code: 'shape/too-large',
        severity: 'error',
        message: 'the file has 9.5 MiB, more than the 8 MiB that are read',
        help: 'split the specification by service',
        location: { file: `large.${ending}`, line: 1, column: 1 },
      },
    ]);
  });

  it('hands the output folder on', async () => {
    const path = file('out.config.ts', `export default { spec: { tocsin: 1 }, out: 'monitoring' };`);
    expect(await loadSpec(path)).toMatchObject({ ok: true, document: { tocsin: 1 }, out: 'monitoring' });
  });

  it('waits for a default export that is a promise', async () => {
    const path = file('promise.config.ts', 'export default Promise.resolve({ tocsin: 1 });');
    expect(await loadSpec(path)).toMatchObject({ ok: true, document: { tocsin: 1 } });
  });

  it('sees a config that has changed since it was loaded first', async () => {
    const load = async (version: number) => {
      file('part.ts', `export const part = { tocsin: ${version} };`);
      return loadSpec(file('again.config.ts', `import { part } from './part.ts';\nexport default part;`));
    };
    expect(await load(1)).toMatchObject({ document: { tocsin: 1 } });
    expect(await load(2)).toMatchObject({ document: { tocsin: 2 } });
  });

  it('leaves the process as it was', async () => {
    const before = [
      process.exit,
      process.listenerCount('uncaughtException'),
      process.listenerCount('unhandledRejection'),
    ];
    await codes(file('exit.config.ts', 'process.exit(1);'));
    await codes(file('never.config.ts', 'await new Promise(() => {});'));
    const after = [
      process.exit,
      process.listenerCount('uncaughtException'),
      process.listenerCount('unhandledRejection'),
    ];
    expect(after).toEqual(before);
  });

  it('reports a call of process.exit that the config catches itself', async () => {
    const path = file('caught.config.ts', 'try {\n  process.exit(1);\n} catch {}\nexport default { tocsin: 1 };');
    expect(await codes(path)).toEqual(['config/exits']);
  });

  it.each([
    { name: 'a rejection that nobody handles', body: `Promise.reject(new Error('stray'));` },
    { name: 'an exception in a callback', body: `setTimeout(() => { throw new Error('stray'); });` },
  ])('reports $name', ({ body }) => {
    const path = file(
      'stray.config.ts',
      `${body}\nawait new Promise((done) => setTimeout(done, 200));\nexport default {};\n`,
    );
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const jiti = join(root, 'node_modules/jiti/lib/jiti-cli.mjs');
    // In a process of its own: these mistakes would end this one.
    const program = file(
      'load.ts',
      `import { loadSpec } from ${JSON.stringify(join(root, 'src/cli/files/load-config.ts'))};
       const loaded = await loadSpec(${JSON.stringify(path)}, { timeLimit: 5000 });
       process.stdout.write(JSON.stringify(loaded.ok ? [] : loaded.diagnostics));`,
    );
    const { stdout, status } = spawnSync(process.execPath, [jiti, program], {
      encoding: 'utf8',
      env: { ...process.env, JITI_FS_CACHE: 'false' },
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { code: 'config/throws', message: 'the config throws: stray', location: { line: 1 } },
    ]);
  });
});
