import type { TestGroup } from '../../simulate/rule-tests/test-file.ts';
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
  const known = tests.slice(0, budget.tests).map((group): Scenario => {
    const { inputs, interval, start, externalLabels } = group;
    const asked = group.alertTests.map(
      ({ evalTime }) => Math.floor(evalTime / evaluationInterval) * evaluationInterval,
    );
    const looks = looksWithin(random, lengthOf(group), evaluationInterval, asked);
    return { origin: 'test', interval, start, inputs, externalLabels, looks };
  });
  const variations = known.length === 0 ? 0 : budget.variations;
  const changed = Array.from({ length: variations }, (_, i): Scenario => {
    const base = known[i % known.length] ?? emptyScenario;
    return { ...base, origin: 'variation', inputs: varied(random, base.inputs, space) };
  });
  const made = Array.from({ length: budget.random + (known.length === 0 ? budget.variations : 0) }, () =>
    randomScenario(random, space, evaluationInterval),
  );
  const all = [...known, ...changed, ...made];
  return [...all, ...boundariesOf(arena, space, all)];
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

/** Scenarios whose numbers are scaled to just below and just above the point at which the alert starts to fire, metric by metric. */
function boundariesOf(arena: Arena, space: Space, scenarios: readonly Scenario[]): readonly Scenario[] {
  const found: Scenario[] = [];
  for (const scenario of scenarios) {
    if (found.length >= budget.boundaries) break;
    const trace = arena.original(scenario, '3');
    const look = trace.looks.findIndex((text) => text !== '');
    if (trace.fault !== undefined || look === -1) continue;
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
      if (found.length >= budget.boundaries) break;
    }
  }
  return found.slice(0, budget.boundaries);
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

/** The fraction with the smallest denominator between two numbers, both inclusive (a walk down the Stern-Brocot tree). */
function simplestBetween(low: number, high: number): number {
  const whole = Math.ceil(low);
  if (whole <= high) return whole;
  const floor = Math.floor(low);
  return floor + 1 / simplestBetween(1 / (high - floor), 1 / (low - floor));
}
