import type { Subquery } from '../ast.ts';
import { withHint } from '../histogram/native-histogram.ts';
import { createSeries, pushSample, rowsUpTo, type Series } from '../storage/series.ts';
import { createTimelines } from '../storage/timelines.ts';
import { isSameInEveryQuery, isStepInvariant, lookAheadMs } from './analysis.ts';
import { compilePositiveDuration, compileReadTime } from './durations.ts';
import type { MatrixPlan, VectorPlan } from './plan.ts';
import { createWindow } from './range-selector.ts';
import { charge, countStep, type Runtime, releaseWindow } from './runtime.ts';
import type { Vector } from './vector.ts';

interface Evaluated {
  readonly series: Series;
  dropName: boolean;
  from: number;
  to: number;
}

/**
 * An expression evaluated at every multiple of the step within the range. Neighbouring ranges share most of their points,
 * so they are kept; they are computed anew when the range jumps, or when samples were appended that they may have seen.
 */
export function compileSubquery(expr: Subquery, inner: VectorPlan, runtime: Runtime): MatrixPlan {
  const range = compilePositiveDuration(expr.range, runtime);
  const readTime = compileReadTime(expr.at, expr.offset, runtime);
  const stepOf =
    expr.step === undefined ? () => runtime.options.subqueryStepMs : compilePositiveDuration(expr.step, runtime);
  const { leftOpen } = runtime.options.semantics;
  const lookAhead = lookAheadMs(expr.expr);
  const isSame = isSameInEveryQuery(expr.expr);
  const isInvariant = isStepInvariant(expr.expr);
  const window = createWindow();
  let results = new Map<number, Evaluated>();
  let timelines = createTimelines();
  /** The inner times that `results` covers, both inclusive. */
  let covered = { first: 0, last: -1, step: 0 };
  let version = -1;
  let query = -1;
  /** Remarks belong to one query, so results that came with some are not reused by the next. */
  let remarked = false;

  function isReusable(first: number, step: number): boolean {
    if (covered.step !== step || first < covered.first || first > covered.last + step) return false;
    return query === runtime.query || (!remarked && isSame);
  }

  /** Drops the results that what was appended meanwhile may change: rules write at the time at which they read. */
  function forgetChanged(): void {
    if (version === runtime.storage.version || covered.step === 0) return;
    const appended = runtime.storage.earliestChangeSince(version);
    const change = lookAhead === Infinity ? Number.NEGATIVE_INFINITY : appended - lookAhead;
    if (change > covered.last) return;
    const { first, step } = covered;
    const last = first + (Math.ceil((change - first) / step) - 1) * step;
    covered = { first, last: Math.max(last, first - step), step };
    for (const { series, to } of results.values()) {
      series.length = rowsUpTo(series, covered.last, to);
      if (series.histograms !== undefined) series.histograms.length = series.length;
    }
  }

  function evaluate(first: number, last: number, step: number): void {
    // Prometheus evaluates what is the same at every step once, also when there is no step: its faults count.
    if (last < first && isInvariant) inner.at(first);
    forgetChanged();
    if (!isReusable(first, step)) {
      results = new Map();
      timelines = createTimelines();
      covered = { first, last: first - step, step };
      remarked = false;
    }
    const reported = runtime.annotations.reported;
    const before = runtime.samples;
    let held = before;
    for (let time = covered.last + step; time <= last; time += step) {
      countStep(runtime);
      // Only the results of earlier steps are still held.
      runtime.samples = held;
      const vector = inner.at(time);
      keep(vector, time);
      held += vector.size;
      covered.last = time;
    }
    runtime.samples = before;
    if (runtime.annotations.reported > reported) remarked = true;
    version = runtime.storage.version;
    query = runtime.query;
  }

  function keep(vector: Vector, time: number): void {
    for (let row = 0; row < vector.size; row++) {
      const labels = vector.labels[row] ?? 0;
      let entry = results.get(labels);
      if (entry === undefined) {
        entry = { series: createSeries(labels, timelines), dropName: false, from: 0, to: 0 };
        results.set(labels, entry);
      }
      if (vector.dropName[row] === true) entry.dropName = true;
      const histogram = vector.histograms[row];
      // Neighbours in a subquery are not neighbours in storage, so what is known of resets between those is void.
      const sample = histogram?.counterResetHint === 'gauge' ? histogram : histogram && withHint(histogram, 'unknown');
      pushSample(entry.series, time, sample ?? vector.values[row] ?? 0, 0);
    }
  }

  return {
    kind: 'matrix',
    rangeSeconds: () => range() / 1000,
    each(time, visit) {
      const step = stepOf();
      const end = readTime(time);
      const start = end - range();
      let first = Math.floor(start / step) * step;
      if (first < start || (leftOpen && first === start)) first += step;
      const last = Math.floor(end / step) * step;
      evaluate(first, last, step);
      window.start = start;
      window.end = end;
      let held = 0;
      for (const entry of results.values()) {
        entry.to = rowsUpTo(entry.series, last, entry.to);
        entry.from = rowsUpTo(entry.series, first - 1, entry.from);
        held += Math.max(0, entry.to - entry.from);
      }
      charge(runtime, held);
      for (const entry of results.values()) {
        const { series } = entry;
        if (entry.from >= entry.to) continue;
        charge(runtime, entry.to - entry.from);
        window.labels = series.labels;
        window.dropName = entry.dropName;
        window.times = series.times;
        window.values = series.values;
        window.histograms = series.histograms;
        window.from = entry.from;
        window.to = entry.to;
        visit(window);
        releaseWindow(runtime, entry.to - entry.from);
      }
      runtime.samples -= held;
    },
  };
}
