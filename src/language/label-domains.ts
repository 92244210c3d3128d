import type { LabelDocument } from '../model/document.ts';
import { type Plain, plain } from './plain.ts';

/** A label with a closed list of values. */
export interface OneOf<out V extends string> extends Plain<{ readonly oneOf: readonly V[] }> {}

/** A label whose values are unknown in advance, but limited in number. */
export interface Bounded extends Plain<{ readonly bounded: number }> {}

/** A label that grows without limit, and the reason why it is kept. */
export interface Unbounded extends Plain<{ readonly unbounded: string }> {}

/** What is known about the values of a label. */
export type LabelDomain = Plain<LabelDocument>;

/** The labels of a metric by name. */
export type LabelDomains = Readonly<Record<string, LabelDomain>>;

/** The names of declared labels. */
export type LabelName<D> = Extract<keyof D, string>;

/** The values that a label can take. */
export type LabelValue<X> = X extends OneOf<infer V> ? V : string;

/** Declares a label with these values and no others. */
export const oneOf = <const V extends string>(...values: readonly V[]): OneOf<V> => ({ [plain]: { oneOf: values } });

/** Declares a label of at most `max` different values that are not known in advance: tools, machines. */
export const bounded = (max: number): Bounded => ({ [plain]: { bounded: max } });

/**
 * Declares a label that grows without limit, with the reason why it is kept. Grouping by it takes another reason:
 * see {@link each}.
 */
export const unbounded = (why: string): Unbounded => ({ [plain]: { unbounded: why } });
