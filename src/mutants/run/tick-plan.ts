import type { AlertTest } from '../../simulate/rule-tests/test-file.ts';

/** One evaluation: when, whether the alerts start from nothing, and the tests that it decides. Times are milliseconds since the start. */
export interface Tick {
  readonly time: number;
  readonly isFresh: boolean;
  readonly tests: readonly AlertTest[];
}

/**
 * The evaluations that decide tests of memoryless rules: those of the tests, and those before them within the longest
 * `for`. An alert that is true in all of these fires as if it had been watched from the beginning.
 */
export function planTicks(tests: readonly AlertTest[], forMs: number, interval: number): readonly Tick[] {
  const decided = new Map<number, AlertTest[]>();
  for (const test of tests) {
    const at = Math.floor(test.evalTime / interval) * interval;
    decided.set(at, [...(decided.get(at) ?? []), test]);
  }
  const ticks: Tick[] = [];
  for (const at of [...decided.keys()].sort((a, b) => a - b)) {
    const last = ticks.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
    const from = Math.max(0, Math.floor((at - forMs) / interval) * interval);
    for (let time = Math.max(from, last + interval); time <= at; time += interval)
      ticks.push({ time, isFresh: time > last + interval && time === from, tests: decided.get(time) ?? [] });
  }
  return ticks;
}
