import type { VectorSelector } from '../ast.ts';
import { isStaleBetween, rowsUpTo } from '../storage/series.ts';
import { compileReadTime } from './durations.ts';
import type { VectorPlan } from './plan.ts';
import { charge, type Runtime } from './runtime.ts';
import { createSelection } from './selection.ts';
import { createVector, pushFloat, pushRow } from './vector.ts';

/** What a row shows of the sample: its value, its time, or when counting started, both in seconds. */
export type SampleAspect = 'value' | 'time' | 'start';

/** The newest sample of every matching series that is neither stale nor older than the lookback. */
export function compileInstantSelector(
  selector: VectorSelector,
  runtime: Runtime,
  aspect: SampleAspect = 'value',
): VectorPlan {
  const select = createSelection(selector, runtime);
  const readTime = compileReadTime(selector.at, selector.offset, runtime);
  const { lookbackMs, semantics } = runtime.options;
  const { leftOpen } = semantics;
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      const now = readTime(time);
      const oldest = now - lookbackMs;
      out.size = 0;
      // Series with the same times have the same newest row.
      let times: Float64Array | undefined;
      let length = 0;
      let rows = 0;
      for (const cursor of select()) {
        const { series } = cursor;
        if (series.times !== times || series.length !== length) {
          rows = rowsUpTo(series, now, cursor.to);
          cursor.to = rows;
          times = series.times;
          length = series.length;
        }
        if (rows === 0) continue;
        const row = rows - 1;
        const sampled = series.times[row] ?? 0;
        if (leftOpen ? sampled <= oldest : sampled < oldest) continue;
        if (series.staleAt.length > 0 && isStaleBetween(series, sampled, now)) continue;
        if (aspect === 'time') pushFloat(out, series.labels, sampled / 1000, true);
        else if (aspect === 'start') pushFloat(out, series.labels, (series.starts?.[row] ?? 0) / 1000, true);
        else pushRow(out, series.labels, series.values[row] ?? 0, series.histograms?.[row], false);
      }
      charge(runtime, out.size);
      return out;
    },
  };
}
