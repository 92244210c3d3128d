import type { MatrixSelector } from '../ast.ts';
import { rowsUpTo } from '../storage/series.ts';
import { compilePositiveDuration, compileReadTime } from './durations.ts';
import type { MatrixPlan, Window } from './plan.ts';
import { charge, type Runtime, releaseWindow } from './runtime.ts';
import { createSelection } from './selection.ts';

/** A window to be filled in before it is shown to anyone. */
export const createWindow = (extended?: Window['extended']): Window => ({
  labels: 0,
  dropName: false,
  times: new Float64Array(0),
  values: new Float64Array(0),
  histograms: undefined,
  starts: undefined,
  from: 0,
  to: 0,
  start: 0,
  end: 0,
  extended,
});

/**
 * The samples of every matching series within a range, as slices of the storage's own columns. An anchored or smoothed
 * range also shows what lies up to one lookback before it, and for a smoothed one after it.
 */
export function compileRangeSelector(selector: MatrixSelector, runtime: Runtime): MatrixPlan {
  const { extended } = selector.vector;
  const select = createSelection(selector.vector, runtime);
  const range = compilePositiveDuration(selector.range, runtime);
  const readTime = compileReadTime(selector.vector.at, selector.vector.offset, runtime);
  const { lookbackMs, semantics, startTimestamps } = runtime.options;
  const before = extended === undefined ? 0 : lookbackMs;
  const after = extended === 'smoothed' ? lookbackMs : 0;
  const window = createWindow(extended);
  return {
    kind: 'matrix',
    rangeSeconds: () => range() / 1000,
    each(time, visit) {
      window.end = readTime(time);
      window.start = window.end - range();
      const last = window.end + after;
      // Rows are counted up to and including a time, so a closed start means the millisecond before.
      const first = window.start - before - (semantics.leftOpen ? 0 : 1);
      // Series with the same times have the same rows in the window.
      let times: Float64Array | undefined;
      let length = 0;
      let [from, to] = [0, 0];
      for (const cursor of select()) {
        const { series } = cursor;
        if (series.times !== times || series.length !== length) {
          to = rowsUpTo(series, last, cursor.to);
          from = rowsUpTo(series, first, cursor.from);
          cursor.to = to;
          cursor.from = from;
          times = series.times;
          length = series.length;
        }
        if (from >= to) continue;
        charge(runtime, to - from);
        window.labels = series.labels;
        window.times = series.times;
        window.values = series.values;
        window.histograms = series.histograms;
        window.starts = startTimestamps ? series.starts : undefined;
        window.from = from;
        window.to = to;
        visit(window);
        releaseWindow(runtime, to - from);
      }
    },
  };
}
