import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadAlertmanager } from '../../src/simulate/routing/config/load-alertmanager.ts';
import { matchRoute } from '../../src/simulate/routing/route/match-route.ts';
import { amtoolRoutes } from '../support/amtool-routes.ts';
import { createRandom } from '../support/random.ts';
import { hasProgram } from '../support/real-programs.ts';
import { anyRouteTree } from '../support/route-arbitraries.ts';

const seed = Number(process.env['TOCSIN_SEED'] ?? 20261125);
const configs = 100;
const setsPerConfig = 20;
const labels = ['x', 'y', 'z', 'team'];
const values = ['', 'a', 'b', 'ab', 'c d', 'ü'];

const folder = mkdtempSync(join(tmpdir(), 'tocsin-routes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasProgram('amtool'))(`routing, seed ${seed}`, () => {
  it(`is that of amtool for ${configs * setsPerConfig} label sets under ${configs} random configurations`, async () => {
    const random = createRandom(seed);
    const wrong: string[] = [];
    let cases = 0;
    for (const [i, text] of fc.sample(anyRouteTree({ labels, values }), { numRuns: configs, seed }).entries()) {
      const file = join(folder, `${i}.yml`);
      writeFileSync(file, text);
      const loaded = await loadAlertmanager(text, file, '0.25');
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
      const sets = Array.from({ length: setsPerConfig }, () =>
        Object.fromEntries(labels.filter(() => random.chance(0.8)).map((label) => [label, random.pick(values)])),
      );
      const answers = await amtoolRoutes(file, sets);
      sets.forEach((set, k) => {
        cases++;
        const ours = matchRoute(loaded.value.setup.route, set).map(({ receiver }) => receiver);
        if (ours.join() !== answers[k]?.join())
          wrong.push(`${text}\n${JSON.stringify(set)}: ${ours} instead of ${answers[k]}`);
      });
    }
    expect(wrong).toEqual([]);
    expect(cases).toBe(configs * setsPerConfig);
  }, 300_000);
});
