import type { Measure } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import type { CounterPlan, Signal } from '../signal.ts';
import type { Story } from '../story.ts';
import { type SeriesLabels, type Stage, targetLabels, upSignal } from '../subject.ts';

type Count = Extract<Measure, { kind: 'count' }>;

/** Scrapes before anything happens. */
const settle = 4;

/** Stories about scrapes that fail and processes that start. */
export function gapStories(
  stage: Stage,
  { of }: Count,
  subject: SeriesLabels,
  firing: number,
  window: number,
): readonly Story[] {
  const { job } = of.metric;
  const interval = stage.model.scrapeInterval;
  const inScrapes = (length: number): number => Math.ceil((length * 1000) / interval);
  const seconds = (scrapes: number): number => Math.ceil((scrapes * interval) / 1000);
  const after = stage.pending + stage.keeps + window + 8;
  const events = (plan: CounterPlan, last: number): readonly Signal[] => eventSignals(of, subject, plan, last + after);
  const up = (down: (k: number) => boolean = () => false): Signal =>
    upSignal(stage, job, stage.host, (k) => (down(k) ? 0 : 1));
  const between = (from: number, to: number) => (k: number) => k >= from && k < to;
  /** `process_start_time_seconds`: an old process until scrape `restart`, from then on one that has just started. */
  const started = (restart: number, missing: (k: number) => boolean = () => false, age = 3600): Signal => ({
    name: 'process_start_time_seconds',
    labels: targetLabels(stage, job, stage.host),
    at: (k) => (missing(k) ? undefined : k < restart ? -age : ((restart - 0.5) * interval) / 1000),
  });
  const never = Number.POSITIVE_INFINITY;
  const story = (
    name: string,
    last: number,
    quiet: { at: number; because: string },
    because: string,
    signals: readonly Signal[],
  ): Story => ({
    name,
    signals,
    marks: [
      { scrape: quiet.at, expect: 'silent', because: quiet.because },
      { scrape: last + stage.pending, expect: 'firing', because },
      { scrape: last + stage.pending + stage.keeps + window + 4, expect: 'silent', because: 'the window has passed' },
    ],
    scrapes: last + after,
  });
  const longGap = between(settle, settle + inScrapes(330));
  const afterLong = settle + inScrapes(330);
  const someGap = between(settle + 1, settle + 1 + Math.min(inScrapes(180), window - 6));
  const afterSome = settle + 1 + Math.min(inScrapes(180), window - 6);
  const oneGap = between(settle + 1, settle + 2);
  const restart = settle + 3;
  const gone = between(settle + 2, settle + 4);
  return [
    story(
      'an old counter that becomes visible again is not news',
      afterLong + 3,
      { at: afterLong + 1, because: 'the target is back after a long gap; nobody knows when its counter grew' },
      `${firing} more`,
      [
        up(longGap),
        started(never, longGap, seconds(window) + 20),
        ...events(
          { start: 100, events: { [settle + 2]: firing, [afterLong + 3]: firing }, missing: longGap },
          afterLong + 3,
        ),
      ],
    ),
    story(
      'an old counter that a new Prometheus sees for the first time is not news',
      settle + 3,
      { at: settle + 1, because: 'the first scrapes' },
      `${firing} more`,
      [
        upSignal(stage, job, stage.host, (k) => (k < settle ? undefined : 1)),
        started(never, (k) => k < settle, seconds(window)),
        ...events({ start: firing + 100, born: settle, events: { [settle + 3]: firing } }, settle + 3),
      ],
    ),
    story(
      'counts what happened while one scrape failed',
      settle + 2,
      { at: settle + 1, because: 'the scrape failed' },
      'the next scrape shows what was missed',
      [up(oneGap), ...events({ start: 3, events: { [settle + 1]: firing }, missing: oneGap }, settle + 2)],
    ),
    story(
      'counts what happened while scrapes failed for some minutes',
      afterSome,
      { at: afterSome - 1, because: 'all scrapes since failed' },
      'the next scrape shows what was missed',
      [up(someGap), ...events({ start: 3, events: { [settle + 2]: firing }, missing: someGap }, afterSome)],
    ),
    story(
      'counts a series that was born while scrapes failed',
      afterSome,
      { at: afterSome - 1, because: 'all scrapes since failed' },
      'the target was up before, and did not have it',
      [up(someGap), ...events({ born: afterSome, events: { [afterSome]: firing } }, afterSome)],
    ),
    story(
      'counts what a process that has just started exposes at once',
      restart,
      { at: restart - 1, because: 'the process is restarting' },
      `the new process exposes ${firing}`,
      [
        up(between(settle, restart)),
        started(restart, between(settle, restart)),
        ...events({ born: restart, events: { [restart]: firing } }, restart),
      ],
    ),
    story(
      'counts what a process on a new target exposes at once',
      restart,
      { at: restart - 1, because: 'the target is not known yet' },
      `the new process exposes ${firing}`,
      [
        upSignal(stage, job, stage.host, (k) => (k < restart ? undefined : 1)),
        started(restart, (k) => k < restart),
        ...events({ born: restart, events: { [restart]: firing } }, restart),
      ],
    ),
    story(
      'a process that restarts between two scrapes begins at 0',
      restart,
      { at: restart - 1, because: 'the old process' },
      `the new process has ${firing} already, which is more than the old one had`,
      [
        up(),
        started(restart),
        ...events({ start: Math.max(1, firing - 1), resets: [restart], events: { [restart]: firing } }, restart),
      ],
    ),
    story(
      'a series that was gone while its target was up begins at 0',
      settle + 4,
      { at: settle + 3, because: 'the series is gone, the target is up' },
      `it is back at ${firing}`,
      [
        up(),
        ...events(
          { start: Math.max(1, firing - 1), resets: [settle + 2], events: { [settle + 4]: firing }, missing: gone },
          settle + 4,
        ),
      ],
    ),
  ];
}
