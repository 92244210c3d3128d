import type { NativeHistogram } from '../histogram/native-histogram.ts';
import { createTimelines, sharedTimes, type Timeline, type Timelines, widened } from './timelines.ts';

/**
 * The samples of one label set as parallel columns sorted by time, of which the first `length` rows are in use.
 * Stale markers stand apart, so that a window of samples is always a plain slice.
 */
export interface Series {
  /** Id of the label set in the storage's table. */
  readonly labels: number;
  length: number;
  /** Milliseconds; beyond `length` there may be those of other series. Never written to by whoever reads. */
  times: Float64Array;
  values: Float64Array;
  /** Absent while every sample is a float; a hole means that the row is a float. */
  histograms: (NativeHistogram | undefined)[] | undefined;
  /** When counting started, in milliseconds, 0 for unknown; absent while no sample has one. */
  starts: Float64Array | undefined;
  /** Sorted times of stale markers. */
  readonly staleAt: number[];
  readonly timelines: Timelines;
  /** Whose times these are; absent when they are its own. */
  timeline: Timeline | undefined;
}

const noTimes = new Float64Array(0);

/** A series without samples, which shares times with others of `timelines`. */
export function createSeries(labels: number, timelines: Timelines = createTimelines()): Series {
  return {
    labels,
    length: 0,
    times: noTimes,
    values: noTimes,
    histograms: undefined,
    starts: undefined,
    staleAt: [],
    timelines,
    timeline: undefined,
  };
}

/** Time of the newest sample or stale marker, or -Infinity. */
export function newestTime(series: Series): number {
  const sample = series.length > 0 ? (series.times[series.length - 1] ?? 0) : Number.NEGATIVE_INFINITY;
  return Math.max(sample, series.staleAt.at(-1) ?? Number.NEGATIVE_INFINITY);
}

/** Adds a sample at the end; the caller has checked that it is the newest. */
export function pushSample(series: Series, time: number, value: number | NativeHistogram, start: number): void {
  const row = series.length;
  pushTime(series, row, time);
  if (row === series.values.length) {
    series.values = widened(series.values);
    if (series.starts !== undefined) series.starts = widened(series.starts);
  }
  if (typeof value === 'number') {
    series.values[row] = value;
    series.histograms?.push(undefined);
  } else {
    series.values[row] = Number.NaN;
    series.histograms ??= new Array<NativeHistogram | undefined>(row).fill(undefined);
    series.histograms.push(value);
  }
  if (start !== 0) {
    series.starts ??= new Float64Array(series.values.length);
    series.starts[row] = start;
  }
  series.length = row + 1;
}

function pushTime(series: Series, row: number, time: number): void {
  if (row === 0) series.timeline = series.timelines.startingAt(time);
  if (series.timeline !== undefined) {
    const shared = sharedTimes(series.timeline, row, time);
    if (shared !== undefined) {
      series.times = shared;
      return;
    }
    series.timeline = undefined;
    series.times = widened(series.times.subarray(0, row));
  } else if (row === series.times.length) series.times = widened(series.times);
  series.times[row] = time;
}

/**
 * Number of rows whose time is at most `time`. `hint` is the answer to an earlier question: evaluation mostly moves
 * forward by a few rows, so looking near it is cheaper than a search.
 */
export function rowsUpTo(series: Series, time: number, hint: number): number {
  const { times, length } = series;
  let low = 0;
  let high = length;
  if (hint > 0 && hint <= length && (times[hint - 1] ?? 0) <= time) {
    low = hint;
    const near = Math.min(length, hint + 8);
    while (low < near && (times[low] ?? 0) <= time) low++;
    if (low < near || low === length) return low;
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a stale marker lies after the sample at `sampleTime` and not after `time`. */
export function isStaleBetween(series: Series, sampleTime: number, time: number): boolean {
  for (let i = series.staleAt.length - 1; i >= 0; i--) {
    const marker = series.staleAt[i] ?? 0;
    if (marker <= time) return marker > sampleTime;
  }
  return false;
}
