import { describe, expect, test } from 'vitest';
import { codesOf, runTexts } from './support.ts';

const rules = `groups:
- name: g
  rules:
  - alert: Slow
    expr: latency > 2
    for: 2m
    labels: {severity: page}
    annotations: {summary: "{{ $labels.job }} takes {{ $value }}s"}
`;

const tests = (expected: string): string => `tests:
- interval: 1m
  input_series:
  - {series: 'latency{job="api"}', values: '1 1 3 4 5 6 7 1 1 1 1 1'}
  - {series: 'latency{job="db"}', values: '1 1 3 3 1 1 1 1 1 1 1 1'}
  alert_rule_test:
  - eval_time: 5m
    alertname: Slow
    exp_alerts: ${expected}
`;

const alert = (labels: string, summary: string): string =>
  `{exp_labels: {severity: page, ${labels}}, exp_annotations: {summary: "${summary}"}}`;

async function failure(expected: string) {
  const report = await runTexts(rules, tests(expected));
  const [finding] = report.findings;
  expect(report.cases.map((one) => one.failure !== undefined)).toEqual([finding !== undefined]);
  return { codes: codesOf(report), message: finding?.message, help: finding?.help?.split('\n') };
}

describe('a failed alert test', () => {
  test('is none when exactly the expected alerts fire', async () => {
    expect(await failure(`[${alert('job: api', 'api takes 6s')}]`)).toEqual({ codes: [] });
  });

  test('shows the label and the annotation that differ, and how the alert came about', async () => {
    expect(await failure(`[${alert('job: web', 'api takes 7s')}]`)).toEqual({
      codes: ['alerts'],
      message: '`Slow` at 5m: 1 alert as expected, but one differs',
      help: [
        'correct the rule or the expectation',
        '~ differs     Slow{job="api", severity="page"}',
        '    label job:',
        '      expected "web"',
        '      got      "api"',
        '    annotation summary:',
        '      expected "api takes 7s"',
        '      got      "api takes 6s"',
        'timeline {job="api", severity="page"}: inactive 0s-1m | pending 2m-3m (value 3 to 4) | > firing 4m-5m (value 5 to 6)',
        'timeline {job="db", severity="page"}: inactive 0s-1m | pending 2m-3m (value 3) | > inactive 4m-5m',
      ],
    });
  });

  test('compares with the alert that is most alike, and lists what is missing', async () => {
    const { message, help } = await failure(
      `[${alert('job: db', 'db takes 3s')}, ${alert('job: api', 'api took 6s')}]`,
    );
    expect(message).toBe('`Slow` at 5m: expected 2 alerts, got 1 alert');
    expect(help?.slice(1, 6)).toEqual([
      '~ differs     Slow{job="api", severity="page"}',
      '    annotation summary:',
      '      expected "api took 6s"',
      '      got      "api takes 6s"',
      '- missing     Slow{job="db", severity="page"}',
    ]);
  });

  test('shows what nobody expected', async () => {
    const { message, help } = await failure('[]');
    expect(message).toBe('`Slow` at 5m: expected no alerts, got 1 alert');
    expect(help?.slice(1, 3)).toEqual([
      '+ unexpected  Slow{job="api", severity="page"}',
      '    annotation summary: "api takes 6s"',
    ]);
  });

  test('says so when the alert never got anywhere', async () => {
    const report = await runTexts(rules, tests('[{}]').replaceAll('latency{', 'latensy{'));
    expect(report.findings.find(({ code }) => code === 'rule-tests/alerts')?.help).toContain(
      'timeline: `Slow` is never pending or firing around that time',
    );
  });
});

describe('a failed query test', () => {
  const query = (expr: string, samples: string): string =>
    `tests:\n- interval: 1m\n  input_series: [{series: 'latency{job="api"}', values: '0.1 0.2'}]\n  promql_expr_test: [{expr: '${expr}', eval_time: 1m, exp_samples: [${samples}]}]\n`;

  test('shows samples on one side only', async () => {
    const report = await runTexts(rules, query('latency + 0.1', `{labels: '{job="db"}', value: 0.3}`));
    expect(report.findings[0]?.help?.split('\n')).toEqual([
      'correct the rule or the expectation',
      '- expected {job="db"} 0.3',
      '+ got      {job="api"} 0.30000000000000004',
    ]);
  });

  test('explains a NaN', async () => {
    const report = await runTexts(rules, query('latency * NaN', `{labels: '{job="api"}', value: .NaN}`));
    expect(report.findings[0]?.help).toContain('a NaN is equal to nothing, not even to itself');
  });

  test.each([
    ['latency[5m]', 'rule result is not a vector or scalar'],
    ['latency + ignoring(job) group_left latency', undefined],
    ['latency +', 'unexpected end'],
  ])('says what is wrong with `%s`', async (expr, message) => {
    const report = await runTexts(rules, query(expr, ''));
    expect(report.findings[0]).toMatchObject({ place: { path: expect.arrayContaining(['promql_expr_test']) } });
    if (message !== undefined) expect(report.findings[0]?.message).toContain(message);
  });
});
