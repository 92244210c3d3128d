import type { EventsDocument, SelectionDocument } from '../model/document.ts';
import { type Condition, condition } from './condition.ts';
import { type Declaration, type DeclaredMetric, declaration, type MetricHead } from './declaration.ts';
import { type Effect, type EffectLabels, effect } from './effect.ts';
import { type AllEvents, allEvents, type Events, events } from './events.ts';
import type { Groupable, LabelIn } from './grouping.ts';
import type { LabelDomains } from './label-domains.ts';
import { type Where, whereDocument } from './label-tests.ts';
import { type Measure, measure } from './measure.ts';
import { node } from './node.ts';
import { type Plain, plain } from './plain.ts';
import { type SeriesName, seriesName } from './promql-template.ts';
import type { Duration, Quantity } from './quantities.ts';

/** Some series of a histogram: values in `U`, of observations counted in `C`, with the bucket bounds `B`. */
export interface HistogramSelection<
  in out D extends LabelDomains,
  in out T extends string,
  in out U extends string,
  in out C extends string,
  in out B extends string | number,
> extends Plain<SelectionDocument> {
  /** All observations, as events. */
  readonly observations: Events<D, T, C>;
  /** The observations above a declared bucket bound, as events. */
  exceeding(bound: B): Events<D, T, C>;
  /** The observations up to a declared bucket bound, as events. */
  within(bound: B): Events<D, T, C>;
  /** The value that the part `q` of the observations, 0 to 1, does not exceed. */
  quantile<const K extends readonly (Groupable<D> | T)[]>(
    q: number,
    options: { readonly over: Duration; readonly by: K },
  ): Measure<LabelIn<K[number]>, U>;
  /** There is no such series at all, for the whole window. */
  absent(options: { readonly in: Duration }): Condition<never>;
}

/** A metric of sorted observations, exposed by the job `J`. */
export interface Histogram<
  in out D extends LabelDomains,
  in out T extends string,
  in out U extends string,
  in out C extends string,
  in out B extends string | number,
  out J extends string,
> extends HistogramSelection<D, T, U, C, B>,
    DeclaredMetric<'histogram', J> {
  readonly observations: AllEvents<D, T, C>;
  /** Only the series with these label values. */
  where(labels: Where<D, T>): HistogramSelection<D, T, U, C, B>;
  /** In an experiment: takes a value, so many times. */
  observes(value: Quantity<U>, ...on: [...EffectLabels<D>, times?: number]): Effect;
  /** The name of the bucket series, for `promql`. */
  readonly bucket: SeriesName;
  /** The name of the series that counts observations, for `promql`. */
  readonly count: SeriesName;
  /** The name of the series that adds observations up, for `promql`. */
  readonly sum: SeriesName;
}

/** The handle of a declared histogram. */
export function histogram<
  D extends LabelDomains,
  T extends string,
  U extends string,
  C extends string,
  B extends string | number,
  J extends string,
>(declared: Declaration<'metric', MetricHead<'histogram', J>>): Histogram<D, T, U, C, B, J> {
  const metric = declared.document.name;
  return {
    ...histogramSelection<D, T, U, C, B>({ metric }),
    [declaration]: declared,
    observations: allEvents({ metric, view: 'observations' }),
    where: (where) => histogramSelection({ metric, where: whereDocument(where) }),
    observes: (value, ...on) => {
      // The compiler cannot tell the parts of a tuple apart whose first one depends on `D`.
      const [labels, times]: readonly unknown[] = on;
      const document = node({ kind: 'observes', metric, value } as const, { times: times as number });
      return effect(document, labels as object | undefined);
    },
    bucket: seriesName(`${metric}_bucket`),
    count: seriesName(`${metric}_count`),
    sum: seriesName(`${metric}_sum`),
  };
}

function histogramSelection<
  D extends LabelDomains,
  T extends string,
  U extends string,
  C extends string,
  B extends string | number,
>(of: SelectionDocument): HistogramSelection<D, T, U, C, B> {
  const view = (chosen: EventsDocument['view'] & {}): EventsDocument => ({ ...of, view: chosen });
  return {
    [plain]: of,
    observations: events(view('observations')),
    exceeding: (bound) => events(view({ exceeding: bound })),
    within: (bound) => events(view({ within: bound })),
    quantile: (q, options) => measure(node({ kind: 'quantile', of, q }, options)),
    absent: (options) => condition(node({ kind: 'absent', of }, options)),
  };
}
