import { createDuplicateCheck } from '../eval/duplicate-check.ts';
import type { VectorPlan } from '../eval/plan.ts';
import type { Runtime } from '../eval/runtime.ts';
import { createVector, pushRow, type Vector } from '../eval/vector.ts';
import type { NativeHistogram } from '../histogram/native-histogram.ts';

/** An output in which every row is a new quantity without the name of the metric it came from. */
export interface NamelessRows {
  readonly out: Vector;
  reset(): void;
  push(labels: number, value: number, histogram?: NativeHistogram): void;
  /** Checks that no two rows became the same. */
  finish(): Vector;
}

/** Names are dropped at once, or with delayed name removal only marked. */
export function createNamelessRows(runtime: Runtime): NamelessRows {
  const { delayedNameRemoval } = runtime.options;
  const checkDuplicates = createDuplicateCheck();
  const out = createVector();
  return {
    out,
    reset() {
      out.size = 0;
    },
    push(labels, value, histogram) {
      pushRow(out, delayedNameRemoval ? labels : runtime.withoutMetadata(labels), value, histogram, true);
    },
    finish() {
      if (!delayedNameRemoval) checkDuplicates(out);
      return out;
    },
  };
}

/** A function of each row by itself; `compute` returns undefined for a row that has no result. */
export function mapRows(
  vector: VectorPlan,
  runtime: Runtime,
  compute: (value: number, histogram: NativeHistogram | undefined) => number | undefined,
): VectorPlan {
  const rows = createNamelessRows(runtime);
  return {
    kind: 'vector',
    at(time) {
      const input = vector.at(time);
      rows.reset();
      for (let row = 0; row < input.size; row++) {
        const value = compute(input.values[row] ?? 0, input.histograms[row]);
        if (value !== undefined) rows.push(input.labels[row] ?? 0, value);
      }
      return rows.finish();
    },
  };
}
