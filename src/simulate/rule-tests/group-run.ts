import type { RuleSet } from '../rules/rule-set.ts';
import type { ActiveAlert } from '../rules/running-rule.ts';
import type { RuleFault } from '../rules/simulation.ts';
import type { TestGroup } from './test-file.ts';

/** How a test group is run. */
export interface GroupRun {
  readonly rules: RuleSet;
  /** Indexes of the rules to evaluate. */
  readonly evaluated: ReadonlySet<number>;
  readonly writesAlerts: (rule: number) => boolean;
  /** Between two evaluations, in milliseconds. */
  readonly evaluationInterval: number;
  readonly isFuzzy: boolean;
  /** Faults of rules that are not evaluated here, sorted by time: known from elsewhere, as nothing here touches them. */
  readonly otherFaults: readonly RuleFault[];
  /** Called after every evaluation, with the time since the start and a way to ask for the alerts of a name. */
  readonly onTick?: (time: number, alerts: (name: string) => readonly ActiveAlert[]) => void;
}

/** The time of the last evaluation that the tests of a group need, in milliseconds since its start. */
export const lastEvalTime = ({ alertTests, exprTests }: TestGroup): number =>
  [...alertTests, ...exprTests].reduce((latest, { evalTime }) => Math.max(latest, evalTime), 0);
