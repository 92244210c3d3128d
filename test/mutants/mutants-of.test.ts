import { describe, expect, it } from 'vitest';
import { mutantsOf } from '../../src/mutants/mutants-of.ts';
import { createLabelsOf } from '../../src/mutants/rule-labels.ts';
import { equalExpr } from '../../src/promql/equal-expr.ts';
import { parse } from '../../src/promql/parser.ts';
import { print } from '../../src/promql/printer.ts';
import { hasCorpora } from '../support/corpora.ts';
import { loadRules } from '../support/mutation.ts';
import { ruleExpressions } from '../support/promql-corpus.ts';

const ruleText = (expr: string, rest = ''): string =>
  `groups: [{name: g, rules: [{alert: A, expr: ${JSON.stringify(expr)}${rest}}]}]`;

async function mutants(expr: string, rest = '') {
  const rules = (await loadRules(ruleText(expr, rest))).flatMap((group) => group.rules);
  const [rule] = rules;
  if (rule === undefined) throw new Error('no rule');
  const series = [{ ['__name__']: 'm', job: 'a', instance: 'i' }];
  const context = { version: '3', severities: ['page', 'ticket'], labelsOf: createLabelsOf(series, rules) } as const;
  return mutantsOf(rule, context);
}

const changes = async (operator: string, expr: string, rest = '') =>
  (await mutants(expr, rest)).filter((mutant) => mutant.operator === operator).map(({ change }) => change);

describe('mutantsOf', () => {
  it.each([
    ['comparison', 'm > 5', ['changing `> 5` to `>= 5`', 'changing `> 5` to `< 5`']],
    ['comparison', 'm == 1', ['changing `== 1` to `!= 1`', 'changing `== 1` to `>= 1`', 'changing `== 1` to `<= 1`']],
    ['unit', 'm * 8', ['changing `8` to `8000`', 'changing `8` to `0.008`']],
    ['window', 'rate(m[5m])', ['changing `[5m]` to `[2m30s]`', 'changing `[5m]` to `[10m]`']],
    ['offset', 'm offset 5m', ['dropping `offset 5m`']],
    ['ratio', 'm / n', ['swapping the sides of `m / n`']],
    [
      'range-function',
      'rate(m[5m])',
      ['changing `rate` to `increase`', 'changing `rate` to `irate`', 'changing `rate` to `delta`'],
    ],
    [
      'range-function',
      'delta(m[5m])',
      [
        'changing `delta` to `rate`',
        'changing `delta` to `increase`',
        'changing `delta` to `irate`',
        'changing `delta` to `idelta`',
      ],
    ],
    [
      'grouping',
      'sum without (job) (m)',
      [
        'changing `sum without (job)` to `sum without ()`',
        'changing `sum without (job)` to `sum without (job, instance)`',
      ],
    ],
    ['quantile', 'histogram_quantile(0.99, m)', ['changing `0.99` to `0.985`', 'changing `0.99` to `0.995`']],
    [
      'matcher',
      'm{job=~"a|b"}',
      [
        'dropping `job=~"a|b"`',
        'changing `job=~"a|b"` to `job!~"a|b"`',
        'changing `job=~"a|b"` to `job=~".+"`',
        'changing `job=~"a|b"` to `job=~"b"`',
        'changing `job=~"a|b"` to `job=~"a"`',
      ],
    ],
    [
      'grouping',
      'sum by (job) (m)',
      ['changing `sum by (job)` to `sum`', 'changing `sum by (job)` to `sum by (job, instance)`'],
    ],
    [
      'set-operator',
      'm or n',
      ['changing `or` to `and`', 'changing `or` to `unless`', 'dropping `n` after `or`', 'dropping `m` before `or`'],
    ],
    [
      'join',
      'm * on (job) group_left (x) n',
      ['dropping `group_left (x)`', 'changing `group_left (x)` to `group_left ()`'],
    ],
  ] as const)('%s in %s', async (operator, expr, expected) => {
    expect(await changes(operator, expr)).toEqual(expected);
  });

  it('nudges a threshold by a unit, 1%, 10% and tenfold', async () => {
    const values = (await mutants('m > 0.05')).flatMap(({ operator, rule }) =>
      operator === 'threshold' ? [print(rule.expr).slice(4)] : [],
    );
    expect(values).toEqual(['0.06', '0.04', '0.0505', '0.0495', '0.055', '0.045', '0.5', '0.005']);
  });

  it('does not nudge the last decimal of a threshold that was calculated', async () => {
    const values = (await mutants(`m > ${1 / 6}`)).flatMap(({ operator, rule }) =>
      operator === 'threshold' ? [print(rule.expr).slice(4)] : [],
    );
    expect(values).toEqual([0.168333333333, 0.165, 0.183333333333, 0.15, 1.66666666667, 0.0166666666667].map(String));
  });

  it('nudges a threshold that is written as a product, by one of its factors', async () => {
    const values = async (expr: string) =>
      (await mutants(expr)).flatMap(({ operator, rule }) => (operator === 'threshold' ? [print(rule.expr)] : []));
    expect(await values('m > (14.4 * 0.01)')).toEqual(
      [14.5, 14.3, 14.544, 14.256, 15.84, 12.96, 144, 1.44].map((factor) => `m > ${factor} * 0.01`),
    );
    expect(await values('m > 80 / 100')).toHaveLength(8);
    expect(await values('m * 100 > n')).toEqual([]);
  });

  it('edits for, keep_firing_for, labels and annotations', async () => {
    const rest =
      ', for: 1m, keep_firing_for: 2m, labels: {severity: page, team: x}, annotations: {s: "{{ $labels.job }}"}';
    const edited = (await mutants('m > 5', rest)).filter(({ field }) => field[0] !== 'expr');
    expect(edited.map(({ change }) => change)).toEqual([
      'removing `for: 1m`',
      'changing `for: 1m` to `for: 30s`',
      'changing `for: 1m` to `for: 2m`',
      'removing `keep_firing_for: 2m`',
      'changing `keep_firing_for: 2m` to `keep_firing_for: 1m`',
      'changing `keep_firing_for: 2m` to `keep_firing_for: 4m`',
      'changing `severity: page` to `severity: ticket`',
      'changing `team: x` to `team: not-x`',
      'changing `$labels.job` to `$labels.instance` in `s`',
    ]);
  });

  it('changes the labels that a recording gives its samples', async () => {
    const text = 'groups: [{name: g, rules: [{record: r, expr: m, labels: {verb: read}}]}]';
    const [rule] = (await loadRules(text)).flatMap((group) => group.rules);
    const found = rule === undefined ? [] : mutantsOf(rule, { version: '3', severities: [], labelsOf: () => [] });
    expect(found.map(({ change, field }) => ({ change, field }))).toEqual([
      { change: 'changing `verb: read` to `verb: not-read`', field: ['labels', 'verb'] },
    ]);
  });

  it('says where in the expression the edit is', async () => {
    const [mutant] = await mutants('m > 5');
    expect(mutant?.span).toEqual({ start: 2, end: 3 });
  });

  it('knows labels behind recording rules', async () => {
    const text = 'groups: [{name: g, rules: [{record: r, expr: m}, {alert: A, expr: sum by (job) (r) > 1}]}]';
    const rules = (await loadRules(text)).flatMap((group) => group.rules);
    const labelsOf = createLabelsOf([{ ['__name__']: 'm', job: 'a', zone: 'z' }], rules);
    const found = rules.flatMap((rule) => mutantsOf(rule, { version: '3', severities: [], labelsOf }));
    expect(found.map(({ change }) => change)).toContain('changing `sum by (job)` to `sum by (job, zone)`');
  });
});

describe.skipIf(!hasCorpora)('mutants of the corpora', () => {
  it('are valid, different from their original and from each other', async () => {
    for (const text of ruleExpressions().filter((_, i) => i % 50 === 0)) {
      const original = parse(text);
      if (!original.ok) continue;
      const seen = new Set<string>();
      for (const { rule } of await mutants(text)) {
        if (rule.kind !== 'alerting' || equalExpr(rule.expr, original.value)) continue;
        const printed = print(rule.expr);
        expect(parse(printed).ok, printed).toBe(true);
        expect(seen.has(printed), `${text}\n${printed}`).toBe(false);
        seen.add(printed);
      }
    }
  });
});
