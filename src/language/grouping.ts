import type { LabelDomains, LabelName, Unbounded } from './label-domains.ts';

/** A label to group by whose number of values has been thought about. */
export interface Each<out L extends string> {
  readonly label: L;
  readonly because: string;
}

/** Groups by an unbounded label, with the reason why there may be an alert for each of its values. */
export const each = <const L extends string>(label: L, because: string): Each<L> => ({ label, because });

/**
 * What may stand in `by`, besides target labels. An unbounded label shows up only with its acknowledgement, and as the
 * sentence that says so, which is what the compiler then prints. It prints the names rather than the name of this type
 * because of `Extract`, and because the constraints of `by` are written out wherever they are used.
 */
export type Groupable<D extends LabelDomains> = Extract<
  {
    [K in LabelName<D>]: Unbounded extends D[K] ? `(${K} is unbounded: write each('${K}', why))` | Each<K> : K;
  }[LabelName<D>],
  string | Each<string>
>;

/** What may stand in the `by` of a share: the labels that both sides have. */
export type SharedGroupable<D extends LabelDomains, D2 extends LabelDomains> = Groupable<{
  readonly [K in LabelName<D> & LabelName<D2>]: D[K] | D2[K];
}>;

/** The label that an element of `by` keeps. */
export type LabelIn<G> = G extends Each<infer L> ? L : G extends string ? G : never;
