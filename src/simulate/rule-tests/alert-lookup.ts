import type { RuleSet } from '../rules/rule-set.ts';
import type { ActiveAlert } from '../rules/running-rule.ts';
import type { Simulation } from '../rules/simulation.ts';
import type { FiringAlert } from './failure.ts';

/** A function that answers what is pending or firing under a name, of some rules of a simulation. */
export function alertLookup(
  { entries }: RuleSet,
  simulation: Simulation,
  indexes: Iterable<number>,
): (name: string) => readonly ActiveAlert[] {
  const byName = new Map<string, number[]>();
  for (const index of indexes) {
    const rule = entries[index]?.rule;
    if (rule?.kind !== 'alerting') continue;
    const known = byName.get(rule.name);
    if (known === undefined) byName.set(rule.name, [index]);
    else known.push(index);
  }
  return (name) =>
    (byName.get(name) ?? []).flatMap((index) => {
      const rule = simulation.rule(index);
      return rule?.kind === 'alerting' ? rule.active() : [];
    });
}

/** Those that fire, with the texts of their annotations. */
export const firing = (alerts: readonly ActiveAlert[]): readonly FiringAlert[] =>
  alerts
    .filter(({ state }) => state === 'firing')
    .map(({ labels, annotations }) => ({ labels, annotations: annotations() }));
