import { describe, expect, it } from 'vitest';
import { concernedItems } from '../../src/mutants/concerned-items.ts';
import { indexProject } from '../../src/mutants/project.ts';
import { workList } from '../../src/mutants/work-list.ts';
import { readTestFile } from '../../src/simulate/rule-tests/read-test-file.ts';
import { readYaml } from '../../src/simulate/rules/read-yaml.ts';
import { loadRules } from '../support/mutation.ts';

const rules = `groups:
- name: g
  rules:
  - {record: 'job:errors:rate5m', expr: 'sum by (job) (rate(errors_total[5m]))'}
  - {alert: Slow, expr: 'job:errors:rate5m > 5'}
  - {alert: Failing, expr: 'job:errors:rate5m > 50'}
  - {alert: Down, expr: 'up == 0'}
  - {alert: Gone, expr: 'absent(up)'}
`;

describe('concernedItems', () => {
  it.each([
    ['an alert', { alert_rule_test: [{ eval_time: '1m', alertname: 'Gone', exp_alerts: [] }] }, ['Gone']],
    [
      'an alert that shares a recording',
      { alert_rule_test: [{ eval_time: '1m', alertname: 'Slow', exp_alerts: [] }] },
      ['Slow', 'job:errors:rate5m'],
    ],
    [
      'a recording',
      { promql_expr_test: [{ eval_time: '1m', expr: 'job:errors:rate5m', exp_samples: [] }] },
      ['Slow', 'job:errors:rate5m', 'Failing'],
    ],
    [
      'a metric with a new label',
      { input_series: [{ series: 'up{job="a", zone="b"}', values: '1' }] },
      ['Down', 'Gone'],
    ],
    ['a metric as it is known', { input_series: [{ series: 'up{job="b"}', values: '1' }] }, []],
    ['nothing', {}, []],
  ])('of %s', async (_, test, expected) => {
    const ruleFiles = [{ path: 'rules.yml', groups: await loadRules(rules) }];
    const yaml = await readYaml(`tests: [{interval: 1m, input_series: [{series: 'up{job="a"}', values: '1'}]}]`);
    if (!yaml.ok) throw new Error('broken tests');
    const { file } = readTestFile(yaml.value.root, '3');
    const testFiles = [{ path: 'tests.yml', file, ruleFiles: ['rules.yml'] }];
    const index = indexProject({ version: '3', ruleFiles, testFiles, factsOf: () => undefined });
    const items = workList(index, ['rules.yml'], () => true);
    const group = { name: 'new', interval: '1m', ...test };
    const found = concernedItems(index, items, [group], index).map((at) => items[at]);
    expect(found.map((item) => item && index.ruleAt(item)?.name).sort()).toEqual([...expected].sort());
  });
});
