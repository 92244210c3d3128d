import type { MetricFacts } from '../../mutants/search/facts.ts';
import type { PrometheusVersion } from '../../simulate/rules/rule.ts';

/** Everything that a run mutates and tries, as text: what a worker thread is given. Paths are as they are shown. */
export interface ProjectSource {
  readonly version: PrometheusVersion;
  readonly ruleFiles: readonly SourceText[];
  readonly testFiles: readonly (SourceText & { readonly ruleFiles: readonly string[] })[];
  /** Paths of the rule files to mutate. */
  readonly mutated: readonly string[];
  /** An RE2 pattern, already checked, that the names of alerts, and of recordings that tests ask for, must match. */
  readonly alert?: string;
  /** What the spec knows of its metrics, by name. */
  readonly facts: Readonly<Record<string, MetricFacts>>;
  /** Whether to record what the HTML report draws. */
  readonly charts: boolean;
}

/** A file that was read. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}
