import type { NotatedValue } from '../../promql/storage/series-notation.ts';
import type { Random } from '../../shared/random.ts';
import type { MetricFacts } from './facts.ts';

/** What happens to everything on one target. Numbers of scrapes. */
export interface TargetStory {
  readonly scrapes: number;
  /** Seconds between two scrapes. */
  readonly every: number;
  readonly restart: number | undefined;
  /** First and last scrape that fail. */
  readonly gap: readonly [number, number] | undefined;
  /** Scrapes of the shortest window. */
  readonly window: number;
}

/** A target that mostly behaves. */
export function targetStory(random: Random, scrapes: number, every: number, window: number): TargetStory {
  const gapFrom = random.int(1, scrapes);
  // Lookback reaches five minutes: gaps on both sides of it.
  const longest = Math.ceil(360 / every);
  return {
    scrapes,
    every,
    window,
    restart: random.chance(0.3) ? random.int(1, scrapes - 1) : undefined,
    gap: random.chance(0.35) ? [gapFrom, gapFrom + random.int(0, random.chance(0.5) ? 2 : longest)] : undefined,
  };
}

/** One series on a target: what each scrape stores of it. */
export function randomHistory(
  random: Random,
  facts: MetricFacts,
  limits: readonly number[],
  target: TargetStory,
): readonly NotatedValue[] {
  const born = random.chance(0.75) ? 0 : random.int(1, target.scrapes - 1);
  const gone = random.chance(0.15) ? random.int(born + 1, target.scrapes) : target.scrapes;
  const back = gone < target.scrapes && random.chance(0.5) ? random.int(gone + 1, target.scrapes) : target.scrapes;
  const values = valuesOf(random, facts, limits, target, born);
  const inGap = (k: number): boolean => target.gap !== undefined && k >= target.gap[0] && k <= target.gap[1];
  const isUp = facts.kind === 'flag';
  const entries: NotatedValue[] = [];
  for (let k = 0; k < target.scrapes; k++) {
    const value = values[k];
    const isThere = k >= born && (k < gone || k >= back) && (isUp || !inGap(k));
    if (isThere) entries.push(isUp && inGap(k) ? 0 : value);
    else entries.push(typeof entries.at(-1) === 'number' ? 'stale' : undefined);
  }
  return entries;
}

function valuesOf(
  random: Random,
  facts: MetricFacts,
  limits: readonly number[],
  target: TargetStory,
  born: number,
): readonly number[] {
  switch (facts.kind) {
    case 'counter':
    case 'bucket':
      return counterValues(random, facts, limits, target, born);
    case 'flag':
      return stretches(random, target.scrapes, () => (random.chance(0.75) ? 1 : 0));
    case 'start-time':
      return startTimes(random, target);
    case 'gauge':
      return stretches(random, target.scrapes, () => level(random, facts, limits));
  }
}

function startTimes(random: Random, { scrapes, every, restart, window }: TargetStory): readonly number[] {
  const ages = [3600, window * every - every, window * every, window * every + every / 2, 0] as const;
  const first = -random.pick(ages);
  return Array.from({ length: scrapes }, (_, k) =>
    restart !== undefined && k >= restart ? (restart - 0.5) * every : first,
  );
}

/** A number on one side of a limit, or at it. */
function level(random: Random, { values, isWhole }: MetricFacts, limits: readonly number[]): number {
  if (values !== undefined) return random.pick(values) ?? 0;
  const limit = random.pick(limits) ?? 1;
  const around = [limit, limit * 1.005, limit * 0.995, limit * 1.05, limit * 0.95, limit * 3, limit / 3, limit + 1];
  const value = random.pick([...around, limit - 1, 0, 1, -1, random.int(0, 100)]) ?? 0;
  return isWhole ? Math.round(value) : Number(value.toPrecision(9));
}

function stretches(random: Random, length: number, draw: () => number): readonly number[] {
  const values: number[] = [];
  while (values.length < length) {
    const value = draw();
    const long = random.chance(0.3) ? random.int(1, 2) : random.int(2, Math.max(3, Math.floor(length / 2)));
    for (let i = 0; i < long && values.length < length; i++) values.push(value);
  }
  return values;
}

/** Bursts, a steady flow, or nothing; a restart begins at 0 again. */
function counterValues(
  random: Random,
  { isWhole }: MetricFacts,
  limits: readonly number[],
  { scrapes, restart, window, every }: TargetStory,
  born: number,
): readonly number[] {
  const limit = Math.abs(random.pick(limits) ?? 1) || 1;
  const enough = random.pick([limit, limit + 1, limit - 1, limit * 2, 1, 2, random.int(1, 20)]);
  const perWindow = Math.max(0, isWhole ? Math.round(enough) : enough);
  // Of a rate, the limit is per second.
  const flow = random.pick([perWindow / Math.max(1, window), limit * every, limit * every * 1.05, random.int(0, 3)]);
  const pattern = random.pick(['burst', 'burst', 'spread', 'flow', 'rest'] as const);
  const at = random.int(born, scrapes - 1);
  const wide = random.int(1, Math.max(2, window + 2));
  let value = random.chance(0.4) ? 0 : random.int(1, 100);
  const values: number[] = [];
  let carried = 0;
  for (let k = 0; k < scrapes; k++) {
    if (k === restart) value = 0;
    if (pattern === 'burst' && k === at) value += perWindow;
    if (pattern === 'spread' && k >= at && k < at + wide) carried += perWindow / wide;
    if (pattern === 'flow') carried += flow;
    if (random.chance(0.04)) value += random.int(1, 2);
    const step = isWhole ? Math.floor(carried + 1e-9) : carried;
    value += step;
    carried -= step;
    values.push(isWhole ? value : Number(value.toPrecision(12)));
  }
  return values;
}
