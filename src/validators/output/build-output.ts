import type { AlertmanagerConfig } from '../../formats/alertmanager-config.ts';
import type { CollectorConfig } from '../../formats/collector-config.ts';
import type { PrometheusConfig } from '../../formats/prometheus-config.ts';
import { isAlertingRule } from '../../formats/rule-file.ts';
import { collectFindings } from '../../model/findings.ts';
import type { Model } from '../../model/model.ts';
import { dashboardKnowledge } from '../dashboards/dashboard-knowledge.ts';
import type { Schema } from '../dashboards/strict-object.ts';
import { alertmanagerSchema } from '../schemas/alertmanager-schema.ts';
import { collectorSchema } from '../schemas/collector-schema.ts';
import { prometheusSchema } from '../schemas/prometheus-schema.ts';
import type { FileFacts } from './file-facts.ts';
import { type FileKind, fileKind } from './file-kind.ts';
import { type LocatedRule, summariseRules } from './located-rule.ts';
import type { Output, ReadFile } from './output.ts';
import type { OutputFile } from './output-file.ts';
import type { DashboardPanels } from './panels-of.ts';
import { readYamlFile, type Unreadable } from './read-files.ts';
import { templateFile } from './template-file.ts';

/** What is still to come when the rule tests are read: an output whose `tested` and `unreadable` grow. */
export interface GrowingOutput extends Output {
  readonly tested: Set<string>;
  readonly unreadable: Set<string>;
}

/** What there is to put together. */
export interface OutputParts {
  /** All files, sorted by path. The text of a file is asked for when it is needed. */
  readonly files: readonly OutputFile[];
  /** Of the files of rules and the dashboards, sorted by path. */
  readonly facts: readonly FileFacts[];
  readonly model: Model;
}

/**
 * Puts together what is known of the files, rule tests and runbooks aside.
 * @param unreadable is told about every file that cannot be used
 */
export function buildOutput(
  { files, facts, model }: OutputParts,
  unreadable: (path: string, why: Unreadable) => void,
): GrowingOutput {
  const refused = new Set<string>();
  const refuse = (path: string, errors: readonly Unreadable[]): void => {
    refused.add(path);
    for (const why of errors) unreadable(path, why);
  };
  const byKind = new Map<FileKind | undefined, OutputFile[]>();
  for (const file of files) {
    const kind = fileKind(file.path);
    const group = byKind.get(kind);
    if (group === undefined) byKind.set(kind, [file]);
    else group.push(file);
  }
  const ofKind = (kind: FileKind): readonly OutputFile[] => byKind.get(kind) ?? [];
  const read = <T>(kind: FileKind, schema: Schema): ReadFile<T> | undefined => {
    const [file] = ofKind(kind);
    const result = file && readYamlFile<T>(file, schema);
    if (result?.ok === false) refuse(file?.path ?? '', result.errors);
    return result?.ok === true ? result.value : undefined;
  };
  for (const one of facts) if (one.kind === 'unreadable') refuse(one.path, one.why);

  const ruleFiles = facts.filter((one) => one.kind === 'rules');
  const dashboards = facts.flatMap((one) => (one.kind === 'dashboard' ? [one.dashboard] : []));
  const alertmanager = read<AlertmanagerConfig>('alertmanager', alertmanagerSchema);
  const prometheus = read<PrometheusConfig>('prometheus', prometheusSchema);
  const collector = read<CollectorConfig>('collector', collectorSchema);
  const [logSchema] = ofKind('log-schema');
  const [logPipeline] = ofKind('log-pipeline');
  const rules = ruleFiles.flatMap((file) => file.rules);
  const recordingRules = byName(rules.filter(({ rule }) => !isAlertingRule(rule)));
  const paths = new Set(files.map(({ path }) => path));
  const recorded = new Map(
    [...recordingRules].flatMap(([name, [first]]) => (first?.expr.ok ? [[name, first.reads] as const] : [])),
  );
  return {
    model,
    paths,
    unreadable: refused,
    ruleFiles: ruleFiles.map(({ path }) => path),
    ruleFileNames: ruleFiles.map(({ path }) => path.replace(/^.*\//, '')),
    rules,
    parsedRules: new Map(rules.map(({ rule, expr }) => [rule.expr, expr])),
    summaries: new Map(ruleFiles.map((file) => [file.path, summariseRules(file.rules)])),
    alertRules: byName(rules.filter(({ rule }) => isAlertingRule(rule))),
    recordingRules,
    ...(alertmanager === undefined ? {} : { alertmanager }),
    ...(prometheus === undefined ? {} : { prometheus }),
    templates: ofKind('template').map(templateFile),
    panels: byUid(dashboards),
    isDrawn: wordsOf(() => ofKind('dashboard')),
    ...(logSchema === undefined ? {} : { logSchema }),
    ...(logPipeline === undefined ? {} : { logPipeline }),
    ...(collector === undefined ? {} : { collector }),
    tested: new Set(),
    knowledge: dashboardKnowledge(model, recorded, paths),
    suggest: collectFindings().suggest,
  };
}

function byName(rules: readonly LocatedRule[]): ReadonlyMap<string, readonly LocatedRule[]> {
  const groups = new Map<string, LocatedRule[]>();
  for (const rule of rules) {
    const group = groups.get(rule.name) ?? [];
    group.push(rule);
    groups.set(rule.name, group);
  }
  return groups;
}

function byUid(dashboards: readonly DashboardPanels[]): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  for (const { uid, panels } of dashboards) {
    const ids = found.get(uid) ?? new Set();
    found.set(uid, ids);
    for (const id of panels) ids.add(id);
  }
  return found;
}

/** Whether one of the files contains a word. The words are looked up when one is asked for first. */
function wordsOf(files: () => readonly OutputFile[]): (word: string) => boolean {
  let words: ReadonlySet<string> | undefined;
  return (word) => {
    words ??= new Set(files().flatMap(({ content }) => content.match(/[A-Za-z_:][A-Za-z0-9_:]*/g) ?? []));
    return words.has(word);
  };
}
