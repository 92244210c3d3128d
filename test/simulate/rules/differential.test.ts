import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toYaml } from '../../../src/formats/yaml.ts';
import { readTestFile } from '../../../src/simulate/rule-tests/read-test-file.ts';
import { runTestFile } from '../../../src/simulate/rule-tests/run-test-file.ts';
import { readRuleFile } from '../../../src/simulate/rules/read-rule-file.ts';
import { readYaml } from '../../../src/simulate/rules/read-yaml.ts';
import { promtool } from '../../support/promtool.ts';
import { hasProgram } from '../../support/real-programs.ts';

const metrics = ['a', 'b', 'rec'] as const;
const metric = fc.constantFrom(...metrics);
const duration = fc.constantFrom('0s', '1m', '2m', '90s', '5m');

const expression = fc.oneof(
  metric.map((name) => `${name} > 2`),
  metric.map((name) => `sum by (x) (${name}) > 2`),
  metric.map((name) => `absent(${name}{x="p"})`),
  fc.tuple(metric, metric).map(([left, right]) => `${left} > on (x) group_left () max by (x) (${right})`),
  metric.map((name) => `increase(${name}[3m]) > 1`),
  metric.map((name) => `max_over_time(${name}[5m:1m]) > 3`),
  fc.constant('vector(1)'),
  fc.constantFrom('firing', 'pending').map((state) => `ALERTS{alertstate="${state}"}`),
  fc.constant('time() - ALERTS_FOR_STATE > 120'),
);

const template = fc.constantFrom(
  'plain',
  '',
  '{{ $labels.x }}',
  '{{ $value }}',
  '{{ $labels.nope }}',
  '{{ with query "rec" }}{{ . | first | value | humanize }}{{ end }}',
  '{{ range query "sort(a)" }}{{ .Value }} {{ end }}',
  '{{ $value | toUpper }}',
);

const alerting = fc.record({
  alert: fc.constantFrom('One', 'Two', 'Three'),
  expr: expression,
  for: duration,
  keep_firing_for: duration,
  labels: fc.dictionary(fc.constantFrom('severity', 'x'), template, { maxKeys: 1 }),
  annotations: fc.dictionary(fc.constantFrom('summary', 'text'), template, { maxKeys: 2 }),
});

const recording = fc.record({
  record: fc.constant('rec'),
  expr: fc.oneof(
    metric.map((name) => `sum by (x) (${name})`),
    fc.constant('a * 2'),
    fc.constant('count by (alertname) (ALERTS)'),
  ),
  labels: fc.dictionary(fc.constant('y'), fc.constantFrom('1', '2'), { maxKeys: 1 }),
});

const values = fc
  .array(fc.constantFrom('0', '1', '3', '5', '_', 'stale', '0+1x3', '4x2', '_x4'), { minLength: 1, maxLength: 6 })
  .map((items) => items.join(' '));

const scenario = fc.record({
  rules: fc.array(fc.oneof(alerting, recording), { minLength: 1, maxLength: 5 }),
  limit: fc.constantFrom(0, 0, 0, 1, 2),
  interval: fc.constantFrom('1m', '30s', '2m'),
  inputs: fc.uniqueArray(fc.record({ series: fc.constantFrom('a{x="p"}', 'a{x="q"}', 'b{x="p"}', 'b'), values }), {
    selector: ({ series }) => series,
    maxLength: 4,
  }),
  times: fc.uniqueArray(fc.constantFrom('0s', '1m', '90s', '3m', '4m', '6m', '8m'), { minLength: 1, maxLength: 4 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

const names = ['One', 'Two', 'Three'];

const ruleText = ({ rules, limit }: Scenario): string => toYaml({ groups: [{ name: 'g', limit, rules }] });

const testText = (one: Scenario, expected: (name: string, time: string) => object): string =>
  toYaml({
    rule_files: ['rules.yml'],
    evaluation_interval: '1m',
    tests: [
      {
        interval: one.interval,
        input_series: one.inputs,
        external_labels: { region: 'eu' },
        alert_rule_test: one.times.flatMap((time) =>
          names.map((alertname) => ({ eval_time: time, alertname, exp_alerts: expected(alertname, time) })),
        ),
      },
    ],
  });

/** What fires by our reckoning, or that the rules fail. */
async function simulate(one: Scenario) {
  const rules = await readYaml(ruleText(one));
  const tests = await readYaml(testText(one, () => []));
  if (!rules.ok || !tests.ok) throw new Error('our own YAML cannot be read');
  const ruleFile = readRuleFile(rules.value.root, 'rules.yml', '2.42');
  const testFile = readTestFile(tests.value.root, '2.42');
  expect([...ruleFile.findings, ...testFile.findings]).toEqual([]);
  const [outcome] = runTestFile(testFile.file, ruleFile.groups, { version: '2.42' });
  const failures = outcome?.failures ?? [];
  const fails = failures.some(({ kind }) => kind === 'rule');
  const firing = new Map<string, object>();
  for (const failure of failures) {
    if (failure.kind !== 'alerts') continue;
    const alerts = failure.got.map(({ labels: { alertname: _, ...labels }, annotations }) => ({
      exp_labels: labels,
      exp_annotations: annotations,
    }));
    firing.set(`${failure.test.alertName} ${failure.test.evalTime}`, alerts);
  }
  return { fails, firing };
}

const milliseconds: Readonly<Record<string, number>> = {
  '0s': 0,
  '1m': 60e3,
  '90s': 90e3,
  '3m': 180e3,
  '4m': 240e3,
  '6m': 360e3,
  '8m': 480e3,
};

describe.skipIf(!hasProgram('promtool'))('rules over time, beside promtool', () => {
  test('fires the same alerts with the same labels and annotations, and fails on the same rules', {
    timeout: 300_000,
  }, async () => {
    let [failing, firingCases] = [0, 0];
    await fc.assert(
      fc.asyncProperty(scenario, async (one) => {
        const { fails, firing } = await simulate(one);
        const text = testText(one, (name, time) => firing.get(`${name} ${milliseconds[time]}`) ?? []);
        const verdict = promtool(
          ['test', 'rules', 'test.yml'],
          [
            { path: 'rules.yml', content: ruleText(one) },
            { path: 'test.yml', content: text },
          ],
        );
        if (fails) failing++;
        if (firing.size > 0) firingCases++;
        if (fails) expect(verdict.output).toMatch(/rule: /);
        else expect(verdict.output).toContain('SUCCESS');
      }),
      { numRuns: Number(process.env['TOCSIN_RUNS'] ?? 60) },
    );
    // A comparison of nothing with nothing would prove nothing.
    expect(firingCases).toBeGreaterThan(2);
    expect(failing).toBeGreaterThan(0);
  });
});
