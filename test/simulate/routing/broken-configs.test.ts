import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { loadAlertmanager } from '../../../src/simulate/routing/config/load-alertmanager.ts';
import { anyAlert } from '../../../src/simulate/routing/proof/alert-universe.ts';
import { proveRouting } from '../../../src/simulate/routing/proof/prove-routing.ts';
import { hasProgram } from '../../support/real-programs.ts';

const folder = fileURLToPath(new URL('../../fixtures/alertmanager-configs', import.meta.url));
const files = readdirSync(folder).filter((name) => /\.(?:good|bad)\.yml$/.test(name));

/** What is wrong with a file, and whether Alertmanager itself refuses it for that. */
async function findingsOf(
  file: string,
): Promise<{ readonly isRefused: boolean; readonly found: readonly Diagnostic[] }> {
  const loaded = await loadAlertmanager(readFileSync(join(folder, file), 'utf8'), file, '0.25');
  if (!loaded.ok) return { isRefused: true, found: loaded.errors };
  const { setup, locate } = loaded.value;
  const found = proveRouting(setup, anyAlert).map(({ kind, at, message, help }): Diagnostic => {
    return { code: `alertmanager/${kind}`, severity: 'error', message, help, location: locate({ path: at }) };
  });
  return { isRefused: false, found };
}

const text = ({ code, message, help, location }: Diagnostic): string =>
  `${location?.line}:${location?.column} ${code}\n${message}\nhelp: ${help}\n`;

describe('broken Alertmanager configurations', () => {
  it.each(files)('%s has its one fault, with its place and help', async (file) => {
    const { found } = await findingsOf(file);
    expect(found.length).toBe(file.endsWith('.good.yml') ? 0 : 1);
    for (const { help, location } of found) {
      expect(help).toMatch(/\S/);
      expect(location?.line).toBeGreaterThan(0);
      expect(location?.column).toBeGreaterThan(0);
    }
    if (found.length > 0)
      await expect(found.map(text).join('')).toMatchFileSnapshot(
        join(folder, file.replace('.bad.yml', '.expected.txt')),
      );
  });

  it.skipIf(!hasProgram('amtool'))('are refused by amtool 0.25 exactly where it can see the fault', async () => {
    const unseen: string[] = [];
    for (const file of files) {
      const { status } = spawnSync('amtool', ['check-config', join(folder, file)]);
      const { isRefused } = await findingsOf(file);
      expect(status !== 0, file).toBe(isRefused);
      if (!isRefused && file.endsWith('.bad.yml')) unseen.push(file);
    }
    expect(unseen.every((file) => file.startsWith('unseen-'))).toBe(true);
    expect(unseen).toHaveLength(6);
    expect(files.length - 1 - unseen.length).toBeGreaterThanOrEqual(60);
  });
});
