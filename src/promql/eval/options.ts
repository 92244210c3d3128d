import type { SharedResults } from './sharing/shared-results.ts';

/** Which Prometheus to answer as. */
export type Compatibility = '3' | '2.42';

/** What a query is evaluated with; every field has the default of Prometheus. */
export interface EvalOptions {
  /** `'3'` by default. */
  readonly compat?: Compatibility;
  /** How long an instant selector looks back for a sample, in milliseconds; 5 minutes by default. */
  readonly lookbackMs?: number;
  /** Resolution of a subquery that names none, in milliseconds; 1 minute by default. */
  readonly subqueryStepMs?: number;
  /** Samples that a query may hold at once; 50 million by default. */
  readonly maxSamples?: number;
  /** Keep metric names until the end of the query (a feature flag of Prometheus 3); off by default. */
  readonly delayedNameRemoval?: boolean;
  /** Let `rate` and its kin use start timestamps of samples (a feature flag of Prometheus 3); off by default. */
  readonly startTimestamps?: boolean;
  /** The text of the query, for the line and column in annotations; without it they carry no position. */
  readonly text?: string;
  /** Results of another expression with many of the same nodes, for instant queries. */
  readonly shared?: SharedResults;
}

/** Where the two versions differ. */
export interface Semantics {
  /** Ranges and lookback exclude a sample exactly at their start. */
  readonly leftOpen: boolean;
  /** `rate` limits extrapolation at zero before it compares with the threshold, not after. */
  readonly clampsToZeroFirst: boolean;
  /** `sum` and `avg` compensate rounding errors, and averages sum first and divide once. */
  readonly compensated: boolean;
  /** The variance of an infinite value is NaN and not 0. */
  readonly infiniteVarianceIsNaN: boolean;
  /** `atan2` drops the metric name as other arithmetic does. */
  readonly atan2DropsName: boolean;
  /** `.` in a regular expression matches a line break. */
  readonly dotMatchesNewline: boolean;
  /** Two matches for one series are an error even when a comparison filters the result. */
  readonly matchesBeforeFilter: boolean;
  /** Numerically insignificant decreases of classic buckets are ignored. */
  readonly toleratesBucketNoise: boolean;
  /** Labels that describe the metric and not the series. */
  readonly metadataLabels: ReadonlySet<string>;
}

const prometheus3: Semantics = {
  leftOpen: true,
  clampsToZeroFirst: false,
  compensated: true,
  infiniteVarianceIsNaN: true,
  atan2DropsName: true,
  dotMatchesNewline: true,
  matchesBeforeFilter: true,
  toleratesBucketNoise: true,
  metadataLabels: new Set(['__name__', '__type__', '__unit__']),
};

const prometheus242: Semantics = {
  leftOpen: false,
  clampsToZeroFirst: true,
  compensated: false,
  infiniteVarianceIsNaN: false,
  atan2DropsName: false,
  dotMatchesNewline: false,
  matchesBeforeFilter: false,
  toleratesBucketNoise: false,
  metadataLabels: new Set(['__name__']),
};

/** Options with every default filled in. */
export interface ResolvedOptions {
  readonly compat: Compatibility;
  readonly semantics: Semantics;
  readonly lookbackMs: number;
  readonly subqueryStepMs: number;
  readonly maxSamples: number;
  readonly delayedNameRemoval: boolean;
  readonly startTimestamps: boolean;
  readonly shared: SharedResults | undefined;
}

/** Fills in the defaults. */
export function resolveOptions(options: EvalOptions): ResolvedOptions {
  const compat = options.compat ?? '3';
  return {
    compat,
    semantics: compat === '2.42' ? prometheus242 : prometheus3,
    lookbackMs: options.lookbackMs ?? 300_000,
    subqueryStepMs: options.subqueryStepMs ?? 60_000,
    maxSamples: options.maxSamples ?? 50_000_000,
    delayedNameRemoval: (options.delayedNameRemoval ?? false) && compat === '3',
    startTimestamps: (options.startTimestamps ?? false) && compat === '3',
    shared: options.shared,
  };
}
