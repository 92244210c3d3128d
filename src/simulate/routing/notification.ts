import type { Path } from '../rules/yaml-fields.ts';
import type { Integration } from './config/alertmanager.ts';
import type { AlertLabels, Matcher } from './matchers/matcher.ts';

/** Texts about an alert that do not tell it from others. */
export type AlertAnnotations = Readonly<Record<string, string>>;

/** One episode of an alert: from its start to its end. The same labels may have several, one after the other. */
export interface TimedAlert {
  /** `alertname` included. */
  readonly labels: AlertLabels;
  readonly annotations: AlertAnnotations;
  /** Second in which it starts to fire, as the alert says it. */
  readonly startsAt: number;
  /** Second in which Alertmanager hears of it; `startsAt` when absent. */
  readonly receivedAt?: number;
  /** Second in which it ends, and Alertmanager hears of that; absent when it fires to the last. */
  readonly resolvedAt?: number;
  /** Annotations that replace the ones before. */
  readonly updates?: readonly { readonly at: number; readonly annotations: AlertAnnotations }[];
  /** The page of the rule in Prometheus. */
  readonly generatorUrl?: string;
}

/** A silence; both ends are seconds. */
export interface TimedSilence {
  readonly matchers: readonly Matcher[];
  readonly startsAt: number;
  readonly endsAt: number;
  readonly comment?: string;
}

/** What happens to Alertmanager. */
export interface AlertHistory {
  readonly alerts: readonly TimedAlert[];
  readonly silences?: readonly TimedSilence[];
}

/** What the simulation has to know of the surroundings. */
export interface NotificationOptions {
  /** The last second that is simulated. */
  readonly until: number;
  /** Seconds since 1970 of second 0, for the times at which routes are muted; 0 when absent. */
  readonly epoch?: number;
  /** Seconds for which Alertmanager remembers what it sent (`--data.retention`); 120 hours when absent. */
  readonly retention?: number;
  /** Second of the first clean-up of empty groups; one follows every 30 s. 30 when absent. */
  readonly firstCleanup?: number;
}

/** An alert as a notification shows it. */
export interface NotifiedAlert {
  readonly labels: AlertLabels;
  readonly annotations: AlertAnnotations;
  readonly status: 'firing' | 'resolved';
  readonly startsAt: number;
  /** Absent while it fires. */
  readonly endsAt?: number;
  readonly generatorUrl: string;
}

/** Why Alertmanager notifies now. */
export type NotificationReason = 'first' | 'new-alerts' | 'resolved' | 'repeat';

/** At second `at`, the receiver gets the group with its alerts. */
export interface Notification {
  readonly at: number;
  readonly receiver: string;
  /** Those of the receiver that are told this, in the order of the configuration. */
  readonly integrations: readonly Integration[];
  /** The route that took the alerts. */
  readonly route: Path;
  readonly groupKey: string;
  readonly groupLabels: AlertLabels;
  readonly status: 'firing' | 'resolved';
  readonly reason: NotificationReason;
  /** In the order in which Alertmanager lists them. */
  readonly alerts: readonly NotifiedAlert[];
  /** Absent when the route has none. */
  readonly labelling?: RouteLabelling;
}

/** The labels of a route as they are written, and what they are rendered from. */
export interface RouteLabelling {
  readonly templates: Readonly<Record<string, string>>;
  /** The whole group, those included that the message leaves out. */
  readonly alerts: readonly NotifiedAlert[];
}

/** Why an alert was held back. */
export type SuppressionCause =
  | { readonly kind: 'inhibited'; readonly rule: Path; readonly source: AlertLabels }
  /** The route is muted in this interval, or active only in intervals of which none contains the moment. */
  | { readonly kind: 'muted'; readonly interval: string }
  | { readonly kind: 'inactive'; readonly intervals: readonly string[] }
  | { readonly kind: 'silenced'; readonly silence: number };

/** An alert that a group would have told its receiver between two seconds, both inclusive, and did not. */
export interface Suppression {
  readonly from: number;
  readonly to: number;
  readonly receiver: string;
  readonly route: Path;
  readonly groupKey: string;
  readonly groupLabels: AlertLabels;
  readonly labels: AlertLabels;
  readonly cause: SuppressionCause;
}

/** Everything that was sent and held back, in the order of time. */
export interface NotificationTimeline {
  readonly notifications: readonly Notification[];
  readonly suppressions: readonly Suppression[];
}
