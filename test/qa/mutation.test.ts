import { describe, expect, it } from 'vitest';
import { mutateRule } from '../../src/mutants/run/mutate-rule.ts';
import { betcodeModel } from '../support/betcode.ts';
import { modelSuites, wholeRunDifferences, withMutant } from '../support/mutation.ts';
import { promtool } from '../support/promtool.ts';
import { hasProgram } from '../support/real-programs.ts';

describe('verdicts on the mutants of betcode', () => {
  it.each(['3', '2.42'] as const)('are those of whole runs, as Prometheus %s', async (version) => {
    for (const { loaded, suites } of await modelSuites(betcodeModel(), version))
      expect(wholeRunDifferences(loaded, suites, version, 19)).toEqual([]);
  });

  it.skipIf(!hasProgram('promtool'))('are those of promtool', async () => {
    let compared = 0;
    for (const { name, loaded, suites, tests, groups } of await modelSuites(betcodeModel(), '2.42')) {
      for (const rule of loaded.flatMap((group) => group.rules)) {
        const { judgements } = mutateRule(rule, { version: '2.42', suites });
        for (const { mutant, killer } of judgements.filter((_, i) => i % 23 === 5)) {
          const rules = { path: `rules/${name}.rules.yml`, content: withMutant(groups, rule, mutant) };
          const { ok, output } = promtool(['test', 'rules', ...tests.map(({ path }) => path)], [rules, ...tests]);
          const verdict = { rule: rule.name, change: mutant.change, passes: ok };
          expect(verdict, output.slice(0, 2000)).toEqual({ ...verdict, passes: killer === undefined });
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(25);
  });
});
