import type { AlertLabels } from '../matchers/matcher.ts';
import type { AlertAnnotations } from '../notification.ts';

/** An alert in the version that Alertmanager heard of last. */
export interface HeardAlert {
  readonly fingerprint: string;
  readonly labels: AlertLabels;
  readonly annotations: AlertAnnotations;
  readonly startsAt: number;
  /** Infinity while it fires. */
  readonly endsAt: number;
  readonly generatorUrl: string;
}

/** Whether the alert is over at a second. */
export const isResolved = ({ endsAt }: HeardAlert, at: number): boolean => endsAt <= at;
