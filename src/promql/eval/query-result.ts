import type { NativeHistogram } from '../histogram/native-histogram.ts';
import type { Labels } from '../storage/label-table.ts';
import type { Annotation } from './annotation.ts';

/** A value at a time in milliseconds. */
export interface Point {
  readonly t: number;
  readonly value: number | NativeHistogram;
}

/** One row of an instant vector. */
export interface Sample extends Point {
  /** The same object for equal labels of one storage. */
  readonly labels: Labels;
}

/** One series of a matrix. */
export interface ResultSeries {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

/** What a query gives. */
export type QueryValue =
  | { readonly kind: 'scalar'; readonly t: number; readonly value: number }
  | { readonly kind: 'string'; readonly t: number; readonly value: string }
  /** In the order that the query gives, which only sorting functions and `topk` define. */
  | { readonly kind: 'vector'; readonly samples: readonly Sample[] }
  /** Sorted by labels. */
  | { readonly kind: 'matrix'; readonly series: readonly ResultSeries[] };

/** A value, and what is to be remarked about it. */
export interface QueryResult {
  readonly value: QueryValue;
  readonly annotations: readonly Annotation[];
}

/** Why a query has no result; the message is Prometheus's own where it has one. */
export interface EvaluationError {
  readonly message: string;
}
