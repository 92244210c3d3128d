import { defaultRetention } from '../../shared/default-retention.ts';
import type { AlertmanagerSetup, Integration, RouteNode } from './config/alertmanager.ts';
import { type AlertGroup, startAlertGroup } from './groups/alert-group.ts';
import { createEventQueue } from './groups/event-queue.ts';
import { type HeardAlert, isResolved } from './groups/heard-alert.ts';
import { createInhibitor } from './groups/inhibitor.ts';
import { fingerprintOf, groupLabelsOf, nodeKey, printLabels, withoutEmpty } from './groups/label-keys.ts';
import { muteCause } from './groups/mute-cause.ts';
import { createNotificationLog, type FlushedAlerts } from './groups/notification-log.ts';
import { createSuppressionLog } from './groups/suppression-log.ts';
import { matchesAll } from './matchers/matcher.ts';
import type {
  AlertHistory,
  Notification,
  NotificationOptions,
  NotificationReason,
  NotificationTimeline,
  NotifiedAlert,
  SuppressionCause,
  TimedAlert,
} from './notification.ts';
import { matchRoute } from './route/match-route.ts';

const alertRank = 0;
const cleanupRank = 2;
/** Seconds. */
const cleanupInterval = 30;
const logMaintenance = 900;

/**
 * What Alertmanager sends when it hears of the alerts of a history: grouping, inhibition, mute times, silences and
 * deduplication, second by second. Sending takes no time and always succeeds. Mirrors dispatch/dispatch.go and the stages of notify/notify.go.
 *
 * Where the real program leaves it to chance, alerts come before flushes of the same instant, and a repeat that is due at the instant of a
 * flush waits for the next one.
 */
export function simulateNotifications(
  setup: AlertmanagerSetup,
  { alerts, silences = [] }: AlertHistory,
  options: NotificationOptions,
): NotificationTimeline {
  const { until, epoch = 0, retention = defaultRetention / 1000, firstCleanup = cleanupInterval } = options;
  const queue = createEventQueue();
  const inhibitor = createInhibitor(setup.inhibitRules);
  const log = createNotificationLog(retention);
  const suppressed = createSuppressionLog();
  const notifications: Notification[] = [];
  const groups = new Map<RouteNode, Map<string, AlertGroup>>();
  const keys = keysOf(setup.route);

  function hear(alert: HeardAlert, at: number): void {
    inhibitor.hear(alert);
    for (const route of matchRoute(setup.route, alert.labels)) groupOf(route, alert, at).insert(alert, at);
  }

  function groupOf(route: RouteNode, alert: HeardAlert, at: number): AlertGroup {
    const labels = groupLabelsOf(alert.labels, route.groupBy);
    const fingerprint = fingerprintOf(labels);
    const ofRoute = groups.get(route) ?? new Map<string, AlertGroup>();
    groups.set(route, ofRoute);
    const known = ofRoute.get(fingerprint);
    if (known !== undefined) return known;
    const key = `${keys.get(route) ?? ''}:${printLabels(labels)}`;
    const group = startAlertGroup(route, key, labels, at, queue, flush);
    ofRoute.set(fingerprint, group);
    return group;
  }

  function causeOf(alert: HeardAlert, route: RouteNode, at: number): SuppressionCause | undefined {
    const inhibition = inhibitor.inhibits(alert.labels, at);
    if (inhibition !== undefined)
      return { kind: 'inhibited', rule: inhibition.rule.path, source: inhibition.source.labels };
    const muted = muteCause(route, setup, (epoch + at) * 1000);
    if (muted !== undefined) return muted;
    const silence = silences.findIndex(
      ({ matchers, startsAt, endsAt }) => startsAt <= at && at <= endsAt && matchesAll(matchers, alert.labels),
    );
    return silence < 0 ? undefined : { kind: 'silenced', silence };
  }

  function flush(group: AlertGroup, flushed: readonly HeardAlert[], at: number): void {
    const { route } = group;
    const { receiver } = route;
    const about = { receiver, route: route.path, groupKey: group.key, groupLabels: group.labels };
    const held: Parameters<typeof suppressed.flushed>[2][number][] = [];
    const told = flushed.filter((alert) => {
      const cause = causeOf(alert, route, at);
      if (cause !== undefined) held.push({ ...about, labels: alert.labels, cause });
      return cause === undefined;
    });
    suppressed.flushed(group, at, held);
    if (told.length === 0) return;
    const sets: FlushedAlerts = {
      firing: new Set(told.filter((alert) => !isResolved(alert, at)).map(({ fingerprint }) => fingerprint)),
      resolved: new Set(told.filter((alert) => isResolved(alert, at)).map(({ fingerprint }) => fingerprint)),
    };
    const sent: {
      readonly reason: NotificationReason;
      readonly integration: Integration;
      alerts: readonly HeardAlert[];
    }[] = [];
    for (const integration of setup.receivers.get(receiver)?.integrations ?? []) {
      const { sendResolved } = integration;
      const key = JSON.stringify([receiver, integration.kind, integration.index, group.key]);
      const settings = { sendResolved, repeat: route.repeatInterval / 1000 };
      const reason = log.reason(key, sets, at, settings);
      if (reason === undefined) continue;
      const shown = sendResolved ? told : told.filter((alert) => !isResolved(alert, at));
      if (shown.length > 0) sent.push({ reason, integration, alerts: shown });
      log.record(key, sets, at, settings);
    }
    const labelling =
      Object.keys(route.labels).length === 0
        ? {}
        : { labelling: { templates: route.labels, alerts: flushed.map((alert) => notified(alert, at)) } };
    for (const { integrations, reason, alerts: shown } of alike(sent)) {
      const listed = shown.map((alert) => notified(alert, at));
      const status = listed.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved';
      notifications.push({ at, ...about, integrations, status, reason, alerts: listed, ...labelling });
    }
  }

  function cleanUp(at: number): void {
    for (const ofRoute of groups.values()) {
      for (const [fingerprint, group] of ofRoute) {
        if (!group.isEmpty()) continue;
        group.stop();
        ofRoute.delete(fingerprint);
      }
    }
    if (at + cleanupInterval <= until)
      queue.add(at + cleanupInterval, cleanupRank, () => cleanUp(at + cleanupInterval));
  }

  for (const alert of alerts) {
    for (const [at, heard] of versionsOf(alert)) queue.add(at, alertRank, () => hear(heard, at));
  }
  queue.add(firstCleanup, cleanupRank, () => cleanUp(firstCleanup));
  for (let at = logMaintenance; at <= until; at += logMaintenance) queue.add(at, cleanupRank, () => log.collect(at));
  queue.runUntil(until);
  return { notifications, suppressions: suppressed.all() };
}

/** The versions of an alert, with the seconds in which they are heard. */
function versionsOf(alert: TimedAlert): readonly (readonly [number, HeardAlert])[] {
  const { startsAt, receivedAt = startsAt, resolvedAt, updates = [], generatorUrl = '' } = alert;
  const labels = withoutEmpty(alert.labels);
  const fingerprint = fingerprintOf(labels);
  const version = (annotations: TimedAlert['annotations'], endsAt: number): HeardAlert => ({
    fingerprint,
    labels,
    annotations,
    startsAt,
    endsAt,
    generatorUrl,
  });
  const end = resolvedAt ?? Number.POSITIVE_INFINITY;
  const later = updates.filter(({ at }) => at > receivedAt && at < end);
  const last = later.at(-1)?.annotations ?? alert.annotations;
  return [
    [receivedAt, version(alert.annotations, Number.POSITIVE_INFINITY)],
    ...later.map(({ at, annotations }) => [at, version(annotations, Number.POSITIVE_INFINITY)] as const),
    ...(resolvedAt === undefined ? [] : [[resolvedAt, version(last, resolvedAt)] as const]),
  ];
}

function notified(alert: HeardAlert, at: number): NotifiedAlert {
  const { labels, annotations, startsAt, endsAt, generatorUrl } = alert;
  const about = { labels, annotations, startsAt, generatorUrl };
  return isResolved(alert, at) ? { ...about, status: 'resolved', endsAt } : { ...about, status: 'firing' };
}

/** Integrations that are told the same at the same time. */
function alike<
  T extends {
    readonly reason: NotificationReason;
    readonly integration: Integration;
    readonly alerts: readonly HeardAlert[];
  },
>(
  sent: readonly T[],
): readonly {
  readonly integrations: readonly Integration[];
  readonly reason: NotificationReason;
  readonly alerts: readonly HeardAlert[];
}[] {
  const merged = new Map<
    string,
    { integrations: Integration[]; reason: NotificationReason; alerts: readonly HeardAlert[] }
  >();
  for (const { reason, integration, alerts } of sent) {
    const key = `${reason} ${alerts.length}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { integrations: [integration], reason, alerts });
    else known.integrations.push(integration);
  }
  return [...merged.values()];
}

/** What the keys of the groups of every route begin with. */
function keysOf(root: RouteNode): ReadonlyMap<RouteNode, string> {
  const keys = new Map<RouteNode, string>();
  const visit = (node: RouteNode, parent: string): void => {
    const key = `${parent}${nodeKey(node.matchers)}`;
    keys.set(node, key);
    for (const child of node.routes) visit(child, `${key}/`);
  };
  visit(root, '');
  return keys;
}
