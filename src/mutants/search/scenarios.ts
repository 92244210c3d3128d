import { simplestBetween } from '../../shared/simplest-between.ts';
import type { TestGroup } from '../../simulate/rule-tests/test-file.ts';
import { areMemoryless } from '../run/memoryless.ts';
import type { Arena } from './arena.ts';
import { createRandom, type Random } from './random.ts';
import { randomInputs } from './random-scenario.ts';
import { lengthOf, type Scenario, type ScenarioInput } from './scenario.ts';
import type { Space } from './space.ts';
import { scaled, varied } from './variation.ts';

/** How many scenarios of each kind there are, at most. */
export const budget = { tests: 24, variations: 60, random: 70, boundaries: 70, looks: 6 } as const;

/**
 * The scenarios in which mutants of a rule are compared with it: the inputs of its tests, small changes of these, random histories of the
 * space, and histories scaled to both sides of the point where the alert turns. Always the same for the same rules and tests.
 */
export function scenariosOf(arena: Arena, space: Space, tests: readonly TestGroup[]): readonly Scenario[] {
  const random = createRandom(0x70c5);
  const { evaluationInterval } = arena;
  const share = Math.min(1, usualTicks / ticksOf(arena, space));
  const few = (count: number): number => Math.max(fewest, Math.round(count * share));
  const known = tests.slice(0, few(budget.tests)).map((group): Scenario => {
    const { inputs, interval, start, externalLabels } = group;
    const asked = group.alertTests.map(
      ({ evalTime }) => Math.floor(evalTime / evaluationInterval) * evaluationInterval,
    );
    const looks = looksWithin(random, lengthOf(group), evaluationInterval, asked);
    return { origin: 'test', interval, start, inputs, externalLabels, looks };
  });
  const variations = known.length === 0 ? 0 : few(budget.variations);
  const changed = Array.from({ length: variations }, (_, i): Scenario => {
    const base = known[i % known.length] ?? emptyScenario;
    return { ...base, origin: 'variation', inputs: varied(random, base.inputs, space) };
  });
  const made = Array.from({ length: few(budget.random) + (known.length === 0 ? few(budget.variations) : 0) }, () =>
    randomScenario(random, space, evaluationInterval),
  );
  const all = [...known, ...changed, ...made];
  const boundaries = boundariesOf(arena, space, all, few(budget.boundaries));
  // Where nothing ever fires, more of the same would say no more.
  return boundaries === undefined ? all.slice(0, 2 * fewest) : [...all, ...boundaries];
}

/** Evaluations of a scenario up to which there are as many scenarios as the budget allows, and of which there always are some. */
const usualTicks = 300;
const fewest = 8;

/** About how many evaluations a scenario takes: a `for` of hours, or rules that read each other's past, take thousands. */
function ticksOf({ chain, evaluationInterval }: Arena, space: Space): number {
  if (!areMemoryless(chain)) return (space.reach * 1.6) / evaluationInterval;
  const longest = Math.max(0, ...chain.map((rule) => (rule.kind === 'alerting' ? rule.forMs : 0)));
  return budget.looks * (longest / evaluationInterval + 1);
}

const emptyScenario: Scenario = { origin: 'random', interval: 1, start: 0, inputs: [], externalLabels: {}, looks: [] };

function looksWithin(random: Random, length: number, every: number, asked: readonly number[]): readonly number[] {
  const last = Math.max(0, Math.floor(length / every));
  const looks = new Set(asked.slice(0, budget.looks));
  while (looks.size < Math.min(budget.looks, last + 1)) looks.add(random.int(0, last) * every);
  return [...looks].sort((a, b) => a - b);
}

/** A scrape interval that makes the rules' reach at most this many scrapes long. */
const mostScrapes = 240;

function randomScenario(random: Random, space: Space, evaluationInterval: number): Scenario {
  const length = Math.max(space.reach * 1.6 + 6 * evaluationInterval, 20 * evaluationInterval);
  const stretch = Math.min(
    Math.ceil(length / evaluationInterval / mostScrapes),
    Math.ceil(240_000 / evaluationInterval),
  );
  const every = evaluationInterval * Math.max(1, stretch);
  const scrapes = Math.ceil(length / every);
  const inputs = randomInputs(random, space, scrapes, every / 1000);
  // Most scrapes of a real Prometheus are not on its evaluation grid.
  const thirds = random.pick([0, 0, 1, 2] as const);
  const isOff = thirds > 0 && every % 3 === 0;
  const interval = isOff ? every / 3 : every;
  const placed = isOff ? inputs.map((input) => ({ ...input, values: spaced(input, thirds) })) : inputs;
  const looks = looksWithin(random, (scrapes - 1) * every, evaluationInterval, []);
  return { origin: 'random', interval, start: 0, inputs: placed, externalLabels: {}, looks };
}

const spaced = ({ values }: ScenarioInput, thirds: number): ScenarioInput['values'] => [
  ...Array.from({ length: thirds }, () => undefined),
  ...values.flatMap((value) => [value, undefined, undefined]),
];

/** Scenarios whose numbers are scaled to just below and just above the point at which the alert starts to fire, metric by metric; undefined when it fires in none. */
function boundariesOf(
  arena: Arena,
  space: Space,
  scenarios: readonly Scenario[],
  most: number,
): readonly Scenario[] | undefined {
  let fires = false;
  const found: Scenario[] = [];
  for (const scenario of scenarios) {
    if (found.length >= most) break;
    const trace = arena.original(scenario, '3');
    // There are too many to hold on to all of their results until they are searched.
    arena.forget(scenario);
    const look = trace.looks.findIndex((text) => text !== '');
    if (trace.fault !== undefined || look === -1) continue;
    fires = true;
    for (const { name, facts } of space.families) {
      if (facts.values !== undefined || facts.kind === 'start-time') continue;
      const at = (factor: number): Scenario => ({
        ...scenario,
        origin: 'boundary',
        inputs: scenario.inputs.map((input) =>
          input.labels['__name__'] === name ? scaled(input, factor, facts.isWhole) : input,
        ),
      });
      const turn = turningPoint((factor) => arena.firesAt(at(factor), scenario.looks[look] ?? 0));
      if (turn === undefined) continue;
      const [low, high] = turn.same < turn.other ? [turn.same, turn.other] : [turn.other, turn.same];
      const around = [
        turn.same,
        turn.other,
        turn.same * 1.005,
        turn.other * 0.995,
        turn.same * 1.05,
        turn.other * 0.95,
      ];
      // Where it turns is mostly a plain number, and only exactly there `>` and `>=` differ.
      for (const factor of [simplestBetween(low, high), ...around]) found.push(at(factor));
      if (found.length >= most) break;
    }
  }
  return fires ? found.slice(0, most) : undefined;
}

/** Two factors close to each other, of which one fires as 1 does and the other one not, when any scale changes it. */
function turningPoint(fires: (factor: number) => boolean) {
  const beyond = [0, 4, 0.1, 30, 1000, 1_000_000].find((factor) => !fires(factor));
  if (beyond === undefined) return undefined;
  let [same, other] = [1, beyond as number];
  for (let i = 0; i < 22; i++) {
    const middle = (same + other) / 2;
    if (fires(middle)) same = middle;
    else other = middle;
  }
  return { same, other };
}
