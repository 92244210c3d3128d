import type { Counter } from '../language/counter.ts';
import type { DeclaredMetric } from '../language/declaration.ts';
import type { Gauge } from '../language/gauge.ts';
import type { Histogram } from '../language/histogram.ts';
import type { LabelName } from '../language/label-domains.ts';
import type { StateMetric } from '../language/state-metric.ts';
import type { InstrumentLabels } from './label-values.ts';

/** The labels of a call: a metric without labels takes none. */
type Labels<D> = [LabelName<D>] extends [never] ? [] : [labels: InstrumentLabels<D>];

/** Counts events. */
export interface CounterInstrument<D> {
  /** Adds `count` events, one by default. */
  inc(...args: [...Labels<D>, count?: number]): void;
}

/** Shows a value that goes up and down. */
export interface GaugeInstrument<D> {
  set(...args: [...Labels<D>, value: number]): void;
  /** Adds `by`, 1 by default. */
  inc(...args: [...Labels<D>, by?: number]): void;
  /** Subtracts `by`, 1 by default. */
  dec(...args: [...Labels<D>, by?: number]): void;
}

/** Shows one of the states `S`. */
export interface StateInstrument<D, S extends string> {
  set(...args: [...Labels<D>, state: S]): void;
}

/** Sorts observations. */
export interface HistogramInstrument<D> {
  /** Takes a value in the unit of the metric. */
  observe(...args: [...Labels<D>, value: number]): void;
}

/** Sorts durations. */
export interface TimerInstrument<D> extends HistogramInstrument<D> {
  /**
   * Starts a clock; the function that it returns observes the time since then, and returns it in seconds. Labels that
   * are known at the end only, such as an outcome, are given there.
   */
  startTimer<K extends LabelName<D> = never>(
    labels?: Pick<InstrumentLabels<D>, K>,
  ): TimerEnd<D, Exclude<LabelName<D>, K>>;
}

type TimerEnd<D, K extends LabelName<D>> = (
  ...args: [K] extends [never] ? [] : [labels: Pick<InstrumentLabels<D>, K>]
) => number;

/** What a program does with a declared metric. */
type Instrument<M> =
  M extends Counter<infer D, infer _T, infer _U, infer _J>
    ? CounterInstrument<D>
    : M extends Gauge<infer D, infer _T, infer _U, infer _J>
      ? GaugeInstrument<D>
      : M extends StateMetric<infer D, infer _T, infer S, infer _J>
        ? StateInstrument<D, S>
        : M extends Histogram<infer D, infer _T, infer U, infer _C, infer _B, infer _J>
          ? U extends 'seconds'
            ? TimerInstrument<D>
            : HistogramInstrument<D>
          : never;

/** The names of the jobs that the metrics of a spec belong to. */
export type JobIn<M> = { [K in keyof M]: M[K] extends DeclaredMetric<infer _Y, infer J> ? J : never }[keyof M];

/** The instruments for the metrics of some jobs, under the names by which the spec has the metrics. */
export type Instruments<M, J extends string> = {
  readonly [K in keyof M as M[K] extends DeclaredMetric<MetricType, J> ? K : never]: Instrument<M[K]>;
};

type MetricType = 'counter' | 'gauge' | 'state' | 'histogram';
