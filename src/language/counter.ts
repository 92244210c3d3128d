import { type Declaration, type DeclaredMetric, declaration, type MetricHead } from './declaration.ts';
import { type Effect, type EffectLabels, effect } from './effect.ts';
import { type AllEvents, allEvents } from './events.ts';
import type { LabelDomains } from './label-domains.ts';

/** A metric that only grows: events counted in `U`, exposed by the job `J`. */
export interface Counter<
  in out D extends LabelDomains,
  in out T extends string,
  in out U extends string,
  out J extends string,
> extends AllEvents<D, T, U>,
    DeclaredMetric<'counter', J> {
  /** In an experiment: `count` events happen. */
  gains(count: number, ...on: EffectLabels<D>): Effect;
}

/** The handle of a declared counter. */
export const counter = <D extends LabelDomains, T extends string, U extends string, J extends string>(
  declared: Declaration<'metric', MetricHead<'counter', J>>,
): Counter<D, T, U, J> => ({
  ...allEvents<D, T, U>({ metric: declared.document.name }),
  [declaration]: declared,
  gains: (count, ...[labels]) => effect({ kind: 'gains', metric: declared.document.name, count }, labels),
});
