import { assertNever } from '../../shared/assert-never.ts';
import type { NativeHistogram } from '../histogram/native-histogram.ts';
import { compareLabelSets } from '../storage/label-table.ts';
import { EvaluationFault } from './evaluation-fault.ts';
import { extendWindow } from './extend-window.ts';
import type { MatrixPlan, Plan, VectorPlan, Window } from './plan.ts';
import type { QueryRange } from './prepare.ts';
import type { Point, QueryValue, ResultSeries, Sample } from './query-result.ts';
import { charge, countStep, type Runtime } from './runtime.ts';
import type { Vector } from './vector.ts';

const sameLabelset = 'vector cannot contain metrics with the same labelset';

/** Evaluates a plan at one time. */
export function runInstant(plan: Plan, runtime: Runtime, time: number): QueryValue {
  switch (plan.kind) {
    case 'scalar':
      return { kind: 'scalar', t: time, value: plan.at(time) };
    case 'string':
      return { kind: 'string', t: time, value: plan.value };
    case 'vector':
      return { kind: 'vector', samples: samplesOf(plan.at(time), runtime, time) };
    case 'matrix':
      return { kind: 'matrix', series: windowsOf(plan, runtime, time) };
    default:
      return assertNever(plan);
  }
}

/** The labels of a row without its name when that is to be dropped. */
const finalLabels = (vector: Vector, row: number, runtime: Runtime): number => {
  const labels = vector.labels[row] ?? 0;
  return vector.dropName[row] === true && runtime.options.delayedNameRemoval ? runtime.withoutMetadata(labels) : labels;
};

function samplesOf(vector: Vector, runtime: Runtime, t: number): Sample[] {
  const samples: Sample[] = [];
  const { seen } = runtime;
  seen.round++;
  for (let row = 0; row < vector.size; row++) {
    const labels = finalLabels(vector, row, runtime);
    if (seen.in[labels] === seen.round) throw new EvaluationFault(sameLabelset);
    seen.in[labels] = seen.round;
    const value = vector.histograms[row] ?? vector.values[row] ?? 0;
    samples.push({ labels: runtime.table.at(labels).labels, t, value });
  }
  return samples;
}

function windowsOf(plan: MatrixPlan, runtime: Runtime, time: number): ResultSeries[] {
  const found = new Map<number, Point[]>();
  plan.each(time, (window) => {
    const points = pointsOf(window);
    if (points.length === 0) return;
    const labels =
      window.dropName && runtime.options.delayedNameRemoval ? runtime.withoutMetadata(window.labels) : window.labels;
    const known = found.get(labels);
    if (known === undefined) found.set(labels, points);
    else mergePoints(known, points);
  });
  return sortedSeries(found, runtime);
}

function pointsOf(window: Window): Point[] {
  const extended = extendWindow(window);
  const points: Point[] = [];
  for (let row = extended.from; row < extended.to; row++) {
    points.push({ t: extended.times[row] ?? 0, value: extended.histograms?.[row] ?? extended.values[row] ?? 0 });
  }
  return points;
}

function mergePoints(into: Point[], points: readonly Point[]): void {
  const times = new Set(into.map(({ t }) => t));
  if (points.some(({ t }) => times.has(t))) throw new EvaluationFault(sameLabelset);
  into.push(...points);
  into.sort((a, b) => a.t - b.t);
}

/** Evaluates a plan at every step. */
export function runRange(plan: Plan, runtime: Runtime, { start, end, step }: QueryRange): QueryValue {
  if (plan.kind === 'scalar') {
    const points: Point[] = [];
    for (let time = start; time <= end; time += step) {
      charge(runtime, 1);
      points.push({ t: time, value: plan.at(time) });
    }
    return { kind: 'matrix', series: [{ labels: runtime.table.at(0).labels, points }] };
  }
  if (plan.kind !== 'vector') {
    const type = plan.kind === 'matrix' ? 'range vector' : 'string';
    throw new EvaluationFault(`invalid expression type "${type}" for range query, must be Scalar or instant Vector`);
  }
  return { kind: 'matrix', series: collectSteps(plan, runtime, { start, end, step }) };
}

function collectSteps(plan: VectorPlan, runtime: Runtime, { start, end, step }: QueryRange): ResultSeries[] {
  const found = new Map<number, Point[]>();
  let held = runtime.samples;
  for (let time = start; time <= end; time += step) {
    countStep(runtime);
    // Only the results of earlier steps are still held.
    runtime.samples = held;
    const vector = plan.at(time);
    for (let row = 0; row < vector.size; row++) {
      const labels = finalLabels(vector, row, runtime);
      const value: number | NativeHistogram = vector.histograms[row] ?? vector.values[row] ?? 0;
      const points = found.get(labels);
      if (points === undefined) found.set(labels, [{ t: time, value }]);
      else if (points[points.length - 1]?.t === time) throw new EvaluationFault(sameLabelset);
      else points.push({ t: time, value });
    }
    held += vector.size;
  }
  return sortedSeries(found, runtime);
}

function sortedSeries(found: ReadonlyMap<number, Point[]>, { table }: Runtime): ResultSeries[] {
  return [...found]
    .map(([labels, points]) => ({ set: table.at(labels), points }))
    .sort((a, b) => compareLabelSets(a.set, b.set))
    .map(({ set, points }) => ({ labels: set.labels, points }));
}
