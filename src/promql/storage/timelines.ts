/** Times in milliseconds, rising; the first `length` are in use. */
export interface Timeline {
  times: Float64Array;
  length: number;
}

/**
 * Columns of times that series share: most are sampled at the same times, and what evaluation reads again and again should
 * stay in a processor's caches.
 */
export interface Timelines {
  /** The timeline of a series whose first sample is at `time`. */
  startingAt(time: number): Timeline;
}

const smallest = 16;

/** No timelines yet. */
export function createTimelines(): Timelines {
  const byStart = new Map<number, Timeline>();
  return {
    startingAt(time) {
      let line = byStart.get(time);
      if (line === undefined) {
        line = { times: new Float64Array(smallest), length: 0 };
        byStart.set(time, line);
      }
      return line;
    },
  };
}

/**
 * The times of a series with one more at `row`, those before being the timeline's: the shared column when the new one is the
 * timeline's, too, or can become it. `undefined` when it differs.
 */
export function sharedTimes(line: Timeline, row: number, time: number): Float64Array | undefined {
  if (row < line.length) return line.times[row] === time ? line.times : undefined;
  if (row === line.times.length) line.times = widened(line.times);
  line.times[row] = time;
  line.length = row + 1;
  return line.times;
}

/** A column with the same content and twice the room. */
export function widened(column: Float64Array): Float64Array {
  const wider = new Float64Array(Math.max(smallest, column.length * 2));
  wider.set(column);
  return wider;
}
