import type { AlertmanagerConfig } from '../../formats/alertmanager-config.ts';
import type { CollectorConfig } from '../../formats/collector-config.ts';
import type { PrometheusConfig } from '../../formats/prometheus-config.ts';
import type { Model } from '../../model/model.ts';
import type { DashboardKnowledge } from '../dashboards/dashboard-knowledge.ts';
import type { LocatedRule, RuleSummary } from './located-rule.ts';
import type { OutputFile } from './output-file.ts';
import type { ParsedTemplateFile } from './template-file.ts';

/** A file that could be read: what it says, without its text. */
export interface ReadFile<T> {
  readonly path: string;
  readonly content: string;
  readonly value: T;
}

/** The generated files as checks see them, rule tests and runbooks aside. */
export interface Output {
  readonly model: Model;
  /** Paths of all files. */
  readonly paths: ReadonlySet<string>;
  /** Paths of files that cannot be read or do not have the shape of their kind: what they would say is not known. */
  readonly unreadable: ReadonlySet<string>;
  /** Paths of the files of rules that can be read. */
  readonly ruleFiles: readonly string[];
  /** Without their folder, for suggestions. */
  readonly ruleFileNames: readonly string[];
  readonly rules: readonly LocatedRule[];
  /** The expressions of rules by their text: runbooks quote them. */
  readonly parsedRules: ReadonlyMap<string, LocatedRule['expr']>;
  /** What the rules of each file raise and read together, by its path. */
  readonly summaries: ReadonlyMap<string, RuleSummary>;
  /** The rules of each alert, by its name. */
  readonly alertRules: ReadonlyMap<string, readonly LocatedRule[]>;
  /** The rules that record each series, by its name. */
  readonly recordingRules: ReadonlyMap<string, readonly LocatedRule[]>;
  readonly alertmanager?: ReadFile<AlertmanagerConfig>;
  readonly prometheus?: ReadFile<PrometheusConfig>;
  readonly templates: readonly ParsedTemplateFile[];
  /** Ids of the panels of each dashboard file, by the uid of the dashboard. */
  readonly panels: ReadonlyMap<string, ReadonlySet<number>>;
  /** Whether the name of a series occurs in some dashboard. */
  readonly isDrawn: (name: string) => boolean;
  readonly logSchema?: OutputFile;
  readonly logPipeline?: OutputFile;
  readonly collector?: ReadFile<CollectorConfig>;
  /** The alerts about which some rule test asserts something. */
  readonly tested: ReadonlySet<string>;
  /** What names of metrics, alerts and dashboards mean. */
  readonly knowledge: DashboardKnowledge;
  /** Help about a name that nothing has. */
  readonly suggest: (name: string, candidates: readonly string[]) => string;
}
