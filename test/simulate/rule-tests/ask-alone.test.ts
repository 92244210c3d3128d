import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toYaml } from '../../../src/formats/yaml.ts';
import { createStorage } from '../../../src/promql/storage/storage.ts';
import { askAlone } from '../../../src/simulate/rule-tests/ask-alone.ts';
import { createLoader } from '../../../src/simulate/rule-tests/load-inputs.ts';
import { readTestFile } from '../../../src/simulate/rule-tests/read-test-file.ts';
import { runTestGroup } from '../../../src/simulate/rule-tests/run-test-group.ts';
import { readRuleFile } from '../../../src/simulate/rules/read-rule-file.ts';
import { readYaml } from '../../../src/simulate/rules/read-yaml.ts';
import { createRuleSet } from '../../../src/simulate/rules/rule-set.ts';

const metric = fc.constantFrom('a', 'b', 'c');
const matchers = fc.constantFrom('', '', '{x="p"}', '{x!="p"}', '{y=~"u|v"}', '{x="p",x=~".+"}');
const selector = fc.tuple(metric, matchers).map(([name, braces]) => name + braces);
const list = fc.constantFrom('()', '(x)', '(y)', '(x, y)', '(x, z)');

const { vector } = fc.letrec<{ vector: string; scalar: string }>((tie) => ({
  scalar: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('0', '1', '2', 'time()'),
    tie('vector').map((v) => `scalar(${v})`),
  ),
  vector: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'expr' },
    selector,
    selector.map((one) => `rate(${one}[3m])`),
    selector.map((one) => `last_over_time(${one}[4m]) offset 0s`.replace(' offset 0s', '')),
    selector.map((one) => `absent(${one})`),
    selector.map((one) => `max_over_time(${one}[2m:1m])`),
    fc.constantFrom('{__name__=~"a|b"}', 'label_replace(a, "y", "same", "x", ".*")', 'vector(1)', 'absent(sum(a))'),
    fc
      .tuple(fc.constantFrom('sum', 'max', 'count', 'topk'), fc.constantFrom('by', 'without'), list, tie('vector'))
      .map(([op, by, labels, v]) => (op === 'topk' ? `topk(1, ${v})` : `${op} ${by} ${labels} (${v})`)),
    fc
      .tuple(tie('vector'), fc.constantFrom('>', '==', '+', '* '), tie('scalar'))
      .map(([v, op, s]) => `(${v}) ${op} ${s}`),
    fc
      .tuple(
        tie('vector'),
        fc.constantFrom('and', 'or', 'unless'),
        fc.constantFrom('', 'on (x)', 'ignoring (y)'),
        tie('vector'),
      )
      .map(([v, op, how, w]) => `(${v}) ${op} ${how} (${w})`),
    fc
      .tuple(
        tie('vector'),
        fc.constantFrom('/', '>', '<='),
        fc.constantFrom(
          '',
          'on (x)',
          'ignoring (y)',
          'on (x) group_left ()',
          'on (x) group_right (y)',
          'ignoring (y) group_left (z)',
        ),
        tie('vector'),
      )
      .map(([v, op, how, w]) => `(${v}) ${op} ${how} (${w})`),
    fc.tuple(fc.constantFrom('abs', 'sort', '-'), tie('vector')).map(([f, v]) => `${f}(${v})`),
    tie('vector').map((v) => `histogram_quantile(0.5, ${v})`),
  ),
}));

const alert = fc.record({
  alert: fc.constant('A'),
  expr: vector,
  for: fc.constantFrom('0s', '1m', '90s', '3m', '10m'),
  keep_firing_for: fc.constantFrom('0s', '0s', '0s', '2m'),
  labels: fc.constantFrom({}, { severity: 'page' }, { y: 'one' }, { value: '{{ $value }}' }),
  annotations: fc.constant({ text: '{{ $labels.x }} has {{ $value }}' }),
});

const values = fc
  .array(fc.constantFrom('0', '2', '_', 'stale', '0+1x3', '3x2', '_x3', '1x6'), { minLength: 1, maxLength: 5 })
  .map((items) => items.join(' '));

const series = fc.constantFrom(
  ...[
    'a{x="p"}',
    'a{x="q"}',
    'a{x="p",y="u"}',
    'a{x="p",y="v"}',
    'b{x="p"}',
    'b{x="p",z="w"}',
    'b{y="u"}',
    'c',
    'c{x="p"}',
    'c{le="1"}',
  ],
);

const inputs = fc.uniqueArray(fc.record({ series, values }), { selector: (one) => one.series, maxLength: 6 });

const times = fc.uniqueArray(fc.constantFrom('0s', '1m', '90s', '3m', '5m', '5m10s', '8m', '14m'), {
  minLength: 1,
  maxLength: 4,
});

async function rootOf(document: object) {
  const yaml = await readYaml(toYaml(document));
  if (!yaml.ok) throw new Error(JSON.stringify(yaml.errors));
  return yaml.value.root;
}

test('an alert that is asked about at few times is what it is after an evaluation at every time', async () => {
  let [sure, firing, failing] = [0, 0, 0];
  const version = fc.constantFrom('3' as const, '2.42' as const);
  const property = fc.asyncProperty(alert, inputs, times, version, async (rule, input, at, dialect) => {
    const { groups, findings } = readRuleFile(
      await rootOf({ groups: [{ name: 'g', rules: [rule] }] }),
      'rules.yml',
      dialect,
    );
    fc.pre(findings.length === 0);
    const { file } = readTestFile(
      await rootOf({
        rule_files: ['rules.yml'],
        tests: [
          {
            interval: '1m',
            input_series: input,
            alert_rule_test: at.map((eval_time) => ({ eval_time, alertname: 'A' })),
          },
        ],
      }),
      dialect,
    );
    const group = file.groups[0];
    if (group === undefined) throw new Error('no group');
    const rules = createRuleSet(groups, {
      version: dialect,
      groupOrder: [],
      subqueryStepMs: file.evaluationInterval,
    });
    const run = {
      rules,
      evaluated: new Set([0]),
      writesAlerts: () => false,
      evaluationInterval: file.evaluationInterval,
      isFuzzy: false,
      otherFaults: [],
    };
    const together = runTestGroup(group, { ...run, onTick: () => {} });
    expect(runTestGroup(group, run)).toEqual(together);
    if (together.some(({ kind }) => kind === 'rule')) failing += 1;
    if (together.some((failure) => failure.kind === 'alerts')) firing += 1;
    const storage = createStorage();
    createLoader(group, storage)(Number.MAX_SAFE_INTEGER);
    const tests = group.alertTests.toSorted((a, b) => a.evalTime - b.evalTime);
    const alone = askAlone(rules.entries[0], tests, group, file.evaluationInterval, storage);
    if (alone !== 'unsure' && alone !== 'failed') sure += 1;
    // It knows only of what cannot fail later.
    if (together.some(({ kind }) => kind === 'rule') && alone !== 'unsure') expect(alone).toBe('failed');
  });
  await fc.assert(property, { numRuns: 1000 });
  expect({ sure: sure > 200, firing: firing > 100, failing: failing > 4 }).toEqual({
    sure: true,
    firing: true,
    failing: true,
  });
});
