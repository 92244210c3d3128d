import type { FiringAlert } from './run-alert.ts';

/** One group of a rule unit test. Times are milliseconds. */
export interface AlertTest {
  readonly name: string;
  readonly interval: number;
  readonly inputs: readonly { readonly series: string; readonly values: string }[];
  readonly checks: readonly AlertCheck[];
}

export interface AlertCheck {
  readonly at: number;
  /** All alerts of the name that fire then. Undefined: asserted by `query` instead. */
  readonly alerts?: readonly FiringAlert[];
  /** An expression and the value of its one, label-less sample. */
  readonly query?: { readonly expr: string; readonly value: number };
  readonly because: string;
}
