import fc from 'fast-check';
import type { SampledSeries } from '../../src/scenarios/signal.ts';

/** A target with a counter over time, with everything that goes wrong in production. Seconds. */
export interface CounterHistory {
  /** When the counter is read: no sample is later. */
  readonly end: number;
  readonly series: readonly SampledSeries[];
}

interface Raw {
  readonly phase: number;
  readonly end: number;
  readonly scrapedFrom: number;
  readonly age: number;
  readonly restarts: readonly { readonly at: number; readonly outage: number }[];
  readonly gap: { readonly at: number; readonly length: number } | null;
  readonly events: readonly { readonly at: number; readonly session: number }[];
}

const raw: fc.Arbitrary<Raw> = fc.record({
  phase: fc.integer({ min: 1, max: 14 }),
  end: fc.integer({ min: 320, max: 1000 }),
  scrapedFrom: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
  age: fc.integer({ min: 1, max: 3000 }),
  restarts: fc.array(fc.record({ at: fc.integer({ min: 60, max: 900 }), outage: fc.integer({ min: 1, max: 60 }) }), {
    maxLength: 2,
  }),
  gap: fc.option(fc.record({ at: fc.integer({ min: 0, max: 900 }), length: fc.constantFrom(20, 40, 100, 400) })),
  events: fc.array(
    fc.record({ at: fc.double({ min: -200, max: 1000, noNaN: true }), session: fc.integer({ min: 0, max: 2 }) }),
    {
      maxLength: 30,
    },
  ),
});

const scrape = 15;

function play({ phase, end, scrapedFrom, age, restarts, gap, events }: Raw): CounterHistory {
  const starts = [-age, ...restarts.map(({ at }) => at)].toSorted((a, b) => a - b);
  const outages = restarts.map(({ at, outage }) => ({ from: at - outage, to: at }));
  const down = [...outages, ...(gap === null ? [] : [{ from: gap.at, to: gap.at + gap.length }])];
  const isDown = (t: number): boolean => down.some(({ from, to }) => t >= from && t < to);
  const startedAt = (t: number): number => starts.findLast((start) => start <= t) ?? -age;
  const lived = events.filter(({ at }) => at > -age && !outages.some(({ from, to }) => at >= from && at < to));
  const value = (session: number, t: number): number | undefined => {
    const count = lived.filter(
      (event) => event.session === session && event.at >= startedAt(t) && event.at <= t,
    ).length;
    return count === 0 ? undefined : count;
  };
  const times: number[] = [];
  for (let t = phase; t <= end; t += scrape) if (t >= scrapedFrom) times.push(t);
  const series = (
    name: string,
    labels: Record<string, string>,
    at: (t: number) => number | undefined,
  ): SampledSeries => {
    const kept: { t: number; v: number | undefined }[] = [];
    for (const t of times) {
      const v = at(t);
      if (v !== undefined || kept.at(-1)?.v !== undefined) kept.push({ t, v });
    }
    return { name, labels, times: kept.map(({ t }) => t * 1000), values: kept.map(({ v }) => v) };
  };
  const target = { job: 'daemon', instance: 'host-1' };
  return {
    end,
    series: [
      series('up', target, (t) => (isDown(t) ? 0 : 1)),
      series('process_start_time_seconds', target, (t) => (isDown(t) ? undefined : startedAt(t))),
      ...[0, 1, 2].map((session) =>
        series('crashes_total', { ...target, session: String(session) }, (t) =>
          isDown(t) ? undefined : value(session, t),
        ),
      ),
    ].filter(({ times: kept }) => kept.length > 0),
  };
}

/** Histories of a counter with births, resets, restarts, failed scrapes and long gaps, scraped off the evaluation grid. */
export const counterHistory: fc.Arbitrary<CounterHistory> = raw.map(play);
