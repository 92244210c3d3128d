import type { Events, Quantity } from '../model/model.ts';
import { type CounterPlan, counterValues, type Signal } from './signal.ts';
import type { SeriesLabels } from './subject.ts';

/** Events as a story plays them. */
export interface PlayedEvents extends Events {
  /** Of a histogram whose slow observations are compared with all of them: observations above the bound, or up to it. */
  readonly only?: { readonly side: 'above' | 'upTo'; readonly bound: Quantity };
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
    const { side, bound } = events.only;
    const within = side === 'upTo' ? at : counterValues({ ...plan, start: 0, events: {} }, scrapes);
    return [
      { name: `${metric.name}_count`, labels, at },
      { name: `${metric.name}_bucket`, labels: { ...labels, le: String(bound.value) }, at: within },
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
