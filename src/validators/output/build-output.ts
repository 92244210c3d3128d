import type { AlertmanagerConfig } from '../../formats/alertmanager-config.ts';
import type { CollectorConfig } from '../../formats/collector-config.ts';
import type { PrometheusConfig } from '../../formats/prometheus-config.ts';
import { isAlertingRule, type RuleFileContent } from '../../formats/rule-file.ts';
import { collectFindings } from '../../model/findings.ts';
import type { Model } from '../../model/model.ts';
import { dashboardKnowledge } from '../dashboards/dashboard-knowledge.ts';
import type { Schema } from '../dashboards/strict-object.ts';
import { alertmanagerSchema } from '../schemas/alertmanager-schema.ts';
import { collectorSchema } from '../schemas/collector-schema.ts';
import { prometheusSchema } from '../schemas/prometheus-schema.ts';
import { ruleFileSchema } from '../schemas/rule-file-schema.ts';
import { type FileKind, fileKind } from './file-kind.ts';
import { type LocatedRule, locatedRules, summariseRules } from './located-rule.ts';
import type { Output, ReadFile } from './output.ts';
import type { OutputFile } from './output-file.ts';
import { panelsOf } from './panels-of.ts';
import { readYamlFile, type Unreadable } from './read-files.ts';
import { templateFile } from './template-file.ts';

/** The files by kind; those of no known kind are left out. */
export type FilesByKind = ReadonlyMap<FileKind, readonly OutputFile[]>;

/** Sorts files by kind, keeping their order. */
export function filesByKind(files: readonly OutputFile[]): FilesByKind {
  const byKind = new Map<FileKind, OutputFile[]>();
  for (const file of files) {
    const kind = fileKind(file.path);
    if (kind === undefined) continue;
    const group = byKind.get(kind) ?? [];
    group.push(file);
    byKind.set(kind, group);
  }
  return byKind;
}

/** What is still to come when the rule tests are read: an output whose `tested` and `unreadable` grow. */
export interface GrowingOutput extends Output {
  readonly tested: Set<string>;
  readonly unreadable: Set<string>;
}

/**
 * Reads everything but rule tests and runbooks.
 * @param unreadable is told about every file that cannot be used
 */
export function buildOutput(
  files: readonly OutputFile[],
  byKind: FilesByKind,
  model: Model,
  unreadable: (path: string, why: Unreadable) => void,
): GrowingOutput {
  const refused = new Set<string>();
  const read = <T>(kind: FileKind, schema: Schema): readonly ReadFile<T>[] =>
    (byKind.get(kind) ?? []).flatMap((file) => {
      const result = readYamlFile<T>(file, schema);
      if (result.ok) return result.value;
      refused.add(file.path);
      for (const why of result.errors) unreadable(file.path, why);
      return [];
    });

  const ruleFiles = read<RuleFileContent>('rules', ruleFileSchema);
  const [alertmanager] = read<AlertmanagerConfig>('alertmanager', alertmanagerSchema);
  const [prometheus] = read<PrometheusConfig>('prometheus', prometheusSchema);
  const [collector] = read<CollectorConfig>('collector', collectorSchema);
  const [logSchema] = byKind.get('log-schema') ?? [];
  const [logPipeline] = byKind.get('log-pipeline') ?? [];
  const rulesOfFiles = new Map(ruleFiles.map((file) => [file.path, locatedRules(file)]));
  const rules = [...rulesOfFiles.values()].flat();
  const recordingRules = byName(rules.filter(({ rule }) => !isAlertingRule(rule)));
  const dashboards = byKind.get('dashboard') ?? [];
  const panels = panelsOf(dashboards, (path) => refused.add(path));
  const paths = new Set(files.map(({ path }) => path));
  const recorded = new Map(
    [...recordingRules].flatMap(([name, [first]]) => (first?.expr.ok ? [[name, first.expr.value] as const] : [])),
  );
  return {
    model,
    paths,
    unreadable: refused,
    ruleFiles: new Map(ruleFiles.map((file) => [file.path, file])),
    ruleFileNames: ruleFiles.map(({ path }) => path.replace(/^.*\//, '')),
    rules,
    parsedRules: new Map(rules.map(({ rule, expr }) => [rule.expr, expr])),
    summaries: new Map([...rulesOfFiles].map(([path, ofFile]) => [path, summariseRules(ofFile)])),
    alertRules: byName(rules.filter(({ rule }) => isAlertingRule(rule))),
    recordingRules,
    ...(alertmanager === undefined ? {} : { alertmanager }),
    ...(prometheus === undefined ? {} : { prometheus }),
    templates: (byKind.get('template') ?? []).map(templateFile),
    panels,
    isDrawn: wordsOf(dashboards),
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

/** Whether one of the files contains a word. The words are looked up when one is asked for first. */
function wordsOf(files: readonly OutputFile[]): (word: string) => boolean {
  let words: ReadonlySet<string> | undefined;
  return (word) => {
    words ??= new Set(files.flatMap(({ content }) => content.match(/[A-Za-z_:][A-Za-z0-9_:]*/g) ?? []));
    return words.has(word);
  };
}
