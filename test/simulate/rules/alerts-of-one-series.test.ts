import { expect, it } from 'vitest';
import { codesOf, runTexts } from '../rule-tests/support.ts';

const rules = `
groups:
- name: g
  rules:
  - alert: One
    expr: vector(1)
  - alert: One
    expr: ALERTS{alertstate="firing"}
    labels: {x: '{{ $labels.x }}'}
`;

const tests = `
evaluation_interval: 1m
tests:
- interval: 1m
  alert_rule_test:
  - eval_time: 8m
    alertname: One
    exp_alerts:
    - exp_labels: {}
    - exp_labels: {alertstate: firing}
    - exp_labels: {alertstate: firing, x: '{{ $labels.x }}'}
`;

it('lets two alerts of one rule write one series, as Prometheus does', async () => {
  const report = await runTexts(rules, tests);
  expect(codesOf(report)).toEqual([]);
});
