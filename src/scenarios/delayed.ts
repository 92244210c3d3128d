import type { Model } from '../model/model.ts';
import type { Signal } from './signal.ts';
import type { Story } from './story.ts';

/** The story begins `by` scrapes later; until then everything stands as in its first scrape. */
export function delayed(story: Story, by: number, { scrapeInterval }: Pick<Model, 'scrapeInterval'>): Story {
  return {
    ...story,
    scrapes: story.scrapes + by,
    marks: story.marks.map((mark) => ({ ...mark, scrape: mark.scrape + by })),
    signals: story.signals.map((signal) => delayedSignal(signal, by, scrapeInterval)),
  };
}

function delayedSignal(signal: Signal, by: number, interval: number): Signal {
  const { missed } = signal;
  const at: Signal['at'] = (k) => signal.at(Math.max(0, k - by));
  const shifted = missed === undefined ? { ...signal, at } : { ...signal, at, missed: (k: number) => missed(k - by) };
  if (signal.name !== 'process_start_time_seconds') return shifted;
  // What it shows is a time.
  return { ...shifted, at: (k) => (at(k) === undefined ? undefined : (at(k) ?? 0) + (by * interval) / 1000) };
}
