import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadSpec } from '../../src/cli/files/load-config.ts';
import { resolve } from '../../src/model/resolve.ts';
import spec from '../../src/spec/index.ts';
import { betcodeModel } from '../support/betcode.ts';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-notations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const notations = [
  { notation: 'TypeScript', path: fileURLToPath(new URL('../../tocsin.config.ts', import.meta.url)) },
  { notation: 'YAML', path: written('tocsin.config.yaml', stringify(spec.document)) },
  { notation: 'JSON', path: written('tocsin.config.json', JSON.stringify(spec.document, null, 2)) },
];

describe('the specification of betcode', () => {
  it.each(notations)('means the same in $notation', async ({ path }) => {
    const loaded = await loadSpec(path);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics, null, 2));
    const resolved = resolve(loaded.document);
    expect(resolved.ok && resolved.value).toEqual(betcodeModel());
  });
});
