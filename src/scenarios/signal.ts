/** One series as its target exposes it over time. */
export interface Signal {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The value exposed by scrape number `k`; undefined when the series is not there, or the target is down. */
  readonly at: (k: number) => number | undefined;
  /** Scrapes that nobody makes: no sample, and nothing that says that the series is gone. */
  readonly missed?: (k: number) => boolean;
}

/** How a story is scraped. Times are in milliseconds from the start of the test. */
export interface Clock {
  readonly scrapeInterval: number;
  readonly evaluationInterval: number;
  /** From a multiple of the scrape interval to the scrape. */
  readonly phase: number;
  /** Number of scrapes. */
  readonly scrapes: number;
}

/** A series as Prometheus stores it. */
export interface SampledSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly number[];
  /** Undefined stands for the staleness marker that follows the last sample of a series that is gone. */
  readonly values: readonly (number | undefined)[];
}

export const scrapeTime = (clock: Clock, k: number): number => k * clock.scrapeInterval + clock.phase;

/** What Prometheus stores of a signal: its samples, and a staleness marker where it stops. */
export function sample(signal: Signal, clock: Clock): SampledSeries {
  const times: number[] = [];
  const values: (number | undefined)[] = [];
  let present = false;
  for (let k = 0; k < clock.scrapes; k++) {
    if (signal.missed?.(k)) continue;
    const value = signal.at(k);
    if (value === undefined && !present) continue;
    times.push(scrapeTime(clock, k));
    values.push(value);
    present = value !== undefined;
  }
  return { name: signal.name, labels: signal.labels, times, values };
}

/** A counter: a number of events in each of some scrapes, from its birth to its end, restarted from 0 at each reset. */
export interface CounterPlan {
  /** Events first visible in scrape `k`. */
  readonly events: Readonly<Record<number, number>>;
  /** Value before the first event. */
  readonly start?: number;
  /** The first scrape in which the series is there. */
  readonly born?: number;
  /** Scrapes that are the first of a new process. */
  readonly resets?: readonly number[];
  /** Scrapes in which it is missing. */
  readonly missing?: (k: number) => boolean;
}

/** The running value of a counter. */
export function counterValues(plan: CounterPlan, scrapes: number): (k: number) => number | undefined {
  const values: number[] = [];
  let value = plan.start ?? 0;
  for (let k = 0; k < scrapes; k++) {
    if (plan.resets?.includes(k)) value = 0;
    value += plan.events[k] ?? 0;
    values.push(value);
  }
  const born = plan.born ?? 0;
  return (k) => (k < born || plan.missing?.(k) ? undefined : values[k]);
}

function valueText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? String(value).replace('e+', 'e') : value > 0 ? 'Inf' : '-Inf';
}

const unrepeatable = new Set(['stale', 'NaN', 'Inf', '-Inf']);

/**
 * A series in promtool's notation with one entry every `interval`, runs shortened: `0x3 1 _x2 stale`.
 * Both Prometheus 2 and 3 read it: `vxN` is the value and N repetitions, `_xN` is N blanks.
 */
export function notation(series: SampledSeries, interval: number): string {
  const entries: string[] = [];
  series.times.forEach((time, i) => {
    const slot = Math.round(time / interval);
    while (entries.length < slot) entries.push('_');
    const value = series.values[i];
    entries.push(value === undefined ? 'stale' : valueText(value));
  });
  const words: string[] = [];
  for (let i = 0; i < entries.length; ) {
    let end = i;
    while (end < entries.length && entries[end] === entries[i]) end++;
    const [entry = '', count] = [entries[i], end - i];
    if (count === 1 || unrepeatable.has(entry)) words.push(...entries.slice(i, end));
    else words.push(entry === '_' ? `_x${count}` : `${entry}x${count - 1}`);
    i = end;
  }
  return words.join(' ');
}
