import type { Call, Span } from '../ast.ts';
import type { Window } from '../eval/plan.ts';
import { metricName, type Runtime } from '../eval/runtime.ts';
import type { NativeHistogram } from '../histogram/native-histogram.ts';

/** One evaluation of a function over ranges: its arguments, and the place where it leaves its result. */
export interface RangeCall {
  readonly runtime: Runtime;
  readonly expr: Call;
  /** Whether the range is anchored or smoothed. */
  readonly extended: 'anchored' | 'smoothed' | undefined;
  /** Evaluation time in milliseconds. */
  time: number;
  rangeSeconds: number;
  /** The scalar arguments in order. */
  readonly scalars: number[];
  value: number;
  histogram: NativeHistogram | undefined;
}

/** Computes `call.value` or `call.histogram` from the samples of one series; false when there is no result. */
export type RangeFunction = (window: Window, call: RangeCall) => boolean;

/** Leaves a float as the result. */
export function float(call: RangeCall, value: number): true {
  call.value = value;
  call.histogram = undefined;
  return true;
}

/** Leaves a histogram as the result. */
export function histogram(call: RangeCall, value: NativeHistogram): true {
  call.value = Number.NaN;
  call.histogram = value;
  return true;
}

/** The place of the first argument, where most remarks point. */
export const firstArgument = (call: RangeCall): Span | undefined => spanOf(call.expr.args[0]);

/** The place of a node, where it is known. */
export const spanOf = (node: { readonly span?: Span } | undefined): Span | undefined => node?.span;

/** The metric name of the series. */
export const nameOf = (window: Window, call: RangeCall): string => metricName(call.runtime, window.labels);
