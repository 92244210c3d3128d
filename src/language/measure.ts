import type { ComparisonOperator, MeasureDocument } from '../model/document.ts';
import { type Condition, condition, type LabelSet } from './condition.ts';
import { type Plain, plain, plainOf } from './plain.ts';
import type { Quantity } from './quantities.ts';

declare const labels: unique symbol;

/** Where a handle says what it counts or measures. */
export declare const unit: unique symbol;

/** A unit, compared as a whole: two different units are never assignable to each other. */
export interface Unit<in out U extends string> {
  readonly name: U;
}

/** A number that can be drawn. */
export interface PanelMeasure extends Plain<MeasureDocument> {}

/** What can be done with a measure. */
interface MeasureMethods<in out L extends string, in out U extends string> extends PanelMeasure {
  /** More than the threshold: exactly the threshold does not hold. */
  above(threshold: Quantity<U>): Condition<L>;
  /** The threshold or more. */
  atLeast(threshold: Quantity<U>): Condition<L>;
  /** Less than the threshold: exactly the threshold does not hold. */
  below(threshold: Quantity<U>): Condition<L>;
  /** The threshold or less. */
  atMost(threshold: Quantity<U>): Condition<L>;
  /** The sum, for equal labels. */
  plus(other: Measure<L, U>): Measure<L, U>;
  /** The difference, for equal labels. */
  minus(other: Measure<L, U>): Measure<L, U>;
}

/** One number of unit `U` for every combination of the labels `L`; own members come first, as in {@link Condition}. */
export interface Measure<in out L extends string, in out U extends string> extends MeasureMethods<L, U> {
  readonly [unit]: Unit<U>;
  readonly [labels]: LabelSet<L>;
}

/** The handle of a measure that can be drawn, but not compared with a threshold. */
export const panelMeasure = (document: MeasureDocument): PanelMeasure => ({ [plain]: document });

/** The handle of a measure; the caller vouches for its labels and unit. */
export function measure<L extends string, U extends string>(document: MeasureDocument): Measure<L, U> {
  const compare =
    (op: ComparisonOperator) =>
    (threshold: Quantity<U>): Condition<L> =>
      condition({ kind: 'compare', measure: document, op, threshold });
  const combine =
    (kind: 'plus' | 'minus') =>
    (other: Measure<L, U>): Measure<L, U> =>
      measure({ kind, left: document, right: plainOf(other) });
  const handle: Omit<Measure<L, U>, typeof labels | typeof unit> = {
    [plain]: document,
    above: compare('above'),
    atLeast: compare('atLeast'),
    below: compare('below'),
    atMost: compare('atMost'),
    plus: combine('plus'),
    minus: combine('minus'),
  };
  // Labels and unit exist for the compiler alone.
  return handle as Measure<L, U>;
}
