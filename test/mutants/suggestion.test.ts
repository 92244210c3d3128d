import { describe, expect, it } from 'vitest';
import { serialiseRuleTest } from '../../src/formats/rule-test-file.ts';
import { mutate } from '../../src/mutants/mutate.ts';
import { indexProject } from '../../src/mutants/project.ts';
import { workList } from '../../src/mutants/work-list.ts';
import { readTestFile } from '../../src/simulate/rule-tests/read-test-file.ts';
import { readYaml } from '../../src/simulate/rules/read-yaml.ts';
import { loadRules, loadSuite } from '../support/mutation.ts';
import { promtool } from '../support/promtool.ts';
import { hasProgram } from '../support/real-programs.ts';

async function run(rules: string, tests: string) {
  const groups = await loadRules(rules);
  const yaml = await readYaml(tests);
  if (!yaml.ok) throw new Error('broken tests');
  const { file } = readTestFile(yaml.value.root, '3');
  const index = indexProject({
    version: '3',
    ruleFiles: [{ path: 'rules.yml', groups }],
    testFiles: [{ path: 'tests.yml', file, ruleFiles: ['rules.yml'] }],
    factsOf: () => undefined,
  });
  const [item] = workList(index, ['rules.yml'], () => true);
  const report = item && mutate(item, index, { charts: false });
  if (report === undefined) throw new Error('no rule was mutated');
  return report;
}

const ruleFile = (expr: string): string =>
  `groups: [{name: g, rules: [{alert: A, expr: ${JSON.stringify(expr)}, for: 2m, labels: {severity: page}}]}]`;

/** Fires, and tells next to nothing. */
const poorTest = (series: string, values: string, labels: string): string => `tests:
- interval: 1m
  input_series: [{series: '${series}', values: '${values}'}]
  alert_rule_test:
  - {alertname: A, eval_time: 20m, exp_alerts: [{exp_labels: ${labels}}]}
`;

const cases = [
  ['a gauge', 'disk_free < 10', poorTest('disk_free{host="a"}', '1x30', '{severity: page, host: a}')],
  [
    'a rate',
    'sum by (job) (rate(errors_total{code="500"}[5m])) > 0.5',
    poorTest('errors_total{job="a", code="500"}', '0+600x30', '{severity: page, job: a}'),
  ],
  [
    'a guard',
    'disk_free < 10 and on (host) disk_size > 100',
    poorTest('disk_free{host="a"}', '1x30', '{severity: page, host: a}').replace(
      "values: '1x30'}",
      "values: '1x30'}, {series: 'disk_size{host=\"a\"}', values: '900x30'}",
    ),
  ],
] as const;

describe('suggested tests', () => {
  it('do not depend on which of equal values is picked', async () => {
    const node = 'topk by (cluster, pod) (1, max by (cluster, pod, node) (pod_info{node!=""}))';
    const expr = `cpu{job="c"} * on (cluster, pod) group_left (node) ${node}`;
    const rules = `groups: [{name: g, rules: [{record: 'cpu:sum', expr: '${expr}'}]}]`;
    const tests = `tests:
- interval: 1m
  input_series:
  - {series: 'cpu{job="c",cluster="k",pod="a",mode="x"}', values: '0+3x9'}
  - {series: 'pod_info{cluster="k",pod="a",node="n",job="i",instance="x",z="1"}', values: '1x9'}
  - {series: 'pod_info{cluster="k",pod="b",node="n",job="j",instance="y"}', values: '1x9'}
  promql_expr_test:
  - {expr: 'cpu:sum', eval_time: 5m, exp_samples: []}
`;
    const { suggestions } = await run(rules, tests);
    expect(suggestions.length).toBeGreaterThan(3);
    for (const one of suggestions) {
      const inputs = one.input_series ?? [];
      for (const [i, first] of inputs.entries()) {
        const reordered = { ...one, input_series: [first, ...inputs.toSpliced(i, 1)] };
        const yaml = serialiseRuleTest({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests: [reordered] });
        expect((await loadSuite(await loadRules(rules), yaml)).failing).toEqual([]);
      }
    }
  }, 60_000);

  it.each(cases)(
    'of %s pass on the rule and notice every survivor that they are for',
    async (_, expr, tests) => {
      const rules = ruleFile(expr);
      const { mutants, suggestions } = await run(rules, tests);
      const survivors = mutants.filter(({ outcome }) => outcome === 'survived');
      expect(survivors.length).toBeGreaterThan(3);
      expect(survivors.filter(({ suggestion }) => suggestion === undefined)).toEqual([]);
      const yaml = serialiseRuleTest({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests: suggestions });
      const suite = await loadSuite(await loadRules(rules), yaml);
      expect(suite.failing).toEqual([]);
      if (hasProgram('promtool')) {
        const verdict = promtool(
          ['test', 'rules', 'tests.yml'],
          [
            { path: 'rules.yml', content: rules },
            { path: 'tests.yml', content: yaml },
          ],
        );
        expect(verdict.ok, verdict.output).toBe(true);
      }
      const again = await run(rules, yaml);
      expect(again.mutants.filter(({ outcome }) => outcome === 'survived')).toEqual([]);
    },
    60_000,
  );

  it('are not made for what nothing can tell apart', async () => {
    const tests = poorTest('up{job="a"}', '0x30', '{severity: page, job: a}');
    const { mutants } = await run(ruleFile('up == 0'), tests);
    const same = mutants.find(({ change }) => change === 'changing `== 0` to `<= 0`');
    expect(same).toMatchObject({ outcome: 'equivalent' });
    expect(same?.evidence?.scenarios).toBeGreaterThan(100);
    expect(same?.evidence?.firing).toBeGreaterThan(20);
  });
});
