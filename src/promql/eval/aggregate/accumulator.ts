import type { NativeHistogram } from '../../histogram/native-histogram.ts';

/** Collects the samples of each group, one step after the other. */
export interface Accumulator {
  /** False when the sample is not taken; the group then waits for its first. */
  start(group: number, value: number, histogram: NativeHistogram | undefined): boolean;
  /** `labels` are those of the sample. */
  add(group: number, value: number, histogram: NativeHistogram | undefined, labels: number): void;
  /** The result of a group in `value` and `histogram`; false when it has none. */
  finish(group: number): boolean;
  value: number;
  histogram: NativeHistogram | undefined;
}
