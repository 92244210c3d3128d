import { describe, expect, test } from 'vitest';
import { codesOf, runTexts } from './support.ts';

/** The second group reads what the first records: in this order at once, in the other one evaluation later. */
const rules = `groups:
- name: record
  rules: [{record: total, expr: sum(m)}]
- name: alert
  rules: [{alert: A, expr: total offset 1s > 0 or total > 5}]
- name: apart
  rules: [{alert: B, expr: m > 5}]
`;

const tests = (order: string): string => `${order}
tests:
- interval: 1m
  input_series: [{series: m, values: '1 10 10'}]
  alert_rule_test: [{alertname: A, eval_time: 1m, exp_alerts: [{}]}, {alertname: B, eval_time: 1m, exp_alerts: [{}]}]
`;

const shifted = rules.replace('total offset 1s > 0 or total > 5', 'total > 5');

describe('groups in an order', () => {
  test('that is not given but changes the result are reported', async () => {
    const report = await runTexts(shifted, tests(''));
    expect(codesOf(report)).toEqual(['order-dependent']);
    expect(report.findings[0]).toMatchObject({ severity: 'warning', place: { path: ['tests', 0] } });
  });

  test('that is given are not', async () => {
    expect(codesOf(await runTexts(shifted, tests('group_eval_order: [record, alert, apart]')))).toEqual([]);
  });

  test('that makes no difference are not', async () => {
    const unrelated = rules.replace('total offset 1s > 0 or total > 5', 'm > 5');
    expect(codesOf(await runTexts(unrelated, tests('')))).toEqual([]);
  });

  test('that is given are evaluated in it, the unlisted beside the first', async () => {
    const late = await runTexts(shifted, tests('group_eval_order: [alert, record]'));
    expect(codesOf(late)).toEqual(['alerts']);
  });
});
