import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { PrometheusVersion } from '../rules/rule.ts';
import {
  createFieldReader,
  createFindingSink,
  type FieldReader,
  type FindingSink,
  type Path,
} from '../rules/yaml-fields.ts';
import { isNull, type YamlNode } from '../rules/yaml-node.ts';
import { readInputs } from './read-inputs.ts';
import type { AlertTest, ExpectedAlert, ExpectedSample, ExprTest, TestFile, TestGroup } from './test-file.ts';

/** A test file, and what promtool would refuse it for. */
export interface ReadTestFile {
  readonly file: TestFile;
  readonly findings: readonly Finding[];
}

const common = ['rule_files', 'evaluation_interval', 'group_eval_order', 'tests'];
const fileKeys = { '2.42': new Set(common), '3': new Set([...common, 'fuzzy_compare']) } as const;
const groupCommon = [
  'interval',
  'input_series',
  'alert_rule_test',
  'promql_expr_test',
  'external_labels',
  'external_url',
  'name',
];
const groupKeys = { '2.42': new Set(groupCommon), '3': new Set([...groupCommon, 'start_timestamp']) } as const;
const alertTestKeys: ReadonlySet<string> = new Set(['eval_time', 'alertname', 'exp_alerts']);
const alertKeys: ReadonlySet<string> = new Set(['exp_labels', 'exp_annotations']);
const exprTestKeys: ReadonlySet<string> = new Set(['expr', 'eval_time', 'exp_samples']);
const sampleKeys = { '2.42': new Set(['labels', 'value']), '3': new Set(['labels', 'value', 'histogram']) } as const;

interface Context {
  readonly version: PrometheusVersion;
  readonly evaluationInterval: number;
  readonly read: FieldReader;
  readonly sink: FindingSink;
}

/** Reads a test file with the strictness of `promtool` of that version: every mistake is a finding. */
export function readTestFile(root: YamlNode, version: PrometheusVersion): ReadTestFile {
  const sink = createFindingSink();
  const read = createFieldReader('rule-tests', sink);
  const fields = read.fields(root, [], fileKeys[version], 'a test file');
  // Zero means the default, as for promtool.
  const evaluationInterval = read.duration(fields.get('evaluation_interval'), ['evaluation_interval']) || 60_000;
  const context: Context = { version, evaluationInterval, read, sink };
  const texts = (key: string): readonly string[] =>
    read.list(fields.get(key), [key]).map((node, i) => read.text(node, [key, i]) ?? '');
  const groupOrder = texts('group_eval_order');
  groupOrder.forEach((name, i) => {
    if (groupOrder.indexOf(name) === i) return;
    const message = `group \`${name}\` is given twice in the evaluation order`;
    sink.report('rule-tests/duplicate-order', ['group_eval_order', i], message, 'keep one of them');
  });
  const file: TestFile = {
    ruleFiles: texts('rule_files'),
    evaluationInterval,
    groupOrder,
    isFuzzy: read.boolean(fields.get('fuzzy_compare'), ['fuzzy_compare']) ?? false,
    groups: read.list(fields.get('tests'), ['tests']).map((node, i) => readGroup(node, ['tests', i], context)),
  };
  return { file, findings: sink.findings };
}

function readGroup(node: YamlNode, path: Path, context: Context): TestGroup {
  const { read, version, evaluationInterval } = context;
  const fields = read.fields(node, path, groupKeys[version], 'a test group');
  const items = (key: string): readonly (readonly [YamlNode, Path])[] =>
    read.list(fields.get(key), [...path, key]).map((item, i) => [item, [...path, key, i]]);
  const interval = read.duration(fields.get('interval'), [...path, 'interval']);
  return {
    path,
    name: read.text(fields.get('name'), [...path, 'name']) ?? '',
    interval: version === '3' ? interval || evaluationInterval : (interval ?? 0),
    start: readStart(fields.get('start_timestamp'), [...path, 'start_timestamp'], context),
    ...readInputs(items('input_series'), context),
    externalLabels: Object.fromEntries(read.texts(fields.get('external_labels'), [...path, 'external_labels'])),
    externalUrl: read.text(fields.get('external_url'), [...path, 'external_url']) ?? '',
    alertTests: items('alert_rule_test').map(([item, at]) => readAlertTest(item, at, context)),
    exprTests: items('promql_expr_test').map(([item, at]) => readExprTest(item, at, context)),
  };
}

/** Unix seconds, or a date of RFC 3339. */
function readStart(node: YamlNode | undefined, path: Path, { read, sink }: Context): number {
  const text = read.text(node, path);
  if (text === undefined) return 0;
  if (/^[+-]?[0-9]+(?:\.[0-9]+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const isDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = isDate ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  const help = 'write seconds since 1970, or a date like `2024-01-31T12:00:00Z`';
  sink.report('rule-tests/start-timestamp', path, `\`${text}\` is not a time`, help);
  return 0;
}

function readAlertTest(node: YamlNode, path: Path, { read, sink }: Context): AlertTest {
  const fields = read.fields(node, path, alertTestKeys, 'an alert test');
  const alertName = read.text(fields.get('alertname'), [...path, 'alertname']) ?? '';
  if (alertName === '')
    sink.report('rule-tests/no-alertname', path, 'the alert test has no `alertname`', 'name the alert that is tested');
  const expected = read.list(fields.get('exp_alerts'), [...path, 'exp_alerts']).map((item, i): ExpectedAlert => {
    const at = [...path, 'exp_alerts', i];
    const alert = read.fields(item, at, alertKeys, 'an expected alert');
    const labels = new Map(read.texts(alert.get('exp_labels'), [...at, 'exp_labels']));
    // Whatever the test says there.
    labels.set('alertname', alertName);
    return { labels, annotations: read.texts(alert.get('exp_annotations'), [...at, 'exp_annotations']) };
  });
  return { path, evalTime: read.duration(fields.get('eval_time'), [...path, 'eval_time']) ?? 0, alertName, expected };
}

function readExprTest(node: YamlNode, path: Path, { read, version }: Context): ExprTest {
  const fields = read.fields(node, path, exprTestKeys, 'a query test');
  const expected = read.list(fields.get('exp_samples'), [...path, 'exp_samples']).map((item, i): ExpectedSample => {
    const at = [...path, 'exp_samples', i];
    const sample = read.fields(item, at, sampleKeys[version], 'an expected sample');
    const histogram = sample.get('histogram');
    return {
      path: at,
      labels: read.text(sample.get('labels'), [...at, 'labels']) ?? '',
      value: read.number(sample.get('value'), [...at, 'value']) ?? 0,
      histogram: histogram === undefined || isNull(histogram) ? undefined : read.text(histogram, [...at, 'histogram']),
    };
  });
  return {
    path,
    evalTime: read.duration(fields.get('eval_time'), [...path, 'eval_time']) ?? 0,
    expr: read.text(fields.get('expr'), [...path, 'expr']) ?? '',
    expected,
  };
}
