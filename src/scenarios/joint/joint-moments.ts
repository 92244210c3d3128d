import type { Condition, Model } from '../../model/model.ts';
import type { Random } from '../../shared/random.ts';
import { readCondition } from '../read-condition.ts';
import { readMeasure } from '../read-measure.ts';
import type { Reading } from '../reading.ts';
import { type Clock, type Signal, sample, scrapeTime } from '../signal.ts';
import { type Edges, type World, worldOf } from '../world.ts';
import type { Actor } from './actor.ts';

/** The level of each actor. */
export type State = readonly number[];

/** What has stood for long, and what stands now, for some scrapes. */
export interface Moment {
  readonly before: State;
  readonly now: State;
  /** 0 where nothing has changed. */
  readonly since: number;
}

export interface JointMoment extends Moment {
  readonly fires: boolean;
}

export interface Surroundings {
  readonly model: Model;
  readonly actors: readonly Actor[];
  /** Series that never change: the targets that are up. */
  readonly always: readonly Signal[];
  /** Scrapes after which a state reads what it always will. */
  readonly settled: number;
  /** Milliseconds between a multiple of the scrape interval and the scrapes. */
  readonly phase: number;
  /** How an alert shows a value; undefined when it does not. */
  readonly shown: ((value: number) => string) | undefined;
}

/** So many in a row that tell nothing new, and there is hardly anything left to find. */
const patience = 500;

/** How many moments are tried: the search must end, and most of what can be found is found early. Long windows cost more. */
function triesOf({ actors, settled }: Surroundings): number {
  const series = actors.reduce((sum, { signals }) => sum + signals(() => 1, 1, []).length, 0);
  return Math.max(50, Math.min(1500, Math.floor(1_000_000 / (series * settled))));
}

/**
 * Moments in which the condition tells itself from its variants: at most one for each variant, and none without which the
 * others do as well. Where `draw` draws none that suits, it gives nothing. The first one that fires and the first that does
 * not come first where they are asked for, too.
 */
export function jointMoments(
  around: Surroundings,
  condition: Condition,
  variants: readonly Condition[],
  draw: (found: readonly Moment[]) => Moment | undefined,
  keepsPlain: boolean,
): { readonly moments: readonly JointMoment[]; readonly untold: readonly Condition[] } {
  const found: { readonly moment: JointMoment; readonly told: ReadonlySet<Condition> }[] = [];
  const known = new Set<string>();
  const plain: JointMoment[] = [];
  const tries = triesOf(around);
  let open = variants;
  let last = 0;
  for (let i = 0; i < Math.min(tries, last + patience) && (open.length > 0 || plain.length < 2); i++) {
    const drawn = draw(found.map(({ moment }) => moment));
    if (drawn === undefined) continue;
    const key = JSON.stringify(drawn);
    if (known.has(key)) continue;
    known.add(key);
    const read = readerOf(around, drawn);
    const outcome = read(condition, 'open');
    if (outcome !== read(condition, 'closed')) continue;
    const moment = { ...drawn, fires: outcome !== '' };
    if (!plain.some((one) => one.fires === moment.fires)) plain.push(moment);
    const told = open.filter((variant) => read(variant, 'open') !== outcome);
    if (told.length === 0) continue;
    last = i;
    const also = variants.filter((variant) => !open.includes(variant) && read(variant, 'open') !== outcome);
    found.push({ moment, told: new Set([...told, ...also]) });
    open = open.filter((variant) => !told.includes(variant));
  }
  const needed = cover(found).map(({ moment }) => moment);
  const first = plain.filter((one) => !needed.includes(one) && (keepsPlain || !needed.some(sameFires(one))));
  return { moments: needed.length === 0 ? [] : [...first, ...needed], untold: open };
}

const sameFires =
  (one: JointMoment) =>
  ({ fires }: JointMoment): boolean =>
    fires === one.fires;

/** Of sets, as few as tell apart all that all do: the one that tells most of what is left, again and again. */
function cover<T extends { readonly told: ReadonlySet<Condition> }>(all: readonly T[]): readonly T[] {
  const left = new Set(all.flatMap(({ told }) => [...told]));
  const chosen: T[] = [];
  const gain = ({ told }: T): number => [...told].filter((one) => left.has(one)).length;
  while (left.size > 0) {
    const best = all.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    chosen.push(best);
    for (const one of best.told) left.delete(one);
  }
  return chosen;
}

/**
 * Draws moments in which nothing has changed: at first with nothing but what is always there, then at random, or one that was
 * found with an actor or two at other levels.
 */
export function drawStates(actors: readonly Actor[], random: Random): (found: readonly Moment[]) => Moment {
  let drawn = 0;
  return (found) => {
    const last = found.length > 0 && random.chance(0.5) ? random.pick(found) : undefined;
    const resting = drawn++ < 40 ? 1 : random.pick([0.3, 0.6, 0.8] as const);
    const state =
      resting === 1 || last === undefined ? randomState(actors, random, resting) : altered(actors, last.now, random);
    return { before: state, now: state, since: 0 };
  };
}

/** Draws moments some scrapes after a change of which hardly anything else tells: from one of some states, or from any. */
export const drawChanges =
  (actors: readonly Actor[], random: Random, since: readonly number[], states: readonly State[]) =>
  (): Moment | undefined => {
    const scrapes = random.pick(since);
    if (scrapes === undefined) return undefined;
    const known = random.chance(0.5) ? random.pick(states) : undefined;
    const before = known ?? randomState(actors, random, 0.9);
    return { before, now: altered(actors, before, random), since: scrapes };
  };

const randomState = (actors: readonly Actor[], random: Random, resting: number): State =>
  actors.map(({ levels, isBase }) => (!isBase && random.chance(resting) ? 0 : random.int(0, levels - 1)));

/** The state with one or two actors at other levels. */
function altered(actors: readonly Actor[], state: State, random: Random): State {
  const changed = new Set([random.int(0, actors.length - 1), random.int(0, actors.length - 1)]);
  return state.map((level, i) => (changed.has(i) ? random.int(0, (actors[i]?.levels ?? 1) - 1) : level));
}

/** Reads conditions at a moment, each measure once: what holds, as a text that is the same when the same alerts show the same. */
export function readerOf(
  { model, actors, always, settled, phase, shown }: Surroundings,
  { before, now, since }: Moment,
): (condition: Condition, edges: Edges) => string {
  const { scrapeInterval, evaluationInterval } = model;
  const scrapes = settled + since;
  const clock: Clock = { scrapeInterval, evaluationInterval, phase, scrapes };
  const signals = actors.flatMap(({ isBase, signals: of }, i) => {
    const [early, late] = [before[i] ?? 0, now[i] ?? 0];
    return isBase || early > 0 || late > 0 ? of((k) => (k < settled ? early : late), scrapes, []) : [];
  });
  const world: World = worldOf(
    scrapeInterval,
    model.targetLabels,
    [...signals, ...always].map((signal) => sample(signal, clock)),
  );
  const t = Math.ceil(scrapeTime(clock, scrapes - 1) / evaluationInterval) * evaluationInterval;
  const readings = { open: new Map<unknown, Reading>(), closed: new Map<unknown, Reading>() };
  const cached: typeof readMeasure = (_, measure, at, edges) => {
    const reading = readings[edges].get(measure) ?? readMeasure(world, measure, at, edges);
    readings[edges].set(measure, reading);
    return new Map(reading);
  };
  return (condition, edges) =>
    [...readCondition(world, condition, t, edges, cached)]
      .map(([key, { value }]) => (shown === undefined ? key : `${key} ${shown(value)}`))
      .sort()
      .join('\n');
}
