import type { PrometheusVersion } from '../../simulate/rules/rule.ts';
import type { Mutant } from '../mutant.ts';
import type { Evidence } from '../report.ts';
import type { Arena } from './arena.ts';
import type { Scenario } from './scenario.ts';
import type { SearchBudget } from './search-budget.ts';

/** What a search for a scenario that tells a mutant from its original came to. */
export type SearchOutcome =
  | {
      readonly kind: 'different';
      readonly scenario: Scenario;
      readonly look: number | 'fault';
      readonly isRobust: boolean;
    }
  /** Nothing tells them apart. */
  | ({ readonly kind: 'equivalent' } & Evidence)
  /** The scenarios do not make the original fire, or not often enough, so they say nothing. */
  | ({ readonly kind: 'unknown' } & Evidence);

type Different = Extract<SearchOutcome, { kind: 'different' }>;

const otherVersion = (version: PrometheusVersion): PrometheusVersion => (version === '3' ? '2.42' : '3');

/**
 * For each mutant the first scenario that tells it from its original. One scenario after the other is played on all mutants that are
 * left, so that its input and what the original makes of it are worked out once, and forgotten with it. When the budget is spent the rest is left
 * out, and counted.
 */
export function findDifferences(
  mutants: readonly Mutant[],
  arena: Arena,
  scenarios: readonly Scenario[],
  version: PrometheusVersion,
  { playing, searching }: SearchBudget,
): ReadonlyMap<Mutant, SearchOutcome> {
  const outcomes = new Map<Mutant, SearchOutcome>();
  const fragile = new Map<Mutant, Different>();
  let left = [...mutants];
  let tried = 0;
  let firing = 0;
  let unplayed = 0;
  for (const [i, scenario] of scenarios.entries()) {
    if (left.length === 0) break;
    if (arena.work() > (scenario.origin === 'boundary' ? searching : playing)) {
      unplayed++;
      continue;
    }
    // Half of the scenarios are also played as the other Prometheus would, which draws the edges of windows otherwise.
    const versions = i % 2 === 0 ? [version, otherVersion(version)] : [version];
    left = left.filter((mutant) => {
      const { rule } = mutant;
      const look = versions
        .map((one) => arena.difference(scenario, rule, one))
        .find((difference) => difference !== undefined);
      if (look === undefined || arena.original(scenario, version).fault !== undefined) return true;
      const isRobust = differsInBoth(arena, scenario, rule, look);
      const outcome = { kind: 'different', scenario, look, isRobust } as const;
      if (isRobust) outcomes.set(mutant, outcome);
      else if (!fragile.has(mutant)) fragile.set(mutant, outcome);
      return !isRobust;
    });
    const { fault, looks } = arena.original(scenario, version);
    if (fault === undefined) tried++;
    if (fault === undefined && looks.some((text) => text !== '')) firing++;
    arena.forget(scenario);
  }
  for (const mutant of left)
    outcomes.set(
      mutant,
      fragile.get(mutant) ?? undecided({ scenarios: tried, firing, ...(unplayed > 0 ? { unplayed } : {}) }),
    );
  return outcomes;
}

/** Scenarios that fire without which a search that was cut short says nothing. */
const fewestFiring = 5;

const undecided = (evidence: Evidence): SearchOutcome => ({
  kind: evidence.firing >= (evidence.unplayed === undefined ? 1 : fewestFiring) ? 'equivalent' : 'unknown',
  ...evidence,
});

/** Whether a test of that look would pass on the original and fail on the mutant under both versions. */
function differsInBoth(arena: Arena, scenario: Scenario, rule: Mutant['rule'], look: number | 'fault'): boolean {
  if (look === 'fault')
    return (['3', '2.42'] as const).every((version) => arena.difference(scenario, rule, version) === 'fault');
  const [modern, old] = [arena.original(scenario, '3'), arena.original(scenario, '2.42')];
  if (modern.looks[look] !== old.looks[look] || old.fault !== undefined) return false;
  return (['3', '2.42'] as const).every((version) => arena.difference(scenario, rule, version) === look);
}
