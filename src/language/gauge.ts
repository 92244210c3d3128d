import type { SelectionDocument } from '../model/document.ts';
import { type Condition, condition } from './condition.ts';
import { type Declaration, type DeclaredMetric, declaration, type MetricHead } from './declaration.ts';
import { type Effect, type EffectLabels, effect } from './effect.ts';
import type { Groupable, LabelIn } from './grouping.ts';
import type { LabelDomains } from './label-domains.ts';
import { type Where, whereDocument } from './label-tests.ts';
import { type Measure, measure } from './measure.ts';
import { node } from './node.ts';
import { type Plain, plain } from './plain.ts';
import type { Duration, Quantity } from './quantities.ts';

/** Some series of a gauge. */
export interface GaugeSelection<in out D extends LabelDomains, in out T extends string, in out U extends string>
  extends Plain<SelectionDocument> {
  /** The value of a group, picked from its series; with `over`, from the values within that time too. */
  value<const K extends readonly (Groupable<D> | T)[]>(options: {
    readonly pick: 'max' | 'min' | 'avg' | 'sum';
    readonly by: K;
    readonly over?: Duration;
  }): Measure<LabelIn<K[number]>, U>;
  /** There is no such series at all, for the whole window. */
  absent(options: { readonly in: Duration }): Condition<never>;
}

/** A metric that goes up and down, in `U`, exposed by the job `J`. */
export interface Gauge<
  in out D extends LabelDomains,
  in out T extends string,
  in out U extends string,
  out J extends string,
> extends GaugeSelection<D, T, U>,
    DeclaredMetric<'gauge', J> {
  /** Only the series with these label values. */
  where(labels: Where<D, T>): GaugeSelection<D, T, U>;
  /** In an experiment: shows a value from now on. */
  becomes(value: Quantity<U>, ...on: EffectLabels<D>): Effect;
}

/** The handle of a declared gauge. */
export function gauge<D extends LabelDomains, T extends string, U extends string, J extends string>(
  declared: Declaration<'metric', MetricHead<'gauge', J>>,
): Gauge<D, T, U, J> {
  const metric = declared.document.name;
  return {
    ...gaugeSelection<D, T, U>({ metric }),
    [declaration]: declared,
    where: (where) => gaugeSelection({ metric, where: whereDocument(where) }),
    becomes: (value, ...[labels]) => effect({ kind: 'becomes', metric, value }, labels),
  };
}

const gaugeSelection = <D extends LabelDomains, T extends string, U extends string>(
  of: SelectionDocument,
): GaugeSelection<D, T, U> => ({
  [plain]: of,
  value: (options) => measure(node({ kind: 'value', of }, options)),
  absent: (options) => condition(node({ kind: 'absent', of }, options)),
});
