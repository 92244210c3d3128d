import { compare } from '../../../shared/compare.ts';
import type { AlertLabels } from '../matchers/matcher.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { NotificationAlert, NotificationData } from './notification-data.ts';

const sorted = (labels: AlertLabels): AlertLabels =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compare(a, b)));

/** A moment as Go prints it in JSON: no more digits of a second than there are. */
const moment = (ms: number): string => new Date(ms).toISOString().replace(/\.?0*Z$/, 'Z');

const payloadAlert = (alert: NotificationAlert) => ({
  status: alert.status,
  labels: sorted(alert.labels),
  annotations: sorted(alert.annotations),
  startsAt: moment(alert.startsAt),
  endsAt: alert.endsAt === undefined ? '0001-01-01T00:00:00Z' : moment(alert.endsAt),
  generatorURL: alert.generatorUrl,
  fingerprint: alert.fingerprint,
});

/** What is said of a group besides its data. */
export interface PayloadFrame {
  /** That of the protocol. */
  readonly version: string;
  readonly groupKey: string;
  /** Alerts that are left out. */
  readonly truncatedAlerts: number;
}

/** The JSON that a webhook gets, keys in the order of Alertmanager. */
export function webhookPayload(data: NotificationData, frame: PayloadFrame, release: AlertmanagerVersion): object {
  const isCurrent = release === 'current';
  const { version, groupKey, truncatedAlerts } = frame;
  return {
    receiver: data.receiver,
    status: data.status,
    alerts: data.alerts.map(payloadAlert),
    ...(isCurrent ? { notification_reason: data.reason } : {}),
    groupLabels: sorted(data.groupLabels),
    commonLabels: sorted(data.commonLabels),
    commonAnnotations: sorted(data.commonAnnotations),
    ...(isCurrent ? { routeLabels: sorted(data.routeLabels) } : {}),
    externalURL: data.externalUrl,
    version,
    groupKey,
    truncatedAlerts,
  };
}
