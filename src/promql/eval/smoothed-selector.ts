import type { VectorSelector } from '../ast.ts';
import { interpolateFloats, interpolateHistograms } from '../functions/interpolate.ts';
import { usesCustomBuckets, withHint } from '../histogram/native-histogram.ts';
import { rowsUpTo } from '../storage/series.ts';
import { remarks } from './annotation.ts';
import { compileReadTime } from './durations.ts';
import type { VectorPlan } from './plan.ts';
import { charge, metricName, type Runtime } from './runtime.ts';
import { type Cursor, createSelection } from './selection.ts';
import { createVector, pushFloat, pushRow, type Vector } from './vector.ts';

/**
 * Every matching series interpolated between the samples around the evaluation time, up to one lookback away on either
 * side; after the last sample its value is carried on, before the first there is nothing.
 */
export function compileSmoothedSelector(selector: VectorSelector, runtime: Runtime): VectorPlan {
  const select = createSelection(selector, runtime);
  const readTime = compileReadTime(selector.at, selector.offset, runtime);
  const { lookbackMs } = runtime.options;
  const out = createVector();
  return {
    kind: 'vector',
    at(time) {
      const now = readTime(time);
      out.size = 0;
      for (const cursor of select()) {
        const { series } = cursor;
        cursor.to = rowsUpTo(series, now + lookbackMs, cursor.to);
        cursor.from = rowsUpTo(series, now - lookbackMs, cursor.from);
        if (cursor.from < cursor.to) pushSmoothed(out, cursor, now, selector, runtime);
      }
      charge(runtime, out.size);
      return out;
    },
  };
}

function pushSmoothed(out: Vector, cursor: Cursor, now: number, selector: VectorSelector, runtime: Runtime): void {
  const { series, from, to } = cursor;
  const { histograms, times, values, labels } = series;
  const kinds = histograms === undefined ? 0 : countHistograms(cursor);
  if (kinds > 0 && kinds < to - from) {
    runtime.annotations.add(remarks.mixedFloatsHistograms(metricName(runtime, labels), selector.span));
    return;
  }
  const before = rowsUpTo(series, now, from) - 1;
  if (before < from) return;
  const after = before + 1;
  const exact = times[before] === now;
  const older = histograms?.[before];
  const newer = after < to ? histograms?.[after] : undefined;
  if (older === undefined) {
    const value = exact || after >= to ? (values[before] ?? 0) : interpolateFloats(times, values, before, now, false);
    pushFloat(out, labels, value, false);
  } else if (exact) {
    pushRow(out, labels, Number.NaN, older, false);
  } else if (newer === undefined) {
    // The hint describes how a sample relates to the one before it, and this one does not follow it.
    pushRow(out, labels, Number.NaN, withHint(older, 'unknown'), false);
  } else {
    const isCounter = older.counterResetHint !== 'gauge' || newer.counterResetHint !== 'gauge';
    const blend = interpolateHistograms(older, times[before] ?? 0, newer, times[after] ?? 0, now, isCounter);
    if (blend === undefined || usesCustomBuckets(older) !== usesCustomBuckets(newer)) {
      runtime.annotations.add(remarks.mixedBucketKinds(metricName(runtime, labels), selector.span));
      return;
    }
    for (const operation of blend.reconciled) {
      runtime.annotations.add(remarks.boundsReconciled(operation, selector.span));
    }
    pushRow(out, labels, Number.NaN, blend.histogram, false);
  }
}

function countHistograms({ series, from, to }: Cursor): number {
  let count = 0;
  for (let row = from; row < to; row++) if (series.histograms?.[row] !== undefined) count++;
  return count;
}
