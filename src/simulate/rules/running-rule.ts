import type { NativeHistogram } from '../../promql/histogram/native-histogram.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { QueryRow } from './query-rows.ts';

/** An alert that is pending or firing. */
export interface ActiveAlert {
  /** `alertname` included. */
  readonly labels: Labels;
  readonly state: 'pending' | 'firing';
  /** When it became pending, in milliseconds. */
  readonly activeAt: number;
  readonly value: number | NativeHistogram;
  /** Expanded when they are asked for. */
  readonly annotations: () => Labels;
}

/** A rule with its state on one storage. */
export type RunningRule = RunningRecordingRule | RunningAlertingRule;

interface Evaluated {
  /** Evaluates at a time in milliseconds and stores the results. Returns why it failed, in the words of Prometheus. */
  evaluate(timeMs: number): string | undefined;
}

export interface RunningRecordingRule extends Evaluated {
  readonly kind: 'recording';
}

export interface RunningAlertingRule extends Evaluated {
  readonly kind: 'alerting';
  readonly name: string;
  /** Evaluates with a result that is known already. */
  take(rows: readonly QueryRow[], timeMs: number): string | undefined;
  /** Starts anew, as if it had never been evaluated. Only for rules that write no series. */
  restart(): void;
  /** What is pending or firing since the last evaluation. */
  active(): readonly ActiveAlert[];
}
