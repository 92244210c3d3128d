import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandVariables } from '../../../src/validators/dashboards/variables.ts';
import { hasProgram } from '../../support/real-programs.ts';
import { sampleModel } from '../../support/sample-model.ts';
import { panelsOf, readDashboards } from './read-dashboard.ts';

describe.skipIf(!hasProgram('promtool'))('promtool', () => {
  const check = (exprs: readonly string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-dashboards-'));
    try {
      const file = join(folder, 'queries.yml');
      const rules = exprs.map((expr, index) => ({ record: `query:${index}`, expr }));
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'queries', rules }] }));
      return spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('accepts every query and every annotation', async () => {
    const dashboards = [...(await readDashboards(sampleModel)).values()];
    const exprs = dashboards.flatMap((dashboard) => [
      ...dashboard.annotations.list.map(({ expr }) => expr),
      ...panelsOf(dashboard).flatMap(({ targets }) =>
        targets.filter(({ datasource }) => datasource.type === 'prometheus').map(({ expr }) => expr),
      ),
    ]);
    expect(exprs.length).toBeGreaterThan(40);
    const { status, stderr } = check(exprs.map(expandVariables));
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('would notice a broken one', () => {
    expect(check(['sum(up']).status).not.toBe(0);
  });
});
