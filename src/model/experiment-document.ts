import type { ConditionDocument, DurationText, QuantityText } from './document.ts';

/** What happens to a metric or a process. A label `instance` chooses the target; default: the first one of the job. */
export type EffectDocument =
  /** A counter counts events. */
  | {
      readonly kind: 'gains';
      readonly metric: string;
      readonly count: number;
      readonly labels?: Readonly<Record<string, string>>;
    }
  /** A gauge shows a value from now on. */
  | {
      readonly kind: 'becomes';
      readonly metric: string;
      readonly value: QuantityText;
      readonly labels?: Readonly<Record<string, string>>;
    }
  /** A state metric shows a state from now on. */
  | {
      readonly kind: 'turns';
      readonly metric: string;
      readonly state: string;
      readonly labels?: Readonly<Record<string, string>>;
    }
  /** A histogram takes a value. */
  | {
      readonly kind: 'observes';
      readonly metric: string;
      readonly value: QuantityText;
      readonly labels?: Readonly<Record<string, string>>;
      /** How many times. Default: 1. */
      readonly times?: number;
    }
  /** A process ends, and its target cannot be scraped; or it starts afresh, every metric as at its beginning. */
  | { readonly kind: 'stops' | 'starts'; readonly job: string; readonly instance?: string };

/** Effects all the time, warm-up included. */
export interface LoadDocument {
  readonly every: DurationText;
  readonly do: readonly EffectDocument[];
}

/** Effects at one time after the fault, or again and again from one time to another. */
export type MomentDocument =
  | { readonly at: DurationText; readonly do: readonly EffectDocument[] }
  | {
      readonly every: DurationText;
      readonly from: DurationText;
      /** The last time at which it may happen. */
      readonly to: DurationText;
      readonly do: readonly EffectDocument[];
    };

/** An alert that must fire, and who must hear of it. All times are after the fault. */
export interface ExpectedAlertDocument {
  readonly alert: string;
  /** Fires at this time at the latest ... */
  readonly by: DurationText;
  /** ... and not before this one. */
  readonly notBefore?: DurationText;
  /** The receiver that is told of it. */
  readonly tells: string;
  /** Told at this time at the latest. */
  readonly toldBy: DurationText;
}

/** One way to run an experiment. */
export interface VariantDocument {
  readonly name: string;
  /** What makes it different, in one sentence. */
  readonly what: string;
  /** How to inject the fault, step by step. */
  readonly method: readonly string[];
  /** How long everything is normal before the fault. Default: 2m. */
  readonly warmUp?: DurationText;
  /** How long it is watched after the fault. */
  readonly lasts: DurationText;
  /** What the metrics show before the fault, besides zeros. */
  readonly before?: readonly EffectDocument[];
  readonly load?: readonly LoadDocument[];
  readonly timeline: readonly MomentDocument[];
  readonly fires: readonly ExpectedAlertDocument[];
  /** Alerts of which one could think that they fire, and why they must not. All that are not in `fires` must not. */
  readonly silent?: readonly { readonly alert: string; readonly because: string }[];
  /** All alerts are over at this time, and the conditions hold from then on. */
  readonly recovered: { readonly by: DurationText; readonly when?: readonly ConditionDocument[] };
  /** What is to be learnt from it about the requirements or the alerts. */
  readonly finding?: string;
}

/** A fault that is injected on purpose, and what must come of it. */
export interface ExperimentDocument {
  readonly name: string;
  readonly title: string;
  /** What the system does when it works. */
  readonly expected: string;
  /** When to stop the experiment. */
  readonly abort: readonly string[];
  /** What to check beyond alerts and metrics. */
  readonly verify: readonly string[];
  readonly variants: readonly VariantDocument[];
}
