import { describe, expect, it } from 'vitest';
import { readProject } from '../../src/cli/mutation/read-project.ts';
import { catalogueOutputs } from '../support/catalogue-outputs.ts';
import { catalogue } from '../support/condition-catalogue.ts';
import { mutationCrew } from '../support/mutation-crew.ts';
import { mutationSource } from '../support/mutation-source.ts';
import { expectPromtoolToAgree } from '../support/promtool-judgement.ts';
import { hasProgram } from '../support/real-programs.ts';

const named = catalogue.map((alert) => ({ name: alert.name, alert }));

describe.skipIf(!hasProgram('promtool'))('generated tests of every kind of condition', () => {
  it.each(named)('pass promtool, and fail when it never fires: $name', ({ alert }) => {
    expectPromtoolToAgree(alert);
  });
});

const survivorsOf = mutationCrew(2);

describe('mutants of conditions', () => {
  it.concurrent.each(named)('leave no survivor: $name', async ({ alert }) => {
    const source = mutationSource(catalogueOutputs(alert));
    const { items, diagnostics } = await readProject(source);
    expect(diagnostics).toEqual([]);
    const reports = await survivorsOf(source, items.length);
    expect(reports.flatMap(({ mutants }) => mutants).length).toBeGreaterThan(0);
    const survivors = reports.flatMap(({ mutants }) =>
      mutants.filter(({ outcome }) => outcome === 'survived').map(({ change }) => change),
    );
    expect(survivors).toEqual([]);
  });
});
