import type { VectorSelector } from '../../promql/ast.ts';
import type { Random } from '../../shared/random.ts';
import { passes } from './random-scenario.ts';
import type { ScenarioInput } from './scenario.ts';
import type { Family, Space } from './space.ts';

/**
 * Calm input for rules that random histories do not make fire: a series or two for every selector, labels as it wants them, and the same level or flow
 * from the first to the last scrape. Alerts that join many selectors, or wait for hours, need all of that at the same time.
 */
export function coveringInputs(random: Random, space: Space, scrapes: number): readonly ScenarioInput[] {
  const inputs = new Map<string, ScenarioInput>();
  const usual = new Map<string, string>();
  // What an `unless` reads has to be missing.
  const share = random.pick([1, 1, 0.7] as const);
  for (const family of space.families)
    for (const selector of family.selectors) {
      if (!random.chance(share)) continue;
      for (let i = random.pick([1, 1, 2] as const); i > 0; i--) {
        const labels = labelsFor(random, family, selector, space, usual);
        const key = JSON.stringify(Object.entries(labels));
        if (inputs.has(key)) continue;
        const level = levelOf(random, family, space.limits);
        const isCounter = family.facts.kind === 'counter' || family.facts.kind === 'bucket';
        const values = Array.from({ length: scrapes }, (_, k) => (isCounter ? level * k : level));
        inputs.set(key, { labels, values });
      }
    }
  return [...inputs.values()];
}

/** Labels that a selector accepts, mostly those of the series before. */
function labelsFor(
  random: Random,
  { name, labels, facts }: Family,
  { matchers }: VectorSelector,
  space: Space,
  usual: Map<string, string>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = { ['__name__']: name };
  for (const label of labels) {
    const tests = matchers.filter((matcher) => matcher.name === label);
    const pool = facts.labels?.[label] ?? [...(space.labelValues.get(label) ?? ['a', 'b']), `other-${label}`];
    const accepted = pool.filter((value) => tests.every((test) => passes(test, value)));
    const before = usual.get(label);
    const isUsual = before !== undefined && accepted.includes(before) && random.chance(0.85);
    const value = isUsual ? before : random.chance(0.6) ? accepted[0] : random.pick(accepted);
    if (value === undefined || value === '') continue;
    if (before === undefined) usual.set(label, value);
    found[label] = value;
  }
  return found;
}

/** A level, or what a counter gains from scrape to scrape. */
function levelOf(random: Random, { facts }: Family, limits: readonly number[]): number {
  if (facts.values !== undefined) return random.pick(facts.values) ?? 0;
  if (facts.kind === 'start-time') return -random.pick([3600, 60] as const);
  if (facts.kind === 'counter' || facts.kind === 'bucket')
    return random.int(0, 10) * random.pick([1, 1, 10, 100] as const);
  const limit = random.pick(limits) ?? 1;
  const level = random.pick([limit, limit * 1.05, limit * 0.95, limit + 1, 0, 1, random.int(0, 100)]);
  return facts.isWhole ? Math.round(level) : Number(level.toPrecision(9));
}
