import type { Effect } from '../../model/experiment.ts';
import type { Histogram, Label, Metric } from '../../model/model.ts';
import { assertNever } from '../../shared/assert-never.ts';

/** One series with its value now, as a scrape reads it; without the labels of the target. */
export interface ExposedSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** An effect on a metric. */
export type MetricEffect = Exclude<Effect, { readonly kind: 'stops' | 'starts' }>;

export const isMetricEffect = (effect: Effect): effect is MetricEffect =>
  effect.kind !== 'stops' && effect.kind !== 'starts';

/** What a process says of itself: the metrics of one job from its start on. */
export interface SimulatedProcess {
  apply(effect: MetricEffect): void;
  /** Every series, always in the same order; none is ever gone again. */
  expose(): readonly ExposedSeries[];
}

type Labels = ExposedSeries['labels'];

interface State {
  readonly labels: Labels;
  /** Of a histogram: the observations in each bucket, +Inf included. */
  readonly buckets: number[];
  value: number;
  count: number;
}

/** More series than this are not there from the start: as `createMetrics` has it. */
const maximalEnumeratedSeries = 10_000;

/** Starts a process. Like `createMetrics`, it exposes every series whose labels have closed lists of values from the start. */
export function startProcess(metrics: readonly Metric[], startSeconds: number): SimulatedProcess {
  const states = new Map(metrics.map((metric) => [metric.name, new Map<string, State>()]));
  const stateOf = (metric: Metric, labels: Labels): State => {
    const ofMetric = states.get(metric.name) ?? new Map<string, State>();
    const ordered = Object.fromEntries(metric.labels.map(({ name }) => [name, labels[name] ?? '']));
    const key = JSON.stringify(ordered);
    let state = ofMetric.get(key);
    if (state === undefined) {
      const bounds = metric.type === 'histogram' ? metric.buckets.length + 1 : 0;
      state = { labels: ordered, buckets: Array.from({ length: bounds }, () => 0), value: 0, count: 0 };
      ofMetric.set(key, state);
    }
    return state;
  };
  for (const metric of metrics) {
    // A state metric starts in the state that 0 stands for, if there is one.
    if (metric.type === 'state' && metric.states.every(({ value }) => value !== 0)) continue;
    for (const labels of enumerated(metric.labels)) stateOf(metric, labels);
  }
  return {
    apply(effect) {
      const state = stateOf(effect.metric, effect.labels);
      switch (effect.kind) {
        case 'gains':
          state.value += effect.count;
          return;
        case 'becomes':
          state.value = effect.value;
          return;
        case 'turns':
          state.value = effect.state.value;
          return;
        case 'observes': {
          const found = effect.metric.buckets.findIndex(({ value }) => effect.value <= value);
          const bucket = found === -1 ? effect.metric.buckets.length : found;
          state.buckets[bucket] = (state.buckets[bucket] ?? 0) + effect.times;
          state.value += effect.value * effect.times;
          state.count += effect.times;
          return;
        }
        default:
          assertNever(effect);
      }
    },
    expose: () => [
      ...metrics.flatMap((metric) =>
        [...(states.get(metric.name)?.values() ?? [])].flatMap((state) =>
          metric.type === 'histogram'
            ? histogramSeries(metric, state)
            : [{ name: metric.name, labels: state.labels, value: state.value }],
        ),
      ),
      { name: 'process_start_time_seconds', labels: {}, value: startSeconds },
    ],
  };
}

/** Every combination of label values; none when a label is open. */
function enumerated(labels: readonly Label[]): readonly Labels[] {
  let series: readonly Labels[] = [{}];
  for (const { name, domain } of labels) {
    if (domain.kind !== 'enum' || series.length * domain.values.length > maximalEnumeratedSeries) return [];
    series = series.flatMap((known) => domain.values.map((value) => ({ ...known, [name]: value })));
  }
  return series;
}

function histogramSeries({ name, buckets }: Histogram, state: State): readonly ExposedSeries[] {
  let sum = 0;
  const bounds = [...buckets.map(({ value }) => String(value)), '+Inf'];
  return [
    ...bounds.map((le, i) => {
      sum += state.buckets[i] ?? 0;
      return { name: `${name}_bucket`, labels: { ...state.labels, le }, value: sum };
    }),
    { name: `${name}_sum`, labels: state.labels, value: state.value },
    { name: `${name}_count`, labels: state.labels, value: state.count },
  ];
}
