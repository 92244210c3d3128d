import { describe, expect, it } from 'vitest';
import { serialiseRuleFile } from '../../src/formats/rule-file.ts';
import { serialiseRuleTest } from '../../src/formats/rule-test-file.ts';
import { ruleTestFile } from '../../src/generators/prometheus/rule-tests.ts';
import { alertRule, ruleFiles } from '../../src/generators/prometheus/rules.ts';
import type { Alert } from '../../src/model/model.ts';
import { alertTests } from '../../src/scenarios/alert-tests.ts';
import { catalogue, catalogueModel } from '../support/condition-catalogue.ts';
import { promtool } from '../support/promtool.ts';
import { hasProgram } from '../support/real-programs.ts';

const frame = { staticLabels: {}, staticAnnotations: {} };
const testsOf = (alert: Alert) => alertTests(catalogueModel, alert, frame);
const named = catalogue.map((alert) => ({ name: alert.name, alert }));

describe('alertTests', () => {
  it.each(named)('drops no story of $name', ({ alert }) => {
    expect(testsOf(alert).dropped).toEqual([]);
  });

  it.each(named.filter(({ name }) => name !== 'Always'))(
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
    'asserts silence one evaluation before `for` of $name has passed, and firing when it has',
    ({ alert }) => {
      const turns = testsOf(alert).tests.flatMap(({ checks }) =>
        checks.flatMap(({ at, alerts }, i) => {
          const before = checks[i - 1];
          return (alerts?.length ?? 0) > 0 && before?.alerts?.length === 0 && at - before.at === 15_000 ? [at] : [];
        }),
      );
      expect(turns.length).toBeGreaterThan(0);
    },
  );

  it('gives the same tests every time', () => {
    for (const alert of catalogue) expect(testsOf(alert)).toEqual(testsOf(alert));
  });
});

describe.skipIf(!hasProgram('promtool'))('generated rule tests', () => {
  const files = ruleFiles(catalogueModel);
  const rules = files.map(({ name, groups }) => ({
    path: `rules/${name}.rules.yml`,
    content: serialiseRuleFile(groups),
  }));
  const tests = files.flatMap(({ name, alerts }) =>
    alerts.map((alert) => ({
      path: `tests/${alert.name}.test.yml`,
      content: serialiseRuleTest(ruleTestFile(catalogueModel, alert, name)),
    })),
  );

  it.each(tests.map((test) => ({ name: test.path, test })))('pass promtool: $name', ({ test }) => {
    const { ok, output } = promtool(['test', 'rules', test.path], [...rules, test]);
    expect(ok, output.slice(0, 4000)).toBe(true);
  });

  it.each(named.filter(({ name }) => name !== 'Always'))(
    'fail when the rule of $name never fires',
    ({ name, alert }) => {
      const rule = { ...alertRule(catalogueModel, alert), expr: 'vector(1) > 2' };
      const broken = { path: 'rules/broken.rules.yml', content: serialiseRuleFile([{ name, rules: [rule] }]) };
      const test = serialiseRuleTest(ruleTestFile(catalogueModel, alert, 'broken'));
      expect(
        promtool(['test', 'rules', 'tests/t.test.yml'], [broken, { path: 'tests/t.test.yml', content: test }]).ok,
      ).toBe(false);
    },
  );
});
