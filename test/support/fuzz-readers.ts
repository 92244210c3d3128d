import fc from 'fast-check';
import { expect } from 'vitest';
import { parse } from '../../src/promql/parser.ts';
import type { Dialect } from '../../src/promql/promql-error.ts';
import { compileRegex } from '../../src/promql/regex/compile-regex.ts';
import { parseSeries, parseSeriesLabels, parseSeriesValues } from '../../src/promql/storage/series-notation.ts';
import { ok } from '../../src/shared/result.ts';
import { checkTestFile } from '../../src/simulate/rule-tests/check-test-file.ts';
import { lastEvalTime } from '../../src/simulate/rule-tests/group-run.ts';
import { readTestFile } from '../../src/simulate/rule-tests/read-test-file.ts';
import { createLineIndex, locatePlace } from '../../src/simulate/rules/locate-place.ts';
import { readRuleFile } from '../../src/simulate/rules/read-rule-file.ts';
import { readYaml } from '../../src/simulate/rules/read-yaml.ts';
import { parseAlertTemplate } from '../../src/simulate/templates/alert-template.ts';
import { hasCorpora } from './corpora.ts';
import { hostile, templateTexts, yamlTexts } from './hostile-texts.ts';
import { evaluatorQueries } from './promql-corpus.ts';
import { traceFuzz } from './trace-fuzz.ts';

/** A reader of arbitrary texts: `check` expects that it neither throws nor reports an error without a place. */
export interface FuzzedReader {
  readonly name: string;
  readonly texts: () => fc.Arbitrary<string>;
  readonly check: (text: string) => void | Promise<void>;
}

const dialects: readonly Dialect[] = ['3', '2.42'];

const queries = [
  'sum by (job) (rate(http_requests_total{code=~"5..", job!=""}[5m] offset 1h)) / on (job) group_left (team) up > bool 0.5',
  'histogram_quantile(0.99, sum without (pod) (increase(x_bucket[1h:5m] @ end()))) unless absent_over_time({__name__="y"}[1d])',
  'label_replace(topk(3, -m ^ 2 ^ 3), "a", "$1", "b", `(.*)\\d`) or vector(1e3) and "str" # comment',
  '{"quoted.name", "l.x"="é"} + on () fill(0) min_of(step(), 5m) </ 3 smoothed',
];

const words = {
  promql: [
    'sum',
    'by',
    '(',
    ')',
    'rate',
    'm',
    '[5m]',
    '[1h:]',
    'offset',
    '@',
    '{a="b"}',
    '=~',
    'on',
    'group_left',
    'bool',
    '-',
    '1',
    '"s"',
    'and',
    'info',
    'fill',
  ],
  template: [
    '{{',
    '}}',
    'if',
    'else',
    'end',
    'range',
    '$x',
    ':=',
    '=',
    '.',
    '|',
    'query',
    '"m"',
    'first',
    'printf',
    '(',
    ')',
    'define',
    'template',
    'nil',
    '1.5',
    'eq',
  ],
  series: ['m', '{a="b"}', '1', '+2x3', '_', '_x2', 'stale', '{{schema:0', 'buckets:[1 2]', '}}', 'x3', '-1x5', 'NaN'],
  yaml: [
    'groups:',
    '- ',
    'name: g',
    'rules:',
    'alert: A',
    'expr: up',
    'tests:',
    '\n',
    '\n  ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '|',
    '&a',
    '*a',
    'null',
  ],
  regex: [
    '(',
    ')',
    '|',
    '*',
    '+',
    '?',
    '{2,5}',
    '[a-z]',
    '[^',
    '\\d',
    '\\pL',
    '(?i:',
    '(?P<n>',
    '^',
    '$',
    '.',
    'a',
    '\\b',
    '\\Q',
    '\\E',
    '[[:alpha:]]',
  ],
};

const expectInside = (text: string, start: number, end: number): void => {
  expect(start >= 0 && start <= end && end <= text.length, `${start}-${end} of ${JSON.stringify(text)}`).toBe(true);
};

function readsQuery(text: string): void {
  for (const dialect of dialects) {
    const parsed = parse(text, { dialect });
    if (parsed.ok) continue;
    expect(parsed.errors.length).toBeGreaterThan(0);
    for (const { message, span } of parsed.errors) {
      expect(message).not.toBe('');
      expectInside(text, span.start, span.end);
    }
  }
}

const rows = [{ labels: { __name__: 'n', k: 'a' }, value: 1 }];

function readsTemplate(text: string): void {
  for (const dialect of dialects) {
    const parsed = parseAlertTemplate('A', text, dialect);
    if (!parsed.ok) {
      expect(parsed.errors.join()).toMatch(/^template: __alert_A:\d+: /);
      continue;
    }
    const expanded = parsed.value.expand({
      labels: { job: 'a', instance: 'b:1' },
      value: 1.5,
      externalLabels: {},
      externalUrl: '',
      nowSeconds: 0,
      query: () => ok(rows),
    });
    if (expanded.startsWith('<error')) expect(expanded).toMatch(/template: \S+:\d+:\d+: |template: [^:]*: /);
  }
}

function readsSeries(text: string): void {
  for (const dialect of dialects) {
    for (const read of [parseSeries, parseSeriesLabels, parseSeriesValues]) {
      const parsed = read(text, dialect);
      if (!parsed.ok) for (const { offset } of parsed.errors) expectInside(text, offset, text.length);
    }
  }
}

/** Evaluations for which a file that was damaged is also run. */
const fewTicks = 500;

async function readsYaml(text: string): Promise<void> {
  const yaml = await readYaml(text);
  if (!yaml.ok) {
    for (const { message, offset } of yaml.errors) {
      expect(message).not.toBe('');
      expectInside(text, offset, text.length);
    }
    return;
  }
  const lines = createLineIndex(text);
  const { root } = yaml.value;
  const lineCount = text.split('\n').length;
  for (const version of dialects) {
    const rules = readRuleFile(root, 'f.yml', version);
    const tests = readTestFile(root, version);
    for (const { place, message, help } of [...rules.findings, ...tests.findings]) {
      const location = locatePlace(root, lines, 'f.yml', text, place);
      expect([
        message === '',
        help === '',
        location.line >= 1 && location.line <= lineCount,
        location.column >= 1,
      ]).toEqual([false, false, true, true]);
    }
    const { file } = tests;
    const isShort = file.groups.every((group) => lastEvalTime(group) / file.evaluationInterval < fewTicks);
    if (tests.findings.length === 0 && isShort) expect(checkTestFile(file, [], { version })).toHaveProperty('cases');
  }
}

function readsRegex(text: string): void {
  for (const dotMatchesNewline of [true, false]) {
    const compiled = compileRegex(text, { dotMatchesNewline });
    if (!compiled.ok) {
      expect(compiled.errors[0]?.message).toMatch(/./);
      continue;
    }
    for (const subject of ['', 'a'.repeat(2000), `${'ab'.repeat(500)}!`, text]) {
      compiled.value.matches(subject);
      compiled.value.find(subject, 0);
    }
  }
}

const patterns = [
  '^(?:a+)+$',
  '(a|aa)*b',
  '(?i)web-(\\d+)\\.example\\.org',
  '[[:alpha:]_]+[^\\W\\d]{2,7}',
  '(?P<n>x*)*?y\\b',
  '(.*)(.*)(.*)(.*)z',
];

/** Everything that reads a text from outside. */
export const fuzzedReaders: readonly FuzzedReader[] = [
  {
    name: 'the parser of queries',
    texts: () => hostile(words.promql, [...queries, ...(hasCorpora ? evaluatorQueries().map(({ text }) => text) : [])]),
    check: readsQuery,
  },
  { name: 'templates', texts: () => hostile(words.template, templateTexts), check: readsTemplate },
  {
    name: 'series notation',
    texts: () =>
      hostile(words.series, [
        'm{a="b",c=\'d\'} 1+2x3 _ _x2 stale NaN -1.5e3',
        '{"q.n"} {{schema:0 sum:5 count:4 buckets:[1 2 1]}}+{{count:1}}x3',
      ]),
    check: readsSeries,
  },
  { name: 'rule files', texts: () => hostile(words.yaml, yamlTexts('rules')), check: readsYaml },
  { name: 'test files', texts: () => hostile(words.yaml, yamlTexts('tests')), check: readsYaml },
  { name: 'regular expressions', texts: () => hostile(words.regex, patterns), check: readsRegex },
  traceFuzz,
];

/** Checks a reader on `runs` texts; a failure shows the seed and the smallest text that fails. */
export const fuzz = ({ texts, check }: FuzzedReader, runs: number, seed: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(texts(), async (text) => check(text)),
    { numRuns: runs, seed },
  );
