import type { NativeHistogram } from '../histogram/native-histogram.ts';

/**
 * The samples of one label set as parallel columns sorted by time, of which the first `length` rows are in use.
 * Stale markers stand apart, so that a window of samples is always a plain slice.
 */
export interface Series {
  /** Id of the label set in the storage's table. */
  readonly labels: number;
  length: number;
  /** Milliseconds. */
  times: Float64Array;
  values: Float64Array;
  /** Absent while every sample is a float; a hole means that the row is a float. */
  histograms: (NativeHistogram | undefined)[] | undefined;
  /** When counting started, in milliseconds, 0 for unknown; absent while no sample has one. */
  starts: Float64Array | undefined;
  /** Sorted times of stale markers. */
  readonly staleAt: number[];
}

/** A series without samples. */
export function createSeries(labels: number): Series {
  return {
    labels,
    length: 0,
    times: new Float64Array(16),
    values: new Float64Array(16),
    histograms: undefined,
    starts: undefined,
    staleAt: [],
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
  if (row === series.times.length) grow(series);
  series.times[row] = time;
  if (typeof value === 'number') {
    series.values[row] = value;
    series.histograms?.push(undefined);
  } else {
    series.values[row] = Number.NaN;
    series.histograms ??= new Array<NativeHistogram | undefined>(row).fill(undefined);
    series.histograms.push(value);
  }
  if (start !== 0) {
    series.starts ??= new Float64Array(series.times.length);
    series.starts[row] = start;
  }
  series.length = row + 1;
}

function grow(series: Series): void {
  const capacity = series.times.length * 2;
  series.times = widen(series.times, capacity);
  series.values = widen(series.values, capacity);
  if (series.starts !== undefined) series.starts = widen(series.starts, capacity);
}

function widen(column: Float64Array, capacity: number): Float64Array {
  const wider = new Float64Array(capacity);
  wider.set(column);
  return wider;
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
