import type { LabelMatcher } from '../../promql/ast.ts';
import { compileRegex } from '../../promql/regex/compile-regex.ts';
import type { NotatedValue } from '../../promql/storage/series-notation.ts';
import type { Random } from '../../shared/random.ts';
import { randomHistory, targetStory } from './history.ts';
import type { ScenarioInput } from './scenario.ts';
import type { Family, Space } from './space.ts';

/** Labels of all that belongs together: one target, one thing that is monitored. */
type Entity = Readonly<Record<string, string>>;

/**
 * Random input series of a space: one to three things that are monitored, each with a series or two of every metric, labels mostly as the
 * selectors want them.
 */
export function randomInputs(random: Random, space: Space, scrapes: number, every: number): readonly ScenarioInput[] {
  const inputs = new Map<string, ScenarioInput>();
  const count = random.pick([1, 1, 2, 3] as const);
  const window = Math.max(1, Math.ceil(space.shortestWindow / 1000 / every));
  for (let i = 0; i < count; i++) {
    const entity = randomEntity(random, space);
    const target = targetStory(random, scrapes, every, window);
    for (const family of space.families) {
      if (random.chance(0.08) || bucketsOf(space, family) !== undefined) continue;
      const siblings = random.pick([1, 1, 2, 6] as const);
      for (let j = 0; j < siblings; j++) {
        const labels = seriesLabels(random, family, entity, space, j > 0);
        const key = JSON.stringify(Object.entries(labels).sort());
        if (labels['le'] !== undefined) continue;
        if (!inputs.has(key))
          inputs.set(key, { labels, values: randomHistory(random, family.facts, space.limits, target) });
      }
      if (family.facts.kind === 'bucket')
        for (const input of bucketInputs(random, family, entity, space, target))
          inputs.set(JSON.stringify(Object.entries(input.labels).sort()), input);
    }
  }
  return [...inputs.values()];
}

function randomEntity(random: Random, space: Space): Entity {
  const entity: Record<string, string> = {};
  for (const [label, values] of space.labelValues)
    entity[label] = random.chance(0.8) ? (values[0] ?? 'a') : (random.pick([...values, `other-${label}`]) ?? 'a');
  return entity;
}

function seriesLabels(
  random: Random,
  { name, labels, selectors, facts }: Family,
  entity: Entity,
  space: Space,
  isSibling: boolean,
): Readonly<Record<string, string>> {
  const wanted = random.pick(selectors)?.matchers ?? [];
  const found: Record<string, string> = { ['__name__']: name };
  for (const label of labels) {
    const allowed = facts.labels?.[label];
    const pool = allowed ?? space.labelValues.get(label) ?? ['a', 'b'];
    const tests = wanted.filter((matcher) => matcher.name === label);
    const own = entity[label];
    const strays = random.chance(isSibling ? 0.45 : 0.1);
    const passing = pool.filter((value) => tests.every((test) => passes(test, value)));
    let value = own !== undefined && pool.includes(own) ? own : (pool[0] ?? 'a');
    if (strays) value = random.pick([...pool, ...(allowed === undefined ? [`other-${label}`] : [])]) ?? value;
    else if (!tests.every((test) => passes(test, value))) value = random.pick(passing) ?? value;
    if (value !== '') found[label] = value;
  }
  return found;
}

const patterns = new Map<string, (text: string) => boolean>();

/** Whether a label's value passes a matcher. */
export function passes({ op, value }: LabelMatcher, text: string): boolean {
  if (op === '=' || op === '!=') return (text === value) === (op === '=');
  let matches = patterns.get(value);
  if (matches === undefined) {
    const compiled = compileRegex(value, { dotMatchesNewline: true });
    matches = compiled.ok ? compiled.value.matches : () => false;
    patterns.set(value, matches);
  }
  return matches(text) === (op === '=~');
}

/** The family of the buckets that a family of counts belongs to. */
const bucketsOf = ({ families }: Space, { name }: Family): Family | undefined =>
  name.endsWith('_count') ? families.find((one) => one.name === `${name.slice(0, -6)}_bucket`) : undefined;

/** The buckets of one classic histogram: each holds those below it, and the count, where it is asked for, holds all. */
function bucketInputs(
  random: Random,
  family: Family,
  entity: Entity,
  space: Space,
  target: Parameters<typeof randomHistory>[3],
): readonly ScenarioInput[] {
  const { le: _, ...labels } = seriesLabels(random, family, entity, space, false);
  const bounds = [...(family.facts.labels?.['le'] ?? space.labelValues.get('le') ?? ['0.1', '1', '10'])]
    .filter((bound) => bound !== '+Inf')
    .sort((a, b) => Number(a) - Number(b));
  const slow = random.next();
  const flow = random.pick([1, 10, 100] as const);
  const perScrape = [...bounds, '+Inf'].map(() => Math.round(flow * random.next() ** (1 + 4 * slow)));
  let below = 0;
  const buckets = [...bounds, '+Inf'].map((le, i): ScenarioInput => {
    below += perScrape[i] ?? 0;
    const step = below;
    const values: NotatedValue[] = [];
    const turn = Math.floor(target.scrapes * slow);
    for (let k = 0; k < target.scrapes; k++) values.push(k < turn ? step * k : step * turn + flow * 2 * (k - turn));
    return { labels: { ...labels, le }, values };
  });
  const all = buckets.at(-1);
  const count = space.families.find((one) => bucketsOf(space, one) === family);
  if (all === undefined || count === undefined) return buckets;
  return [...buckets, { labels: { ...labels, ['__name__']: count.name }, values: all.values }];
}
