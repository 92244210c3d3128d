import { describe, expect, test } from 'vitest';
import { codesOf, runTexts } from './support.ts';

const rules = (more: string): string => `groups:
- name: g
  rules:
  - {alert: A, expr: m > 5}
${more}`;

const tests = `tests:
- interval: 1m
  input_series: [{series: m, values: '1 10 10'}]
  alert_rule_test: [{alertname: A, eval_time: 2m, exp_alerts: [{}]}]
`;

describe('a rule that no test asks about', () => {
  test.each([
    ['fails without any input', '  - {record: r, expr: \'label_replace(vector(1), "a-b", "x", "", "")\'}\n'],
    ['collides with the input', '  - {record: m, expr: vector(3)}\n'],
    [
      'fails on what others record',
      '  - {record: r, expr: m}\n  - {record: s, expr: \'label_replace(r, "a-b", "x", "", "")\'}\n',
    ],
    [
      'exceeds the limit',
      '- {name: h, limit: 1, rules: [{record: r, expr: \'vector(1) or label_replace(vector(1), "a", "b", "", "")\'}]}\n',
    ],
    [
      'raises the same alert twice',
      '  - {alert: B, expr: \'label_replace(vector(1), "x", "1", "", "") or vector(1)\', labels: {x: y}}\n',
    ],
  ])('fails the group when it %s', async (_, more) => {
    const report = await runTexts(rules(more), tests);
    expect(codesOf(report)).toEqual(['rule-failed']);
    expect(report.cases[0]?.failure).toContain('nothing after this evaluation was tested');
  });

  test('does not disturb when it can be evaluated', async () => {
    expect(codesOf(await runTexts(rules('  - {record: r, expr: sum(other) + 1}\n'), tests))).toEqual([]);
  });

  test('says when and where it failed', async () => {
    const more = '- {name: late, rules: [{record: r, expr: \'label_replace(vector(1), "a-b", "x", "", "")\'}]}\n';
    const report = await runTexts(rules(more), tests);
    expect(report.findings[0]?.message).toBe(
      'rule `r` of group `late` at 0s: invalid destination label name in label_replace(): a-b',
    );
  });
});
