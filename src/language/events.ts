import type { EventsDocument } from '../model/document.ts';
import { type Condition, condition } from './condition.ts';
import type { Groupable, LabelIn, SharedGroupable } from './grouping.ts';
import type { LabelDomains } from './label-domains.ts';
import { type Where, whereDocument } from './label-tests.ts';
import { type Measure, measure, type Unit, type unit } from './measure.ts';
import { node } from './node.ts';
import { type Plain, plain, plainOf } from './plain.ts';
import type { Duration } from './quantities.ts';

/** Lets the compiler read the labels off a handle that is passed as the total of a share. */
declare const domains: unique symbol;

/** What can be measured of events. */
interface EventMeasures<in out D extends LabelDomains, in out T extends string, in out U extends string>
  extends Plain<EventsDocument> {
  /**
   * How many happened within the window: exact, counter resets and the first value of a newborn series included.
   * `newborn: 'ignore'` leaves that first value out, as `increase()` does.
   */
  count<const K extends readonly (Groupable<D> | T)[]>(options: {
    readonly in: Duration;
    readonly by: K;
    readonly newborn?: 'count' | 'ignore';
  }): Measure<LabelIn<K[number]>, U>;
  /** How many happen per second, on average over the window. */
  rate<const K extends readonly (Groupable<D> | T)[]>(options: {
    readonly over: Duration;
    readonly by: K;
  }): Measure<LabelIn<K[number]>, `${U}/s`>;
  /**
   * Which part of `total` these are; both count the same kind of thing. `atLeast` keeps a condition on the share quiet
   * while the total is smaller.
   */
  shareOf<D2 extends LabelDomains, const K extends readonly (SharedGroupable<D, D2> | T)[]>(
    total: Events<D2, T, U>,
    options: { readonly in: Duration; readonly by: K; readonly atLeast?: number },
  ): Measure<LabelIn<K[number]>, 'ratio'>;
  /** There is no such series at all, for the whole window. */
  absent(options: { readonly in: Duration }): Condition<never>;
}

/**
 * Things that happen, counted in `U`: those of a counter, the observations of a histogram, or some of them; own members
 * come first, as in {@link Condition}.
 */
export interface Events<in out D extends LabelDomains, in out T extends string, in out U extends string>
  extends EventMeasures<D, T, U> {
  readonly [unit]: Unit<U>;
  readonly [domains]: D;
}

/** Events from which `where` chooses some. */
export interface AllEvents<in out D extends LabelDomains, in out T extends string, in out U extends string>
  extends Events<D, T, U> {
  /** Only the series with these label values. */
  where(labels: Where<D, T>): Events<D, T, U>;
}

/** The handle of events; the caller vouches for their labels and unit. */
export function events<D extends LabelDomains, T extends string, U extends string>(
  of: EventsDocument,
): Events<D, T, U> {
  const handle: Omit<Events<D, T, U>, typeof unit | typeof domains> = {
    [plain]: of,
    count: (options) => measure(node({ kind: 'count', of }, options)),
    rate: (options) => measure(node({ kind: 'rate', of }, options)),
    shareOf: (total, options) => measure(node({ kind: 'share', of, total: plainOf(total) }, options)),
    absent: (options) => condition(node({ kind: 'absent', of }, options)),
  };
  // Unit and labels exist for the compiler alone.
  return handle as Events<D, T, U>;
}

/** The handle of events from which `where` can choose. */
export const allEvents = <D extends LabelDomains, T extends string, U extends string>(
  of: EventsDocument,
): AllEvents<D, T, U> => ({
  ...events<D, T, U>(of),
  where: (where) => events({ ...of, where: whereDocument(where) }),
});
