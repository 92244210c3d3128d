import type { Signal } from '../signal.ts';

/** Some series that stand at one of a few levels at a time: a gauge, a counter that grows so fast, the buckets of a histogram. */
export interface Actor {
  /** How many levels there are; at the first one it rests. */
  readonly levels: number;
  /** Whether it is there when it rests. */
  readonly isBase: boolean;
  /** Its series, given its level in each scrape, and the scrapes that are the first of a new process. */
  readonly signals: (levelAt: (k: number) => number, scrapes: number, resets: readonly number[]) => readonly Signal[];
}
