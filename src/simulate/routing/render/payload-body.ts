import type { Integration } from '../config/alertmanager.ts';
import type { AlertLabels } from '../matchers/matcher.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { Notification } from '../notification.ts';
import { notificationData, type RenderSurroundings, reasonText } from './notification-data.ts';
import { webhookPayload } from './webhook-payload.ts';

/** What incident.io takes, in bytes. */
const incidentLimit = 512 * 1024;

/** The length in bytes as Go encodes it: some characters are escapes, and there is a line feed at the end. */
const encodedLength = (payload: object): number =>
  Buffer.byteLength(JSON.stringify(payload).replace(/[<>&\u2028\u2029]/g, '123456')) + 1;

/** The JSON that a webhook or incident.io gets. With `max_alerts`, the others are not even among what is common to all. */
export function payloadBody(
  notification: Notification,
  { kind, settings }: Pick<Integration, 'kind' | 'settings'>,
  routeLabels: AlertLabels,
  surroundings: RenderSurroundings,
  release: AlertmanagerVersion,
): object {
  const maximum = Number(settings['max_alerts'] ?? 0) || Number.POSITIVE_INFINITY;
  const alerts = notification.alerts.slice(0, maximum);
  const status = alerts.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved';
  const data = {
    ...notificationData({ ...notification, alerts, status }, surroundings),
    reason: reasonText(notification),
    routeLabels,
  };
  const frame = {
    version: kind === 'incidentio' ? '1' : '4',
    groupKey: notification.groupKey,
    truncatedAlerts: notification.alerts.length - alerts.length,
  };
  const payload = webhookPayload(data, frame, release);
  const isTooLong = kind === 'incidentio' && encodedLength(payload) > incidentLimit;
  return isTooLong ? webhookPayload({ ...data, alerts: data.alerts.slice(0, 1) }, frame, release) : payload;
}
