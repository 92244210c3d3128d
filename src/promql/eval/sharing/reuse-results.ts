import type { VectorPlan } from '../plan.ts';
import { maximumSteps, type Runtime } from '../runtime.ts';
import type { Vector } from '../vector.ts';
import type { KnownResult, NodeResults } from './shared-results.ts';

/** A plan of an edited node. */
export interface EditedPlan extends VectorPlan {
  /** What it comes to, when that is what the original comes to; evaluates it, and holds nothing afterwards. */
  unchanged(time: number): KnownResult | undefined;
}

/** A plan that is only compiled and evaluated for what nobody has evaluated yet. */
export function reuseResults(results: NodeResults, compile: () => VectorPlan, runtime: Runtime): VectorPlan {
  let plan: VectorPlan | undefined;
  return {
    kind: 'vector',
    at(time) {
      const known = results.find(time, runtime.end);
      if (known !== undefined && fits(known, runtime)) return hold(known, runtime);
      plan ??= compile();
      const computed = measured(plan, time, runtime);
      const result = { ...computed, vector: copied(computed.vector) };
      results.keep(time, runtime.end, result);
      return result.vector;
    },
  };
}

/**
 * A plan of an edited node. Where it comes to the same as the node of the original, the result of the original takes its place, so
 * that the nodes around need not be evaluated: `changed` is the plan of its one part that is edited, when the node is not
 * edited itself.
 */
export function compareWithOriginal(
  original: NodeResults,
  plan: VectorPlan,
  changed: EditedPlan | undefined,
  runtime: Runtime,
): EditedPlan {
  let last: { readonly result: KnownResult; readonly isSame: boolean } | undefined;
  let [time, query, version] = [Number.NaN, -1, -1];

  function evaluate(now: number): { readonly result: KnownResult; readonly isSame: boolean } {
    const known = original.find(now, runtime.end);
    const inside = known === undefined ? undefined : changed?.unchanged(now);
    if (known !== undefined && inside !== undefined && fits(known, runtime, inside)) {
      hold(known, runtime);
      return { result: known, isSame: true };
    }
    const result = measured(plan, now, runtime);
    // Of the two, the edited one knows what it took.
    if (known !== undefined && sameRows(result.vector, known.vector))
      return { result: { ...result, vector: known.vector }, isSame: true };
    return { result, isSame: false };
  }

  function evaluateOnce(now: number): { readonly result: KnownResult; readonly isSame: boolean } {
    const isKnown = now === time && query === runtime.query && version === runtime.storage.version;
    if (last !== undefined && isKnown && fits(last.result, runtime)) {
      hold(last.result, runtime);
      return last;
    }
    last = evaluate(now);
    [time, query, version] = [now, runtime.query, runtime.storage.version];
    return last;
  }

  return {
    kind: 'vector',
    at: (now) => evaluateOnce(now).result.vector,
    unchanged(now) {
      const { samples } = runtime;
      const { result, isSame } = evaluateOnce(now);
      runtime.samples = samples;
      return isSame ? result : undefined;
    },
  };
}

/** Whether computing it here would stay within the limits; near them it is computed indeed. */
function fits(known: KnownResult, runtime: Runtime, inside?: KnownResult): boolean {
  const peak = runtime.samples + known.peak + (inside?.peak ?? 0);
  return peak <= runtime.options.maxSamples && runtime.steps + known.steps <= maximumSteps;
}

/** Accounts for a result as if it had been computed here. */
function hold(known: KnownResult, runtime: Runtime): Vector {
  runtime.peak = Math.max(runtime.peak, runtime.samples + known.peak);
  runtime.samples += known.held;
  runtime.steps += known.steps;
  return known.vector;
}

function measured(plan: VectorPlan, time: number, runtime: Runtime): KnownResult {
  const { samples, peak, steps } = runtime;
  runtime.peak = samples;
  const vector = plan.at(time);
  const result = {
    vector,
    held: runtime.samples - samples,
    peak: runtime.peak - samples,
    steps: runtime.steps - steps,
  };
  runtime.peak = Math.max(peak, runtime.peak);
  return result;
}

const copied = ({ size, labels, values, histograms, dropName }: Vector): Vector => ({
  size,
  labels: labels.slice(0, size),
  values: values.slice(0, size),
  histograms: histograms.slice(0, size),
  dropName: dropName.slice(0, size),
});

/** Whether two vectors have the same rows in the same order. */
function sameRows(a: Vector, b: Vector): boolean {
  if (a.size !== b.size) return false;
  for (let row = 0; row < a.size; row++) {
    if (a.labels[row] !== b.labels[row] || !Object.is(a.values[row], b.values[row])) return false;
    if (a.histograms[row] !== b.histograms[row] || a.dropName[row] !== b.dropName[row]) return false;
  }
  return true;
}
