import type { Events, Quantity } from '../model/model.ts';
import { type CounterPlan, counterValues, type Signal } from './signal.ts';
import type { SeriesLabels } from './subject.ts';

/** Events as a story plays them. */
export interface PlayedEvents extends Events {
  /** Of a histogram whose slow observations are compared with others of it: observations for each event, and how many are up to each bound. */
  readonly only?: {
    readonly observed: number;
    readonly upTo: readonly { readonly bound: Quantity; readonly observed: number }[];
  };
}

/**
 * The series that a counter plan moves: one counter, or the buckets and the count of a histogram so that the view sees
 * the plan's events.
 */
export function eventSignals(
  events: PlayedEvents,
  labels: SeriesLabels,
  plan: CounterPlan,
  scrapes: number,
): readonly Signal[] {
  const { metric, view } = events;
  const at = counterValues(plan, scrapes);
  if (events.only !== undefined) {
    const times = (observed: number): Signal['at'] =>
      counterValues(
        observed === 0 ? { ...plan, start: 0, events: {} } : mapEvents(plan, (count) => observed * count),
        scrapes,
      );
    return [
      { name: `${metric.name}_count`, labels, at: times(events.only.observed) },
      ...events.only.upTo.map(({ bound, observed }) => ({
        name: `${metric.name}_bucket`,
        labels: { ...labels, le: String(bound.value) },
        at: times(observed),
      })),
    ];
  }
  switch (view.kind) {
    case 'counter':
      return [{ name: metric.name, labels, at }];
    case 'observations':
      return [{ name: `${metric.name}_count`, labels, at }];
    case 'within':
      return [{ name: `${metric.name}_bucket`, labels: { ...labels, le: String(view.bound.value) }, at }];
    case 'exceeding': {
      // As many again stay within the bound, so that the bucket takes every path that the count takes.
      const all = mapEvents(plan, (count) => 2 * count);
      return [
        { name: `${metric.name}_count`, labels, at: counterValues(all, scrapes) },
        { name: `${metric.name}_bucket`, labels: { ...labels, le: String(view.bound.value) }, at },
      ];
    }
  }
}

const mapEvents = (plan: CounterPlan, change: (count: number) => number): CounterPlan => ({
  ...plan,
  events: Object.fromEntries(Object.entries(plan.events).map(([k, count]) => [k, change(count)])),
});
