import type { NativeHistogram } from '../../promql/histogram/native-histogram.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { AlertTest, ExprTest } from './test-file.ts';

/** An alert that fires. */
export interface FiringAlert {
  /** `alertname` included. */
  readonly labels: Labels;
  /** Empty ones included. */
  readonly annotations: Labels;
}

/** The alerts that each test of a group gets. */
export type AlertsByTest = ReadonlyMap<AlertTest, readonly FiringAlert[]>;

/** A sample that a query gave. */
export interface GotSample {
  readonly labels: Labels;
  readonly value: number | NativeHistogram;
}

/** Why a test group failed. Times are in milliseconds since its start. */
export type Failure =
  | {
      readonly kind: 'rule';
      readonly rule: string;
      readonly group: string;
      readonly time: number;
      readonly message: string;
    }
  | {
      readonly kind: 'alerts';
      readonly test: AlertTest;
      /** Of the evaluation that decided. */
      readonly time: number;
      readonly got: readonly FiringAlert[];
    }
  | { readonly kind: 'expr-error'; readonly test: ExprTest; readonly message: string }
  | { readonly kind: 'samples'; readonly test: ExprTest; readonly got: readonly GotSample[] };
