import type { NativeHistogram } from '../histogram/native-histogram.ts';
import type { Vector } from './vector.ts';

/** A compiled expression: functions of the evaluation time in milliseconds. */
export type Plan = ScalarPlan | StringPlan | VectorPlan | MatrixPlan;

/** A number at every time. */
export interface ScalarPlan {
  readonly kind: 'scalar';
  at(time: number): number;
}

/** A constant text. */
export interface StringPlan {
  readonly kind: 'string';
  readonly value: string;
}

/** An instant vector at every time. */
export interface VectorPlan {
  readonly kind: 'vector';
  /** The same object at every call, valid until the next. */
  at(time: number): Vector;
}

/** A range vector at every time, series by series. */
export interface MatrixPlan {
  readonly kind: 'matrix';
  /** Length of the range in seconds. */
  rangeSeconds(): number;
  /** Calls back for every series with a sample in the range; the window is the same object at every call. */
  each(time: number, visit: (window: Window) => void): void;
}

/** The samples of one series within a range: the rows from `from` up to, not including, `to`. */
export interface Window {
  labels: number;
  dropName: boolean;
  times: Float64Array;
  values: Float64Array;
  histograms: readonly (NativeHistogram | undefined)[] | undefined;
  starts: Float64Array | undefined;
  from: number;
  to: number;
  /** Bounds of the range in milliseconds; rows may lie beyond them for extended selectors. */
  start: number;
  end: number;
  readonly extended: 'anchored' | 'smoothed' | undefined;
}
