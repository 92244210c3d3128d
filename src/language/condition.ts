import type { ConditionDocument } from '../model/document.ts';
import { type Plain, plain, plainOf } from './plain.ts';

declare const labels: unique symbol;

/** A set of labels, compared as a whole: two different sets are never assignable to each other. */
export interface LabelSet<in out L extends string> {
  readonly names: L;
}

/** What can be done with a condition. */
interface ConditionMethods<in out L extends string> extends Plain<ConditionDocument> {
  /** Both hold, for equal labels. The value is that of the left side. */
  and(other: Condition<L>): Condition<L>;
  /** At least one of the two holds. */
  or(other: Condition<L>): Condition<L>;
  /** The left side holds and the other does not, for equal labels. */
  unless(other: Condition<L>): Condition<L>;
}

/**
 * Something that holds or does not, for every combination of the labels `L`. The compiler compares own members before
 * inherited ones: a wrong label set is reported as that, and not as an incompatibility of `and` with `and`.
 */
export interface Condition<in out L extends string> extends ConditionMethods<L> {
  readonly [labels]: LabelSet<L>;
}

/** The handle of a condition; the caller vouches for its labels. */
export function condition<L extends string>(document: ConditionDocument): Condition<L> {
  const join =
    (kind: 'and' | 'or' | 'unless') =>
    (other: Condition<L>): Condition<L> =>
      condition({ kind, left: document, right: plainOf(other) });
  const handle: Omit<Condition<L>, typeof labels> = {
    [plain]: document,
    and: join('and'),
    or: join('or'),
    unless: join('unless'),
  };
  // The label set exists for the compiler alone.
  return handle as Condition<L>;
}
