import type { WhereDocument } from '../model/document.ts';
import type { LabelDomains, LabelName, LabelValue } from './label-domains.ts';
import { node } from './node.ts';

/** Every value but these. */
export interface Not<out V extends string> {
  readonly not: V | readonly V[];
}

/** Values that an RE2 regular expression matches as a whole. */
export interface Matching {
  readonly matching: string;
}

/** Values that an RE2 regular expression does not match as a whole. */
export interface NotMatching {
  readonly notMatching: string;
}

/** What the value of a label must be: one value, one of several, or a test. */
export type LabelTest<V extends string> = V | readonly V[] | Not<V> | Matching | NotMatching;

/** Which series are meant: a test for each label that matters, target labels included. */
export type Where<D extends LabelDomains, T extends string> = {
  readonly [K in LabelName<D>]?: LabelTest<LabelValue<D[K]>>;
} & {
  readonly [K in T]?: LabelTest<string>;
};

/** The document form of the tests. */
export const whereDocument = <D extends LabelDomains, T extends string>(where: Where<D, T>): WhereDocument =>
  node({}, where) as WhereDocument;

/** Every value of the label but these. */
export function not<const V extends string>(...values: readonly [V, ...V[]]): Not<V> {
  const [first] = values;
  return { not: values.length === 1 ? first : values };
}

/** Values that the RE2 regular expression matches from their first to their last character. */
export const matching = (regex: string): Matching => ({ matching: regex });

/** Values that the RE2 regular expression does not match from their first to their last character. */
export const notMatching = (regex: string): NotMatching => ({ notMatching: regex });
