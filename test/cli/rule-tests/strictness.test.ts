import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTestFileRunner } from '../../../src/cli/rule-tests/test-file-runner.ts';
import { promtool } from '../../support/promtool.ts';
import { hasProgram } from '../../support/real-programs.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const rules = `groups:
- name: g
  rules:
  - alert: A
    expr: up == 0
    for: 1m
    labels: {sev: page}
    annotations: {s: "x {{ $labels.i }}"}
  - record: rec
    expr: sum(up)
`;

const tests = `rule_files: [rules.yml]
tests:
- interval: 1m
  input_series:
  - {series: 'down', values: '0 0'}
  - {series: 'up{i="a"}', values: '0 0 0 0'}
  alert_rule_test:
  - eval_time: 2m
    alertname: A
    exp_alerts:
    - exp_labels: {sev: page, i: a}
      exp_annotations: {s: x a}
  promql_expr_test:
  - {expr: count(up) or vector(0), eval_time: 2m, exp_samples: [{labels: '{}', value: 1}]}
`;

type Edit = readonly [from: string, to: string];
const series = (to: string): Edit => [`'up{i="a"}'`, to];
const values = (to: string): Edit => [`'0 0 0 0'`, to];
const firstValues = (to: string): Edit => [`values: '0 0'`, `values: ${to}`];

/** Edits of the test file. */
const ofTests: Readonly<Record<string, readonly Edit[]>> = {
  'nothing changed': [],
  'no interval': [['- interval: 1m\n  ', '- ']],
  'an evaluation interval of zero': [['tests:', 'evaluation_interval: 0s\ntests:']],
  'a time without a unit': [['eval_time: 2m\n', 'eval_time: 2\n']],
  'no time': [['eval_time: 2m\n    ', '']],
  'another alertname among the labels': [['i: a}', 'i: a, alertname: Z}']],
  'no alertname': [['    alertname: A\n', '']],
  'an unknown key': [['    alertname: A\n', '    alertname: A\n    foo: 1\n']],
  'a key twice': [['    alertname: A\n', '    alertname: A\n    alertname: A\n']],
  'a label that is empty': [['i: a}', 'i: a, z: ""}']],
  'a quoted number': [['value: 1}', 'value: "1"}']],
  'a hexadecimal number': [['value: 1}', 'value: 0x1}']],
  'an octal number': [['value: 1}', 'value: 01}']],
  'a number with underscores': [['value: 1}', 'value: 0_1}']],
  'a number out of range': [['value: 1}', 'value: 1e400}']],
  'a boolean for a number': [['value: 1}', 'value: true}']],
  'a query that is a string': [['expr: count(up) or vector(0)', `expr: '"a"'`]],
  'a query that is a range': [['expr: count(up) or vector(0)', `expr: 'up[5m]'`]],
  'a series name in quotes': [series(`'{"up",i="a"}'`)],
  'a label name in quotes': [series(`'up{"i"="a"}'`)],
  'a label twice in a series': [series(`'up{i="b",i="a"}'`)],
  'a name twice in a series': [series(`'up{__name__="down",i="a"}'`)],
  'a space before the brace': [series(`'up {i="a"}'`)],
  'spaces in the braces': [series(`'up{ i = "a" , }'`)],
  'a keyword as a name': [['down', 'on']],
  'another keyword as a name': [['down', 'sum']],
  'a special number as a name': [['down', 'Inf']],
  'values after the series': [series(`'up{i="a"} 0 0'`), values(`'0 0'`)],
  'a series without values': [values(`''`)],
  'an operator in a series': [series(`'up{i!="a"}'`)],
  'a line break in a series': [series(`"up{\\ni=\\"a\\"}"`)],
  'a line break between values': [values('"0 0\\n0 0"')],
  'a line break before values': [values('"\\n0 0 0 0"')],
  'values that are folded over lines': [values('"0 0\n      0 0"')],
  'a line break after the last values': [values('"0 0 0 0\\n"')],
  'a line break after the first values': [firstValues('"0 0\\n"')],
  'a comment after the first values': [firstValues('"0 0\\n# a comment"')],
  'a comment instead of a series': [['down', '# down']],
  'nothing instead of a series': [[`'down', values: '0 0'`, `'', values: ''`]],
  'a no-break space between values': [values('"0 0\\_0 0"')],
  'a tab between values': [values('"0 0\\t0 0"')],
  'a duration as a value': [values(`'0 0 5m 0'`)],
  'underscores in a value': [values(`'0 0 0_0 0'`)],
  'a histogram as a value': [firstValues(`'{{schema:0}}'`)],
  'infinity repeated': [firstValues(`'Infx3'`)],
  'a step of infinity': [firstValues(`'1+Infx3'`)],
  'a value out of range': [firstValues(`'1e999'`)],
  'a value that looks hexadecimal': [values(`'0x59'`)],
  'a step without repetitions': [values(`'0 0 0 1+1'`)],
  'null among the groups': [['tests:\n', 'tests:\n- null\n']],
  'null among the series': [['  input_series:\n', '  input_series:\n  - null\n']],
  'null among the alert tests': [['  alert_rule_test:\n', '  alert_rule_test:\n  - null\n']],
  'null among the rule files': [['[rules.yml]', '[null, rules.yml]']],
  'a rule file twice': [['[rules.yml]', '[rules.yml, ./rules.yml, rules*.yml]']],
  'a rule file that is not there': [['[rules.yml]', '[rules.yml, other.yml]']],
  'no rule file that is there': [['[rules.yml]', '[other.yml]']],
  'a pattern that is none': [['[rules.yml]', '[rules.yml, "[a"]']],
  'a name twice in the order': [['tests:', 'group_eval_order: [g, g]\ntests:']],
  'an unknown name in the order': [['tests:', 'group_eval_order: [z]\ntests:']],
  'a control character': [['tests:', '# \x01\ntests:']],
  'a byte order mark': [['rule_files', '\ufeffrule_files']],
  'carriage returns': [['\n', '\r\n']],
  'another document': [['value: 1}]}\n', 'value: 1}]}\n---\nfoo: [\n']],
  'fuzzy comparison, which came later': [['tests:', 'fuzzy_compare: true\ntests:']],
};

/** Edits of the rule file. */
const ofRules: Readonly<Record<string, readonly Edit[]>> = {
  'a number as a label': [['sev: page', 'sev: 1']],
  'a merge': [['{sev: page}', '{<<: {sev: warn}, sev: page}']],
  'an alias': [
    ['labels: {sev: page}', 'labels: &l {sev: page}'],
    ['record: rec', 'record: rec\n    labels: *l'],
  ],
  'an unknown alias': [['{sev: page}', '*l']],
  'a time without a unit': [['for: 1m', 'for: 1']],
  'units in the wrong order': [['for: 1m', 'for: 1s1m']],
  'no query': [['expr: up == 0', 'expr:']],
  'half a query': [['up == 0', 'up ==']],
  'a query that is a range': [['up == 0', 'up[5m]']],
  'an interval of the group': [['name: g', 'name: g\n  interval: 7m']],
  'a limit': [['name: g', 'name: g\n  limit: 1']],
  'a limit that is a text': [['name: g', 'name: g\n  limit: "1"']],
  'a query offset, which came later': [['name: g', 'name: g\n  query_offset: 1m']],
  'a group twice': [['groups:\n', 'groups:\n- name: g\n']],
  'a group without a name': [['name: g', 'limit: 0']],
  'a record and an alert': [['record: rec', 'record: rec\n    alert: B']],
  'a record with a `for`': [['record: rec', 'record: rec\n    for: 1m']],
  'a record with a `for` of zero': [['record: rec', 'record: rec\n    for: 0s']],
  'a record that is not a name': [['record: rec', 'record: rec-x']],
  'a label that is not a name': [['sev: page', 'se-v: page']],
  'a label called `__name__`': [['sev: page', '__name__: page']],
  'half a template': [['$labels.i }}', '$labels.i | }}']],
  'a template that fails': [['$labels.i }}', '$labels.i.x }}']],
  'null among the rules': [['  - record', '  - null\n  - record']],
  'null among the groups': [['groups:\n', 'groups:\n- null\n']],
  'a record under the name of an input': [
    ['record: rec\n    expr: sum(up)', 'record: up\n    expr: vector(5)\n    labels: {i: a}'],
  ],
  'a record equal to an input': [
    ['record: rec\n    expr: sum(up)', 'record: up\n    expr: vector(0)\n    labels: {i: a}'],
  ],
  'an error of a rule that nothing asks about': [['sum(up)', 'count_values("a-b", vector(1))']],
  'an empty file': [[rules, '']],
};

const edited = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return from === '\n' ? before.replaceAll(from, to) : before.replace(from, () => to);
  }, text);

async function verdicts(ruleText: string, testText: string) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'rules.yml': ruleText, 'test.yml': testText });
  const run = createTestFileRunner({ version: '2.42', allowsVacuous: true, ignoresUnknownFields: false });
  const { diagnostics } = await run(join(folder, 'test.yml'));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const files = [
    { path: 'rules.yml', content: ruleText },
    { path: 'test.yml', content: testText },
  ];
  const { ok, output } = promtool(['test', 'rules', 'test.yml'], files);
  // What is wrong in a file has a place in it.
  for (const { code, location } of errors) expect([code, typeof location?.line]).toEqual([code, 'number']);
  return { ours: errors.length === 0, promtools: ok, output, errors };
}

describe.skipIf(!hasProgram('promtool'))('tocsin test is as strict as promtool about', () => {
  test.each(Object.entries(ofTests))('a test file with %s', async (_, edits) => {
    const { ours, promtools, output, errors } = await verdicts(rules, edited(tests, edits));
    expect(ours, `${output}\n${JSON.stringify(errors)}`).toBe(promtools);
  });

  test.each(Object.entries(ofRules))('a rule file with %s', async (_, edits) => {
    const { ours, promtools, output, errors } = await verdicts(edited(rules, edits), tests);
    expect(ours, `${output}\n${JSON.stringify(errors)}`).toBe(promtools);
  });
});
