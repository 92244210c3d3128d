import type { AlertSummary, LocatedMutant, MutationSummary } from './summary.ts';

/** The fields that `tocsin mutate --json` has besides those of every command. */
export function mutationJson({ alerts, score, killed, survived, equivalent }: MutationSummary) {
  return { score, killed, survived, equivalent, alerts: alerts.map(alertJson) };
}

const alertJson = ({ kind, alert, file, tests, mutants, suggestions, ...counts }: AlertSummary) => ({
  alert,
  kind: kind === 'alerting' ? 'alert' : 'recording',
  file,
  score: counts.score,
  killed: counts.killed,
  survived: counts.survived,
  equivalent: counts.equivalent,
  tests,
  mutants: mutants.map(mutantJson),
  suggestions,
});

const mutantJson = ({ operator, rule, change, outcome, location, killedBy, evidence, suggestion }: LocatedMutant) => ({
  operator,
  rule,
  change,
  outcome,
  location,
  ...(killedBy === undefined
    ? {}
    : { killedBy: { file: killedBy.file, group: killedBy.group, assertion: killedBy.assertion } }),
  evidence,
  suggestion,
});
