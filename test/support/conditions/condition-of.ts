import type {
  Condition,
  Counter,
  Events,
  EventsView,
  Gauge,
  Histogram,
  LabelTest,
  Measure,
  Quantity,
  StateMetric,
} from '../../../src/model/model.ts';
import { parse } from '../../../src/promql/parser.ts';

/** Short ways to write conditions down, as a resolved spec has them. Windows are in minutes. */

const minute = 60_000;
const instance = ['instance'] as const;

export const quantity = (value: number, written = String(value)): Quantity => ({ value, written });

export const isOneOf = (label: string, ...values: readonly string[]): LabelTest => ({ label, kind: 'in', values });
export const isNot = (label: string, ...values: readonly string[]): LabelTest => ({ label, kind: 'not-in', values });
export const matches = (label: string, regex: string): LabelTest => ({ label, kind: 'matching', regex });
export const matchesNot = (label: string, regex: string): LabelTest => ({ label, kind: 'not-matching', regex });

export const eventsOf = (
  metric: Counter | Histogram,
  where: readonly LabelTest[] = [],
  view: EventsView = metric.type === 'counter' ? { kind: 'counter' } : { kind: 'observations' },
): Events => ({ metric, where, view });

export const exceeding = (metric: Histogram, bound: Quantity, where: readonly LabelTest[] = []): Events =>
  eventsOf(metric, where, { kind: 'exceeding', bound });
export const within = (metric: Histogram, bound: Quantity, where: readonly LabelTest[] = []): Events =>
  eventsOf(metric, where, { kind: 'within', bound });

export const count = (of: Events, window: number, by: readonly string[] = instance): Measure => ({
  kind: 'count',
  of,
  window: window * minute,
  by,
  newborn: 'count',
});
export const increase = (of: Events, window: number, by: readonly string[] = instance): Measure => ({
  kind: 'count',
  of,
  window: window * minute,
  by,
  newborn: 'ignore',
});
export const rate = (of: Events, window: number, by: readonly string[] = instance): Measure => ({
  kind: 'rate',
  of,
  window: window * minute,
  by,
});
export const share = (
  of: Events,
  total: Events,
  window: number,
  floor = 0,
  by: readonly string[] = instance,
): Measure => ({ kind: 'share', of, total, window: window * minute, by, floor });
export const quantile = (
  metric: Histogram,
  q: number,
  window: number,
  where: readonly LabelTest[] = [],
  by: readonly string[] = instance,
): Measure => ({ kind: 'quantile', of: { metric, where }, q, window: window * minute, by });
export const value = (
  metric: Gauge,
  pick: 'max' | 'min' | 'avg' | 'sum',
  {
    where = [],
    over,
    by = instance,
  }: { readonly where?: readonly LabelTest[]; readonly over?: number; readonly by?: readonly string[] } = {},
): Measure => ({
  kind: 'value',
  of: { metric, where },
  pick,
  ...(over === undefined ? {} : { window: over * minute }),
  by,
});
export const sumOf = (kind: 'plus' | 'minus', left: Measure, right: Measure): Measure => ({
  kind,
  left,
  right,
  by: left.by,
});
export function raw(
  text: string,
  by: readonly string[],
  samples: { readonly high: Readonly<Record<string, string>>; readonly low: Readonly<Record<string, string>> },
  unit = '',
): Measure {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.errors)}`);
  return { kind: 'promql', text, expr: parsed.value, unit, by, ...samples };
}

type Compare = Extract<Condition, { kind: 'compare' }>;

const compare =
  (op: Compare['op']) =>
  (measure: Measure, threshold: number, written?: string): Condition => ({
    kind: 'compare',
    measure,
    op,
    threshold: quantity(threshold, written),
  });
export const above = compare('above');
export const atLeast = compare('atLeast');
export const below = compare('below');
export const atMost = compare('atMost');

export function isState(
  metric: StateMetric,
  name: string,
  by: readonly string[],
  { where = [], goneWithin }: { readonly where?: readonly LabelTest[]; readonly goneWithin?: number } = {},
): Condition {
  const state = metric.states.find((one) => one.name === name);
  if (state === undefined) throw new Error(`${metric.name} has no state ${name}`);
  return {
    kind: 'is',
    of: { metric, where },
    state,
    by,
    ...(goneWithin === undefined ? {} : { goneWithin: goneWithin * minute }),
  };
}
export const absent = (
  metric: Counter | Gauge | Histogram | StateMetric,
  window: number,
  where: readonly LabelTest[] = [],
): Condition => ({ kind: 'absent', of: { metric, where }, window: window * minute });
export const both = (left: Condition, right: Condition): Condition => ({ kind: 'and', left, right });
export const either = (left: Condition, right: Condition): Condition => ({ kind: 'or', left, right });
export const unless = (left: Condition, right: Condition): Condition => ({ kind: 'unless', left, right });
