import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/model/model.ts';
import { alertTests } from '../../src/scenarios/alert-tests.ts';
import { catalogueOutputs } from '../support/catalogue-outputs.ts';
import { catalogue, catalogueModel } from '../support/condition-catalogue.ts';
import { loadRules, loadSuite } from '../support/mutation.ts';
import { expectPromtoolToAgree } from '../support/promtool-judgement.ts';
import { hasProgram } from '../support/real-programs.ts';

const frame = { staticLabels: {}, staticAnnotations: {} };
const testsOf = (alert: Alert) => alertTests(catalogueModel, alert, frame);
const named = catalogue.map((alert) => ({ name: alert.name, alert }));

describe('alertTests', () => {
  it.each(named)('drops no story of $name', ({ alert }) => {
    expect(testsOf(alert).dropped).toEqual([]);
  });

  it.each(named.filter(({ name }) => !/^Always|^Raw/.test(name)))(
    'pairs silence with firing in every test of $name',
    ({ alert }) => {
      const { tests } = testsOf(alert);
      expect(tests.length).toBeGreaterThan(0);
      for (const { name, checks } of tests) {
        const firing = checks.filter(({ alerts }) => (alerts?.length ?? 0) > 0);
        const silent = checks.filter(({ alerts }) => alerts?.length === 0);
        expect({ name, firing: firing.length > 0, silent: silent.length > 0 }).toEqual({
          name,
          firing: true,
          silent: true,
        });
      }
    },
  );

  it.each(named.filter(({ alert }) => alert.for > 0))(
    'asserts silence before `for` of $name has passed, and firing when it has',
    ({ alert }) => {
      const turns = testsOf(alert).tests.flatMap(({ checks }) =>
        checks.flatMap(({ at, alerts }, i) => {
          const before = checks[i - 1];
          return (alerts?.length ?? 0) > 0 && before?.alerts?.length === 0 && at - before.at <= 45_000 ? [at] : [];
        }),
      );
      expect(turns.length).toBeGreaterThan(0);
    },
  );

  it('gives the same tests every time', () => {
    for (const alert of catalogue) expect(testsOf(alert)).toEqual(testsOf(alert));
  });
});

describe('generated rule tests', () => {
  it.each(named)('of $name pass as Prometheus 3 and 2.42', async ({ alert }) => {
    const { rules, tests } = catalogueOutputs(alert);
    for (const version of ['3', '2.42'] as const) {
      const suite = await loadSuite(await loadRules(rules.content, version), tests.content, version);
      expect(suite.failing, `as ${version}`).toEqual([]);
    }
  });

  // A few that promtool is quick with: all of them are asked in qa.
  const sample = named.filter(({ name }) => ['RateOfSlow', 'GaugeSum', 'TargetDown', 'RawFor'].includes(name));

  it.skipIf(!hasProgram('promtool')).each(sample)(
    'of $name pass promtool, and fail when it never fires',
    ({ alert }) => {
      expectPromtoolToAgree(alert);
    },
  );
});
