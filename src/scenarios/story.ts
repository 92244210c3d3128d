import type { Signal } from './signal.ts';

/** What an alert must do at an instant, and why: becomes an assertion and the comment above it. */
export interface Mark {
  /** Number of the scrape whose samples the evaluation is the first to see. */
  readonly scrape: number;
  /** Absent for a part of a compound condition: the meaning of the whole decides. */
  readonly expect?: 'firing' | 'silent';
  readonly because: string;
}

/** Input series and what the alert must make of them. Time is counted in scrapes. */
export interface Story {
  /** A present-tense fact: `fires at the 6th crash, not at the 5th`. */
  readonly name: string;
  readonly signals: readonly Signal[];
  /** In order of time. At least one firing and one silent: neither kind proves anything alone. */
  readonly marks: readonly Mark[];
  readonly scrapes: number;
  /** Milliseconds between a multiple of the scrape interval and the scrapes. Default: 0. */
  readonly phase?: number;
}
