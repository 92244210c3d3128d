import type { Labels } from '../../promql/storage/label-table.ts';
import type { LoadedRule, PrometheusVersion } from '../../simulate/rules/rule.ts';
import { mutantsOf } from '../mutants-of.ts';
import { createLabelsOf } from '../rule-labels.ts';
import { type Judgement, judge } from './judge.ts';
import type { Suite } from './suite.ts';
import { createTrials, type Trial } from './trial.ts';

/** What became of the mutants of one rule. */
export interface RuleJudgement {
  readonly rule: LoadedRule;
  readonly judgements: readonly Judgement[];
  readonly trials: readonly Trial[];
}

/** Everything that the mutants of rules are made from and tried on. */
export interface MutationScope {
  readonly version: PrometheusVersion;
  readonly suites: readonly Suite[];
}

/** Makes all mutants of a rule and tries each on the tests that depend on the rule. */
export function mutateRule(rule: LoadedRule, { version, suites }: MutationScope): RuleJudgement {
  const trials = suites.flatMap((suite) => createTrials(suite, rule));
  const rules = [...new Set(suites.flatMap((suite) => suite.rules.entries.map((entry) => entry.rule)))];
  const inputs: readonly Labels[] = suites.flatMap(({ file }) =>
    file.groups.flatMap((group) => group.inputs.map(({ labels }) => labels)),
  );
  const mutants = mutantsOf(rule, {
    version,
    severities: severitiesOf(rules),
    labelsOf: createLabelsOf(inputs, rules),
  });
  return { rule, judgements: judge(mutants, trials), trials };
}

const severitiesOf = (rules: readonly LoadedRule[]): readonly string[] => [
  ...new Set([
    ...rules.flatMap((rule) =>
      rule.kind === 'alerting'
        ? rule.labels.flatMap(([name, { source }]) => (name === 'severity' && !source.includes('{{') ? [source] : []))
        : [],
    ),
    'critical',
    'warning',
  ]),
];
