import type { Condition, Counter, Gauge, Histogram, Job, StateMetric } from './model.ts';

/** Which series an effect is about: the target, and a value for each label of the metric. */
interface OnSeries<M> {
  readonly metric: M;
  readonly instance: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What happens to a metric or a process; numbers in base units. */
export type Effect =
  | (OnSeries<Counter> & { readonly kind: 'gains'; readonly count: number })
  | (OnSeries<Gauge> & { readonly kind: 'becomes'; readonly value: number; readonly written: string })
  | (OnSeries<StateMetric> & {
      readonly kind: 'turns';
      readonly state: { readonly name: string; readonly value: number };
    })
  | (OnSeries<Histogram> & {
      readonly kind: 'observes';
      readonly value: number;
      readonly written: string;
      readonly times: number;
    })
  | { readonly kind: 'stops' | 'starts'; readonly job: Job; readonly instance: string };

/** Effects from `from` to `to` at the latest, every so often; once when both are the same. Milliseconds after the fault. */
export interface Moment {
  readonly from: number;
  readonly to: number;
  readonly every: number;
  readonly effects: readonly Effect[];
}

/** An alert that must fire; milliseconds after the fault. */
export interface ExpectedAlert {
  readonly alert: string;
  readonly notBefore: number;
  readonly by: number;
  readonly receiver: string;
  readonly toldBy: number;
}

/** One way to run an experiment; milliseconds. */
export interface Variant {
  readonly name: string;
  readonly what: string;
  readonly method: readonly string[];
  readonly warmUp: number;
  readonly lasts: number;
  readonly before: readonly Effect[];
  readonly load: readonly { readonly every: number; readonly effects: readonly Effect[] }[];
  readonly timeline: readonly Moment[];
  readonly fires: readonly ExpectedAlert[];
  readonly silent: readonly { readonly alert: string; readonly because: string }[];
  readonly recovered: { readonly by: number; readonly when: readonly Condition[] };
  readonly finding?: string;
}

/** A fault that is injected on purpose, and what must come of it. */
export interface Experiment {
  readonly name: string;
  readonly title: string;
  readonly expected: string;
  readonly abort: readonly string[];
  readonly verify: readonly string[];
  readonly variants: readonly Variant[];
}
