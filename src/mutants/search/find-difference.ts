import type { PrometheusVersion } from '../../simulate/rules/rule.ts';
import type { Mutant } from '../mutant.ts';
import type { Arena } from './arena.ts';
import type { Scenario } from './scenario.ts';

/** What a search for a scenario that tells a mutant from its original came to. */
export type SearchOutcome =
  | {
      readonly kind: 'different';
      readonly scenario: Scenario;
      readonly look: number | 'fault';
      readonly isRobust: boolean;
    }
  /** Nothing tells them apart: the number of scenarios tried, and of those in which the alert fires. */
  | { readonly kind: 'equivalent'; readonly scenarios: number; readonly firing: number }
  /** The scenarios do not make the original fire, so they say nothing. */
  | { readonly kind: 'unknown'; readonly scenarios: number };

/** Searches one list of scenarios for mutant after mutant. */
export interface Search {
  readonly scenarios: readonly Scenario[];
  search(mutant: Mutant, version: PrometheusVersion): SearchOutcome;
}

const otherVersion = (version: PrometheusVersion): PrometheusVersion => (version === '3' ? '2.42' : '3');

/** Scenarios that told a mutant apart come first for the next one. */
export function createSearch(arena: Arena, scenarios: readonly Scenario[]): Search {
  const order = [...scenarios];
  const inBoth = new Set(scenarios.filter((_, i) => i % 2 === 0));
  const firesIn = (scenario: Scenario, version: PrometheusVersion): boolean =>
    arena.original(scenario, version).looks.some((text) => text !== '');
  return {
    scenarios,
    search({ rule }, version) {
      let fragile: SearchOutcome | undefined;
      let firing = 0;
      let tried = 0;
      for (const [i, scenario] of order.entries()) {
        // Half of the scenarios are also played as the other Prometheus would, which draws the edges of windows otherwise.
        const versions = inBoth.has(scenario) ? [version, otherVersion(version)] : [version];
        const look = versions
          .map((one) => arena.difference(scenario, rule, one))
          .find((difference) => difference !== undefined);
        if (arena.original(scenario, version).fault !== undefined) continue;
        tried++;
        if (firesIn(scenario, version)) firing++;
        if (look === undefined) continue;
        const isRobust = differsInBoth(arena, scenario, rule, look);
        const outcome = { kind: 'different', scenario, look, isRobust } as const;
        if (isRobust) {
          order.splice(i, 1);
          order.unshift(scenario);
          return outcome;
        }
        fragile ??= outcome;
      }
      if (fragile !== undefined) return fragile;
      return firing === 0 ? { kind: 'unknown', scenarios: tried } : { kind: 'equivalent', scenarios: tried, firing };
    },
  };
}

/** Whether a test of that look would pass on the original and fail on the mutant under both versions. */
function differsInBoth(arena: Arena, scenario: Scenario, rule: Mutant['rule'], look: number | 'fault'): boolean {
  if (look === 'fault')
    return (['3', '2.42'] as const).every((version) => arena.difference(scenario, rule, version) === 'fault');
  const [modern, old] = [arena.original(scenario, '3'), arena.original(scenario, '2.42')];
  if (modern.looks[look] !== old.looks[look] || old.fault !== undefined) return false;
  return (['3', '2.42'] as const).every((version) => arena.difference(scenario, rule, version) === look);
}
