import type { Window } from '../eval/plan.ts';

/** A sample's time and when its counting started, 0 for unknown. */
export interface Stamped {
  readonly time: number;
  readonly start: number;
}

/** The time and start of a row. */
export const stampedRow = (window: Window, row: number): Stamped => ({
  time: window.times[row] ?? 0,
  start: window.starts?.[row] ?? 0,
});

/** Whether a counter started anew between a row and the one before it. */
export const isStartReset = (window: Window, row: number): boolean =>
  window.starts !== undefined && startedAnew(stampedRow(window, row - 1), stampedRow(window, row));

/**
 * Whether a counter started anew between two samples. A start exactly at the previous sample means a delta, unless that
 * sample's own start is unknown: then it is a cumulative counter of which only the end of the first interval is known.
 */
export function startedAnew(previous: Stamped, current: Stamped): boolean {
  if (current.start === 0 || current.start >= current.time || current.start < previous.time) return false;
  if (current.start > previous.time) return true;
  return previous.start !== 0 && previous.start < previous.time;
}

/**
 * The time at which the first sample of a range began to count from 0, when that is known and within the range; a counter
 * then needs no guess of what it was before.
 */
export const zeroWithin = (window: Window, { time, start }: Stamped): number | undefined =>
  start !== 0 && start < time && start > window.start ? start : undefined;

/** Whether a row claims to have counted during an interval that the row before it has counted already. */
export function overlapsPrevious(window: Window, row: number): boolean {
  return overlaps(stampedRow(window, row - 1), stampedRow(window, row));
}

/** Whether a sample claims an interval that the one before it has counted already. */
export const overlaps = (previous: Stamped, current: Stamped): boolean =>
  current.start !== 0 && current.start < previous.time && current.start !== previous.start;
