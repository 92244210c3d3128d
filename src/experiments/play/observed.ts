/** One episode of an alert; milliseconds after the fault. */
export interface AlertEpisode {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly pending: number;
  /** Absent when it was over before it fired. */
  readonly firing?: number;
  /** The first evaluation that does not have it any more; absent when it lasts to the end. */
  readonly over?: number;
}

/** What somebody was told. */
export interface Told {
  readonly at: number;
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly {
    readonly alert: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly status: 'firing' | 'resolved';
  }[];
}

/** An alert that somebody would have been told, had not another one been more important. */
export interface HeldBack {
  readonly from: number;
  readonly to: number;
  readonly receiver: string;
  readonly alert: string;
  readonly because: string;
}

/** What came of one run of a variant, simulated or real. Times are milliseconds after the fault. */
export interface Observed {
  /** How this run differs from others of the same variant. */
  readonly run: string;
  readonly alerts: readonly AlertEpisode[];
  readonly told: readonly Told[];
  readonly held: readonly HeldBack[];
  /** For each condition of the recovery the evaluations from then on at which it does not hold. */
  readonly unmet: readonly (readonly number[])[];
  /** What could not be evaluated. */
  readonly faults: readonly string[];
}
