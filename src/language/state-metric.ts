import type { SelectionDocument } from '../model/document.ts';
import { type Condition, condition } from './condition.ts';
import { type Declaration, type DeclaredMetric, declaration, type MetricHead } from './declaration.ts';
import { type Effect, type EffectLabels, effect } from './effect.ts';
import type { Groupable, LabelIn } from './grouping.ts';
import type { LabelDomains } from './label-domains.ts';
import { type Where, whereDocument } from './label-tests.ts';
import { type PanelMeasure, panelMeasure } from './measure.ts';
import { node } from './node.ts';
import { type Plain, plain } from './plain.ts';
import type { Duration } from './quantities.ts';

/** Some series of a state metric. */
export interface StateSelection<in out D extends LabelDomains, in out T extends string, in out S extends string>
  extends Plain<SelectionDocument> {
  /**
   * Some series of the group is in the state. With `orGoneWithin`, a group that was seen within that time and is gone
   * now counts as being in it.
   */
  is<const K extends readonly (Groupable<D> | T)[]>(
    state: S,
    options: { readonly by: K; readonly orGoneWithin?: Duration },
  ): Condition<LabelIn<K[number]>>;
  /** The state of each group over time, for a panel. */
  states<const K extends readonly (Groupable<D> | T)[]>(options: { readonly by: K }): PanelMeasure;
  /** There is no such series at all, for the whole window. */
  absent(options: { readonly in: Duration }): Condition<never>;
}

/** A metric whose value stands for one of the states `S`, exposed by the job `J`. */
export interface StateMetric<
  in out D extends LabelDomains,
  in out T extends string,
  in out S extends string,
  out J extends string,
> extends StateSelection<D, T, S>,
    DeclaredMetric<'state', J> {
  /** Only the series with these label values. */
  where(labels: Where<D, T>): StateSelection<D, T, S>;
  /** In an experiment: shows a state from now on. */
  turns(state: S, ...on: EffectLabels<D>): Effect;
}

/** The handle of a declared state metric. */
export function stateMetric<D extends LabelDomains, T extends string, S extends string, J extends string>(
  declared: Declaration<'metric', MetricHead<'state', J>>,
): StateMetric<D, T, S, J> {
  const metric = declared.document.name;
  return {
    ...stateSelection<D, T, S>({ metric }),
    [declaration]: declared,
    where: (where) => stateSelection({ metric, where: whereDocument(where) }),
    turns: (state, ...[labels]) => effect({ kind: 'turns', metric, state }, labels),
  };
}

const stateSelection = <D extends LabelDomains, T extends string, S extends string>(
  of: SelectionDocument,
): StateSelection<D, T, S> => ({
  [plain]: of,
  is: (state, options) => condition(node({ kind: 'is', of, state }, options)),
  states: (options) => panelMeasure(node({ kind: 'states', of }, options)),
  absent: (options) => condition(node({ kind: 'absent', of }, options)),
});
