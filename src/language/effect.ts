import type { EffectDocument, LoadDocument, MomentDocument } from '../model/experiment-document.ts';
import type { LabelDomain, LabelName, OneOf } from './label-domains.ts';
import { given, isRecord, node } from './node.ts';
import { type Plain, plain, plainOf } from './plain.ts';
import type { Duration } from './quantities.ts';

/** Something that happens to a metric or a process in an experiment. */
export interface Effect extends Plain<EffectDocument> {}

/** What happens at one time, or again and again within a time. */
export interface Moment extends Plain<MomentDocument> {}

/** What happens all the time. */
export interface Load extends Plain<LoadDocument> {}

/** A value for a label: one of the declared ones, or anything where there is no list. */
type ChosenValue<X extends LabelDomain> = X extends OneOf<infer V> ? V : string | number;

/** A value for every label of a metric. */
export type ChosenLabels<D> = {
  readonly [K in LabelName<D>]: D[K] extends LabelDomain ? ChosenValue<D[K]> : never;
};

/** Which process is meant; default: the first target of the job. */
export interface OnTarget {
  readonly instance?: string;
}

/** The labels of an effect: a metric without labels needs none. */
export type EffectLabels<D> = [LabelName<D>] extends [never] ? [on?: OnTarget] : [labels: ChosenLabels<D> & OnTarget];

/** The document form of an effect; labels are texts there. */
export function effect(document: EffectDocument, labels?: object): Effect {
  if (labels === undefined) return { [plain]: document };
  if (!isRecord(labels)) return { [plain]: node(document, { labels }) };
  const texts = Object.entries(labels).map(([name, value]) => [name, typeof value === 'number' ? `${value}` : value]);
  return { [plain]: node(document, { labels: Object.fromEntries(texts) }) };
}

/** What happens at a time after the fault. */
export const at = (time: Duration, ...effects: readonly Effect[]): Moment => ({
  [plain]: { at: time, do: effects.map(plainOf) },
});

/** What happens again and again, from a time after the fault to another one. */
export const during = (
  span: { readonly from: Duration; readonly to: Duration; readonly every: Duration },
  ...effects: readonly Effect[]
): Moment => ({ [plain]: node({ do: effects.map(plainOf) }, given(span)) as MomentDocument });

/** What happens all the time, before the fault too. */
export const every = (period: Duration, ...effects: readonly Effect[]): Load => ({
  [plain]: { every: period, do: effects.map(plainOf) },
});
