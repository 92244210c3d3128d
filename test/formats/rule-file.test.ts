import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type RuleGroup, serialiseRuleFile } from '../../src/formats/rule-file.ts';
import { trickyText } from './tricky-text.ts';

const named = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), trickyText(), { maxKeys: 3 });
const optional = { requiredKeys: ['alert', 'expr'] as ('alert' | 'expr')[] };
const rule = fc.oneof(
  fc.record({ record: trickyText(), expr: trickyText(), labels: named }, { requiredKeys: ['record', 'expr'] }),
  fc.record(
    { alert: trickyText(), expr: trickyText(), for: fc.constant('5m'), labels: named, annotations: named },
    optional,
  ),
);
const groups: fc.Arbitrary<readonly RuleGroup[]> = fc.array(
  fc.record({ name: trickyText(), rules: fc.array(rule, { maxLength: 3 }) }),
  { maxLength: 3 },
);

describe('serialiseRuleFile', () => {
  it('is read back as the same groups', () => {
    fc.assert(
      fc.property(groups, (value) => {
        expect(parse(serialiseRuleFile(value))).toEqual({ groups: value });
      }),
    );
  });

  it('writes the same bytes whatever the order of the keys', () => {
    const rules = [
      {
        annotations: { summary: 'it rings' },
        labels: { severity: 'P1' },
        keep_firing_for: '5m',
        for: '1m',
        expr: 'sum(\n  up\n)',
        alert: 'A',
      },
      { labels: { a: 'b' }, expr: '1', record: 'r' },
    ];
    expect(
      serialiseRuleFile([{ rules, interval: '15s', name: 'g' }])
        .split('\n')
        .slice(1),
    ).toEqual([
      'groups:',
      '  - name: g',
      '    interval: 15s',
      '    rules:',
      '      - alert: A',
      '        expr: |-',
      '          sum(',
      '            up',
      '          )',
      '        for: 1m',
      '        keep_firing_for: 5m',
      '        labels:',
      '          severity: P1',
      '        annotations:',
      '          summary: it rings',
      '      - record: r',
      '        expr: "1"',
      '        labels:',
      '          a: b',
      '',
    ]);
  });
});
