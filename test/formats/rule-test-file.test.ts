import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type RuleTestFile, serialiseRuleTest } from '../../src/formats/rule-test-file.ts';
import { trickyText } from './tricky-text.ts';

const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });
const named = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), trickyText(), { maxKeys: 3 });
const file: fc.Arbitrary<RuleTestFile> = fc.record({
  rule_files: some(trickyText()),
  evaluation_interval: fc.constant('15s'),
  tests: some(
    fc.record(
      {
        name: trickyText(),
        interval: fc.constant('15s'),
        input_series: some(fc.record({ series: trickyText(), values: trickyText() })),
        alert_rule_test: some(
          fc.record({
            eval_time: fc.constant('5m'),
            alertname: trickyText(),
            exp_alerts: some(fc.record({ exp_labels: named, exp_annotations: named })),
          }),
        ),
        promql_expr_test: some(
          fc.record({
            expr: trickyText(),
            eval_time: fc.constant('5m'),
            exp_samples: some(fc.record({ labels: trickyText(), value: fc.double({ noNaN: true }) })),
          }),
        ),
      },
      { requiredKeys: ['name', 'interval'] },
    ),
  ),
});

describe('serialiseRuleTest', () => {
  it('is read back as the same tests', () => {
    fc.assert(
      fc.property(file, (value) => {
        expect(parse(serialiseRuleTest(value))).toEqual(value);
      }),
    );
  });

  it('writes the same bytes whatever the order of the keys', () => {
    const alerts = [{ exp_annotations: { b: 'B' }, exp_labels: { a: 'A' } }];
    const test = {
      promql_expr_test: [{ exp_samples: [{ value: 1.5, labels: '{}' }], eval_time: '5m', expr: 'up' }],
      alert_rule_test: [{ exp_alerts: alerts, alertname: 'A', eval_time: '5m' }],
      input_series: [{ values: '1', series: 'up{job="j"}' }],
      interval: '15s',
      name: 'n',
    };
    const text = serialiseRuleTest({ tests: [test], evaluation_interval: '30s', rule_files: ['../rules/A.rules.yml'] });
    expect(text.match(/\b\w+(?=:(?: |$))/gm)?.slice(1)).toEqual(
      `rule_files evaluation_interval tests name interval input_series series values alert_rule_test eval_time alertname
      exp_alerts exp_labels a exp_annotations b promql_expr_test expr eval_time exp_samples labels value`.split(/\s+/),
    );
    expect(text).toContain('- series: up{job="j"}\n        values: "1"\n');
  });
});
