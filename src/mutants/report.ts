import type { Place } from '../diagnostics/diagnostic.ts';
import type { RuleTestGroup } from '../formats/rule-test-file.ts';
import type { LoadedRule } from '../simulate/rules/rule.ts';
import type { OperatorName } from './mutant.ts';
import type { RulePlace } from './project.ts';

/** What became of one mutant. Plain data: a worker thread can hand it over. */
export interface MutantReport {
  readonly operator: OperatorName;
  /** The edit in the gerund: "changing `> 5` to `>= 5`". */
  readonly change: string;
  readonly outcome: 'killed' | 'survived' | 'equivalent';
  /** In the rule file. */
  readonly place: Place;
  /** Of a killed one: the test that noticed. */
  readonly killedBy?: KillReport;
  /** Of the others: how many scenarios were searched for one that tells it from the original. */
  readonly evidence?: Evidence;
  /** Of a survivor: name of the suggested test that notices it. */
  readonly suggestion?: string;
}

export interface KillReport {
  readonly file: string;
  /** The name of the test group, or its number. */
  readonly group: string;
  /** What did not hold: `HighCrashRate at 5m`. */
  readonly assertion: string;
  /** Index of the killing scenario among those of the rule; absent unless charts were asked for. */
  readonly chart?: number;
  /** What the alert did under the mutant, evaluation by evaluation: `.` inactive, `p` pending, `f` firing. */
  readonly states?: string;
}

export interface Evidence {
  readonly scenarios: number;
  /** Of these, scenarios in which the alert fires. */
  readonly firing: number;
  /** Scenarios that were left out because the search took too long; absent when there are none. */
  readonly unplayed?: number;
}

/** A test group drawn over time. Times are milliseconds. */
export interface ScenarioChart {
  readonly group: string;
  readonly evaluationInterval: number;
  readonly interval: number;
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** What the alert does, evaluation by evaluation. */
  readonly states: string;
  readonly assertions: readonly { readonly at: number; readonly firing: number }[];
}

/** Under what the mutants of a rule are counted: the alert that it is or that reads what it records, or a recording that only tests ask for. */
export interface RuleOwner {
  readonly kind: LoadedRule['kind'];
  readonly name: string;
  readonly file: string;
}

/** One rule with all its mutants. */
export interface RuleReport {
  readonly owner: RuleOwner;
  readonly rule: string;
  readonly place: RulePlace;
  /** Test groups that depend on it. */
  readonly tests: number;
  readonly mutants: readonly MutantReport[];
  readonly suggestions: readonly RuleTestGroup[];
  readonly charts: readonly ScenarioChart[];
}
