import { createRandom, type Random } from '../../shared/random.ts';
import { simplestBetween } from '../../shared/simplest-between.ts';
import type { TestGroup } from '../../simulate/rule-tests/test-file.ts';
import { areMemoryless } from '../run/memoryless.ts';
import type { Arena } from './arena.ts';
import { coveringInputs } from './covering-inputs.ts';
import { randomInputs } from './random-scenario.ts';
import { lengthOf, type Scenario, type ScenarioInput } from './scenario.ts';
import type { SearchBudget } from './search-budget.ts';
import type { Space } from './space.ts';
import { scaled, varied } from './variation.ts';
import { samplesOf } from './work-meter.ts';

/** How many scenarios of each kind there are, at most. */
export const budget = { tests: 24, variations: 60, random: 70, boundaries: 70, looks: 6 } as const;

/**
 * The scenarios in which mutants of a rule are compared with it: the inputs of its tests, small changes of these, random histories of the
 * space, and histories scaled to both sides of the point where the alert turns. Always the same for the same rules and tests.
 */
export function scenariosOf(
  arena: Arena,
  space: Space,
  tests: readonly TestGroup[],
  { preparing }: SearchBudget,
): readonly Scenario[] {
  const random = createRandom(0x70c5);
  const { evaluationInterval } = arena;
  const share = Math.min(1, usualTicks / ticksOf(arena, space));
  const few = (count: number): number => Math.max(fewest, Math.round(count * share));
  const known = tests.slice(0, few(budget.tests)).map((group): Scenario => {
    const { inputs, interval, start, externalLabels } = group;
    const asked = [...group.alertTests, ...group.exprTests].map(
      ({ evalTime }) => Math.floor(evalTime / evaluationInterval) * evaluationInterval,
    );
    const looks = looksWithin(random, lengthOf(group), evaluationInterval, asked);
    return { origin: 'test', interval, start, inputs, externalLabels, looks };
  });
  const all = [...known];
  let held = sum(known.map(samplesOf));
  const add = (count: number, make: (i: number) => Scenario): void => {
    for (let i = 0; i < count && (held < mostHeld || all.length < fewest); i++) {
      const scenario = make(i);
      held += samplesOf(scenario);
      all.push(scenario);
    }
  };
  const variations = few(budget.variations);
  if (known.length > 0)
    add(variations, (i) => {
      const base = known[i % known.length] ?? emptyScenario;
      return { ...base, origin: 'variation', inputs: varied(random, base.inputs, space) };
    });
  add(few(budget.random) + (known.length === 0 ? variations : 0), () =>
    randomScenario(random, space, evaluationInterval),
  );
  const boundaries = boundariesOf(arena, space, all, few(budget.boundaries), preparing / 2);
  if (boundaries.firing.length > 0) return [...all, ...boundaries.found];
  // Where nothing ever fires, more of the same would say no more.
  const silent = all.splice(fewest);
  held = sum(all.map(samplesOf));
  add(few(budget.random), () => randomScenario(random, space, evaluationInterval, coveringInputs));
  const calm = all.splice(fewest);
  const turning = boundariesOf(arena, space, calm, few(budget.boundaries), preparing);
  if (turning.firing.length === 0) return [...all, ...silent.slice(0, fewest)];
  add(variations, (i) => {
    const base = turning.firing[i % turning.firing.length] ?? emptyScenario;
    return { ...base, origin: 'variation', inputs: varied(random, base.inputs, space) };
  });
  // Those that fire say most, and the budget may not last for all.
  const others = calm.filter((scenario) => !turning.firing.includes(scenario));
  return [...turning.firing, ...all.slice(fewest), ...others, ...all.slice(0, fewest), ...turning.found];
}

/** Samples up to which scenarios are added to those of a rule, since all of them are held at the same time. */
const mostHeld = 6_000_000;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

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

function randomScenario(
  random: Random,
  space: Space,
  evaluationInterval: number,
  make: typeof randomInputs = randomInputs,
): Scenario {
  const length = Math.max(space.reach * 1.6 + 6 * evaluationInterval, 20 * evaluationInterval);
  const stretch = Math.min(
    Math.ceil(length / evaluationInterval / mostScrapes),
    Math.ceil(240_000 / evaluationInterval),
  );
  // A window as short as the evaluation interval holds two samples only of what is scraped more often.
  const isShort = space.shortestWindow > 0 && space.shortestWindow < 1.5 * evaluationInterval && stretch === 1;
  const every = evaluationInterval * (isShort ? random.pick([1, 0.25] as const) : Math.max(1, stretch));
  const scrapes = Math.ceil(length / every);
  const inputs = make(random, space, scrapes, every / 1000);
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

/** Scenarios whose numbers are scaled to just below and just above the point at which the alert starts to fire, metric by metric; and those of the given ones that fire. */
function boundariesOf(
  arena: Arena,
  space: Space,
  scenarios: readonly Scenario[],
  most: number,
  mostWork: number,
): { readonly firing: readonly Scenario[]; readonly found: readonly Scenario[] } {
  const firing: Scenario[] = [];
  const found: Scenario[] = [];
  let held = 0;
  const isEnough = (): boolean => found.length >= most || held >= mostHeld || arena.work() > mostWork;
  for (const scenario of scenarios) {
    if (isEnough()) break;
    const trace = arena.original(scenario, '3');
    // There are too many to hold on to all of their results until they are searched.
    arena.forget(scenario);
    const look = trace.fires.indexOf(true);
    if (trace.fault !== undefined || look === -1) continue;
    firing.push(scenario);
    // What is recorded has no point where it turns.
    if (!arena.hasAlerts) continue;
    for (const { name, facts } of space.families) {
      if (facts.values !== undefined || facts.kind === 'start-time') continue;
      const at = (factor: number): Scenario => ({
        ...scenario,
        origin: 'boundary',
        inputs: scenario.inputs.map((input) =>
          input.labels['__name__'] === name ? scaled(input, factor, facts.isWhole) : input,
        ),
      });
      const turn = turningPoint((factor) => arena.firesAt(at(factor), scenario.looks[look] ?? 0), isEnough);
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
      held += samplesOf(scenario) * (around.length + 1);
      if (isEnough()) break;
    }
  }
  return { firing, found: found.slice(0, most) };
}

/** Two factors close to each other, of which one fires as 1 does and the other one not, when any scale changes it and the search is not over before. */
function turningPoint(fires: (factor: number) => boolean, isOver: () => boolean) {
  const beyond = [0, 4, 0.1, 30, 1000, 1_000_000].find((factor) => isOver() || !fires(factor));
  if (beyond === undefined) return undefined;
  let [same, other] = [1, beyond as number];
  for (let i = 0; i < 22; i++) {
    if (isOver()) return undefined;
    const middle = (same + other) / 2;
    if (fires(middle)) same = middle;
    else other = middle;
  }
  return { same, other };
}
