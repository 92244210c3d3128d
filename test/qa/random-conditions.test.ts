import { describe, expect, it } from 'vitest';
import { readProject } from '../../src/cli/mutation/read-project.ts';
import { testsOfAlert } from '../../src/generators/prometheus/tests-of-alert.ts';
import { outputsOf } from '../support/catalogue-outputs.ts';
import { loadRules, loadSuite } from '../support/mutation.ts';
import { mutationCrew } from '../support/mutation-crew.ts';
import { mutationSource } from '../support/mutation-source.ts';
import { promtool } from '../support/promtool.ts';
import { type RandomModel, randomModels } from '../support/random-models.ts';
import { hasProgram } from '../support/real-programs.ts';

const seed = Number(process.env['TOCSIN_SEED'] ?? 20_261_128);
const runs = Number(process.env['TOCSIN_RUNS'] ?? 200);

/**
 * What the synthesis is known not to reach, see "Random conditions" in docs/scenarios.md: 1% of each on this seed, with a
 * margin for other seeds. Never raise them for a change of the synthesis.
 */
const known = { untested: 0.06, survivors: 0.04 };

const models = randomModels(seed, runs);
const tested = models.filter(({ model }) => model.alerts.every((alert) => testsOfAlert(model, alert).tests.length > 0));
const some = (count: number): readonly RandomModel[] =>
  tested.filter((_, i) => i % Math.max(1, Math.floor(tested.length / count)) === 0).slice(0, count);
const written = ({ document }: RandomModel): string => JSON.stringify(document);

describe(`the tests of ${runs} random conditions (TOCSIN_SEED=${seed})`, () => {
  it('exist for most of them', () => {
    expect(models.length).toBeGreaterThan(runs / 2);
    expect(1 - tested.length / models.length).toBeLessThan(known.untested);
  });

  it('pass as Prometheus 3 and 2.42', async () => {
    const failing: string[] = [];
    for (const one of tested) {
      const { rules, tests } = outputsOf(one.model);
      for (const version of ['3', '2.42'] as const) {
        const suite = await loadSuite(await loadRules(rules.content, version), tests.content, version);
        if (suite.failing.length > 0) failing.push(`as ${version}: ${written(one)}`);
      }
    }
    expect(failing).toEqual([]);
  });

  it.skipIf(!hasProgram('promtool'))('pass promtool', () => {
    const failing = some(15).filter(({ model }) => {
      const { rules, tests } = outputsOf(model);
      return !promtool(['test', 'rules', tests.path], [rules, tests]).ok;
    });
    expect(failing.map(written)).toEqual([]);
  });

  it('notice most mutants', async () => {
    const survivorsOf = mutationCrew(2);
    const survived = async ({ model }: RandomModel): Promise<readonly boolean[]> => {
      const source = mutationSource(outputsOf(model));
      const { items, diagnostics } = await readProject(source);
      expect(diagnostics).toEqual([]);
      const reports = await survivorsOf(source, items.length);
      const relevant = reports.flatMap((report) => report.mutants.filter(({ outcome }) => outcome !== 'equivalent'));
      return relevant.map(({ outcome }) => outcome === 'survived');
    };
    const all = (await Promise.all(some(60).map(survived))).flat();
    const [mutants, survivors] = [all.length, all.filter((one) => one).length];
    console.info(`${survivors} of ${mutants} mutants survive`);
    expect(mutants).toBeGreaterThan(0);
    expect(survivors / mutants).toBeLessThan(known.survivors);
  });
});
