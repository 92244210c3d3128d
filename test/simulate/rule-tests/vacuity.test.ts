import { describe, expect, test } from 'vitest';
import { codesOf, runTexts } from './support.ts';

const rules = `groups:
- name: g
  rules:
  - {alert: HostDown, expr: 'up{job="api"} == 0', for: 5m}
  - {record: "job:up:sum", expr: sum by (job) (up)}
  - {alert: Restarting, expr: 'changes(start_time[5m]) > 3', for: 10m, annotations: {was: '{{ query "memory" | first | value }}'}}
`;

const file = (group: string): string => `tests:\n- interval: 1m\n${group.replace(/^/gm, '  ')}\n`;
const input = (series: string): string => `input_series: [{series: '${series}', values: '0x10'}]`;
const quiet = (name: string, time: string): string => `alert_rule_test: [{alertname: ${name}, eval_time: ${time}}]`;

async function findings(group: string) {
  const report = await runTexts(rules, file(group));
  return report.findings.map(({ code, message, help, place }) => ({
    code: code.replace('rule-tests/', ''),
    message,
    help,
    path: place.path.join('.'),
  }));
}

describe('simulate/rule-tests/vacuity', () => {
  test('accepts a test that can fail', async () => {
    expect(await findings(`${input('up{job="api"}')}\n${quiet('HostDown', '4m')}`)).toEqual([]);
  });

  test('reports an alert that no rule raises, and what was probably meant', async () => {
    expect(await findings(quiet('HostDwn', '20m'))).toEqual([
      {
        code: 'unknown-alert',
        message: 'no rule raises the alert `HostDwn`',
        help: 'did you mean `HostDown`?',
        path: 'tests.0.alert_rule_test.0.alertname',
      },
    ]);
  });

  test('reports an input series that nothing reads', async () => {
    expect(await findings(`${input('upp{job="api"}')}\n${quiet('HostDown', '20m')}`)).toEqual([
      {
        code: 'unread-series',
        message: 'nothing reads the input series `upp{job="api"}`',
        help: 'correct its name and labels, or remove it',
        path: 'tests.0.input_series.0.series',
      },
    ]);
  });

  test.each([
    ['a rule that nothing asks about', 'up{job="db"}'],
    ['a template', 'memory'],
    ['a query of the test', 'asked'],
  ])('takes a series as read by %s', async (_, series) => {
    const query = 'promql_expr_test: [{expr: "absent(asked) * 0", eval_time: 20m, exp_samples: [{value: 0}]}]';
    const codes = (await findings(`${input(series)}\n${query}`)).map(({ code }) => code);
    expect(codes).not.toContain('unread-series');
  });

  test('reports a label that keeps every rule from reading a series', async () => {
    const narrow = await runTexts(
      'groups: [{name: g, rules: [{alert: A, expr: "up{job=~\\"a.*\\"} == 0"}]}]',
      file(`${input('up{job="b"}')}\n${quiet('A', '5m')}`),
    );
    expect(codesOf(narrow)).toEqual(['unread-series']);
  });

  test('reports a group and a file without tests', async () => {
    expect(await findings(input('up'))).toMatchObject([{ code: 'no-tests', path: 'tests.0' }]);
    expect(codesOf(await runTexts(rules, 'rule_files: []\n'))).toEqual(['no-tests']);
  });

  test('reports that nothing fires at a time when nothing can, unless something is pending', async () => {
    expect(await findings(`${input('up{job="db"}')}\n${quiet('HostDown', '4m')}`)).toEqual([
      {
        code: 'before-for',
        message: '`HostDown` cannot fire at 4m: its `for` is 5m',
        help: 'evaluate later, so that the test can fail',
        path: 'tests.0.alert_rule_test.0.eval_time',
      },
    ]);
    expect(await findings(`${input('up{job="db"}')}\n${quiet('HostDown', '5m')}`)).toEqual([]);
    expect(await findings(`${input('up{job="api"}')}\n${quiet('HostDown', '4m59s')}`)).toEqual([]);
  });

  test('reports input series that promtool does not load', async () => {
    const inputs = `input_series:\n- {series: 'up{job="a"}', values: "0 0\\n"}\n- {series: 'up{job="api"}', values: '0x9'}`;
    expect(await findings(`${inputs}\n${quiet('HostDown', '9m')}`)).toMatchObject([
      { code: 'ignored-series', path: 'tests.0.input_series.1.series' },
    ]);
  });
});
