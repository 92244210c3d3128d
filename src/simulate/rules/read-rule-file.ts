import type { Finding } from '../../diagnostics/diagnostic.ts';
import { isLabelName } from '../../promql/eval/label-name.ts';
import { parse } from '../../promql/parser.ts';
import { compareText } from '../../promql/storage/compare-text.ts';
import { type AlertTemplate, parseAlertTemplate } from '../templates/alert-template.ts';
import type { LoadedGroup, LoadedRule, PrometheusVersion } from './rule.ts';
import { createFieldReader, createFindingSink, type FieldReader, type FindingSink, type Path } from './yaml-fields.ts';
import { isNull, type YamlNode } from './yaml-node.ts';

/** The groups of a rule file, and what Prometheus would refuse it for. */
export interface ReadRuleFile {
  readonly groups: readonly LoadedGroup[];
  readonly findings: readonly Finding[];
}

const fileKeys: ReadonlySet<string> = new Set(['groups']);
const groupKeys = {
  '2.42': new Set(['name', 'interval', 'limit', 'rules']),
  '3': new Set(['name', 'interval', 'query_offset', 'limit', 'labels', 'rules']),
} as const;
const ruleKeys: ReadonlySet<string> = new Set([
  'record',
  'alert',
  'expr',
  'for',
  'keep_firing_for',
  'labels',
  'annotations',
]);

interface Context {
  readonly file: string;
  readonly version: PrometheusVersion;
  readonly read: FieldReader;
  readonly sink: FindingSink;
}

/** Reads a rule file as `promtool` of that version does: every mistake that makes it refuse the file is a finding. */
export function readRuleFile(root: YamlNode, file: string, version: PrometheusVersion): ReadRuleFile {
  const sink = createFindingSink();
  const read = createFieldReader('rules', sink);
  const context: Context = { file, version, read, sink };
  const fields = read.fields(root, [], fileKeys, 'a rule file');
  const names = new Set<string>();
  const groups = read.list(fields.get('groups'), ['groups']).flatMap((node, i) => {
    // Go's decoder leaves a null out of a list of structures.
    if (isNull(node)) return [];
    const path = ['groups', i];
    const group = readGroup(node, path, context);
    if (group.name === '') sink.report('rules/no-group-name', path, 'the group has no name', 'give it a `name`');
    else if (names.has(group.name))
      sink.report(
        'rules/duplicate-group',
        [...path, 'name'],
        `group \`${group.name}\` exists already in this file`,
        'give every group of a file its own name',
      );
    names.add(group.name);
    return group;
  });
  return { groups, findings: sink.findings };
}

function readGroup(node: YamlNode, path: Path, context: Context): LoadedGroup {
  const { read, version, file } = context;
  const fields = read.fields(node, path, groupKeys[version], 'a group');
  read.duration(fields.get('interval'), [...path, 'interval']);
  const labels = read.texts(fields.get('labels'), [...path, 'labels']);
  checkLabelNames(labels, [...path, 'labels'], context);
  return {
    file,
    name: read.text(fields.get('name'), [...path, 'name']) ?? '',
    limit: read.number(fields.get('limit'), [...path, 'limit']) ?? 0,
    queryOffsetMs: read.duration(fields.get('query_offset'), [...path, 'query_offset']) ?? 0,
    rules: read
      .list(fields.get('rules'), [...path, 'rules'])
      .flatMap((rule, i) => (isNull(rule) ? [] : (readRule(rule, [...path, 'rules', i], labels, context) ?? []))),
  };
}

type Texts = ReadonlyMap<string, string>;

function readRule(node: YamlNode, path: Path, groupLabels: Texts, context: Context): LoadedRule | undefined {
  const { read, sink, version } = context;
  const fields = read.fields(node, path, ruleKeys, 'a rule');
  const alert = read.text(fields.get('alert'), [...path, 'alert']) ?? '';
  const record = read.text(fields.get('record'), [...path, 'record']) ?? '';
  const forMs = read.duration(fields.get('for'), [...path, 'for']) ?? 0;
  const keepFiringForMs = read.duration(fields.get('keep_firing_for'), [...path, 'keep_firing_for']) ?? 0;
  const labels = read.texts(fields.get('labels'), [...path, 'labels']);
  const annotations = read.texts(fields.get('annotations'), [...path, 'annotations']);
  const source = read.text(fields.get('expr'), [...path, 'expr']) ?? '';

  if (alert !== '' && record !== '')
    sink.report('rules/alert-and-record', path, 'the rule has both `alert` and `record`', 'make two rules of it');
  if (alert === '' && record === '')
    sink.report('rules/no-name', path, 'the rule has neither `alert` nor `record`', 'add one of them');
  const expr = readExpr(source, path, context);
  if (record !== '') checkRecordingRule(record, { forMs, keepFiringForMs, annotations }, path, context);
  checkLabelNames(labels, [...path, 'labels'], context);
  for (const name of annotations.keys()) {
    if (isLabelName(name, version)) continue;
    const help = 'use letters, digits and underscores';
    sink.report(
      'rules/annotation-name',
      [...path, 'annotations', name],
      `\`${name}\` is not a name for an annotation`,
      help,
      { atKey: true },
    );
  }
  const all = new Map([...groupLabels, ...labels]);
  if (alert === '') {
    if (expr === undefined || record === '') return undefined;
    return { kind: 'recording', name: record, expr, source, labels: Object.fromEntries(all) };
  }
  const labelTemplates = readTemplates(alert, all, [...path, 'labels'], context);
  const annotationTemplates = readTemplates(alert, annotations, [...path, 'annotations'], context);
  if (expr === undefined) return undefined;
  return {
    kind: 'alerting',
    name: alert,
    expr,
    source,
    forMs,
    keepFiringForMs,
    labels: labelTemplates,
    annotations: annotationTemplates,
  };
}

function readExpr(source: string, path: Path, { sink, version }: Context) {
  if (source === '') {
    sink.report('rules/no-expr', path, 'the rule has no `expr`', 'add the query');
    return undefined;
  }
  const parsed = parse(source, { dialect: version });
  if (parsed.ok) return parsed.value;
  for (const { message, span, help } of parsed.errors)
    sink.report('rules/expr', [...path, 'expr'], message, help ?? 'correct the query', { span });
  return undefined;
}

interface AlertOnly {
  readonly forMs: number;
  readonly keepFiringForMs: number;
  readonly annotations: Texts;
}

function checkRecordingRule(
  record: string,
  { forMs, keepFiringForMs, annotations }: AlertOnly,
  path: Path,
  context: Context,
): void {
  const { sink, version } = context;
  const misplaced = [
    ...(annotations.size > 0 ? ['annotations'] : []),
    ...(forMs !== 0 ? ['for'] : []),
    ...(keepFiringForMs !== 0 ? ['keep_firing_for'] : []),
  ];
  for (const field of misplaced)
    sink.report('rules/alert-field', [...path, field], `a recording rule has no \`${field}\``, 'remove it', {
      atKey: true,
    });
  const isName = version === '3' ? !/[{}]/.test(record) : /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(record);
  if (!isName)
    sink.report(
      'rules/record-name',
      [...path, 'record'],
      `\`${record}\` is not a metric name`,
      'use letters, digits, underscores and colons',
    );
}

function checkLabelNames(labels: Texts, path: Path, { sink, version }: Context): void {
  for (const name of labels.keys()) {
    if (isLabelName(name, version) && name !== '__name__') continue;
    const help = name === '__name__' ? 'remove it' : 'use letters, digits and underscores';
    sink.report('rules/label-name', [...path, name], `\`${name}\` is not a name for a label`, help, { atKey: true });
  }
}

function readTemplates(alert: string, texts: Texts, path: Path, { sink, version }: Context) {
  const templates: (readonly [string, AlertTemplate])[] = [];
  for (const [name, text] of texts) {
    const parsed = parseAlertTemplate(alert, text, version);
    if (parsed.ok) templates.push([name, parsed.value]);
    else sink.report('rules/template', [...path, name], parsed.errors.join('; '), 'correct the template');
  }
  return templates.sort(([a], [b]) => compareText(a, b));
}
