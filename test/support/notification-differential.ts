import type { RouteNode } from '../../src/simulate/routing/config/alertmanager.ts';
import { loadAlertmanager } from '../../src/simulate/routing/config/load-alertmanager.ts';
import type { AlertHistory, Notification } from '../../src/simulate/routing/notification.ts';
import { payloadBody } from '../../src/simulate/routing/render/payload-body.ts';
import { simulateNotifications } from '../../src/simulate/routing/simulate-notifications.ts';
import { runAlertmanager } from './alertmanager-run.ts';
import type { NotificationSink, WebhookPayload } from './notification-sink.ts';
import { createRandom } from './random.ts';

/** Seconds by which a real notification may be earlier or later than the simulated one. */
export const tolerance = 0.75;
/** Seconds by which events are moved to find the groups whose notifications hang on the instant. */
const jitter = 0.2;
const variants = 12;

/** How the real Alertmanager and the simulation compare. */
export interface NotificationDifference {
  /** Groups that were compared; the others depend on who comes first within `jitter`. */
  readonly compared: ReadonlySet<string>;
  readonly unstable: ReadonlySet<string>;
  readonly notifications: number;
  readonly suppressions: number;
  readonly differences: readonly string[];
  /** Seconds at which the real program told each group. */
  readonly heard: ReadonlyMap<string, readonly number[]>;
}

interface Told {
  readonly at: number;
  readonly payload: WebhookPayload;
}

const groupOf = (path: string, groupKey: string): string => `${path} ${groupKey}`;

/** Runs a history through both; every integration of the configuration has to be a webhook of the sink, at `/RECEIVER/KIND/INDEX`. */
export async function notificationDifference(
  configFor: (sink: NotificationSink) => string,
  history: AlertHistory,
  until: number,
  seed: number,
): Promise<NotificationDifference> {
  let text = '';
  const run = await runAlertmanager(
    (sink) => {
      text = configFor(sink);
      return text;
    },
    history,
    until + 1,
  );
  const loaded = await loadAlertmanager(text, 'alertmanager.yml', '0.25');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  const { setup } = loaded.value;
  const epoch = run.base / 1000;
  const simulate = (changed: AlertHistory, firstCleanup: number) =>
    simulateNotifications(setup, changed, { until, epoch, firstCleanup });

  const timeline = simulate(history, run.firstCleanup);
  const simulated = byGroup(timeline.notifications, epoch);
  const real = new Map<string, Told[]>();
  for (const { path, at, body } of run.received) {
    const payload = JSON.parse(body) as WebhookPayload;
    const second = (at - run.base) / 1000;
    if (second > until) continue;
    const group = groupOf(path, payload.groupKey);
    real.set(group, [...(real.get(group) ?? []), { at: second, payload }]);
  }

  const unstable = new Set<string>();
  const random = createRandom(seed);
  for (let i = 0; i < variants; i++) {
    const moved = jittered(history, () => (random.next() * 2 - 1) * jitter);
    const cleanup = run.firstCleanup + (random.next() * 2 - 1) * 1.5;
    const other = byGroup(simulate(moved, cleanup).notifications, epoch);
    for (const group of new Set([...simulated.keys(), ...other.keys()]))
      if (!isAlike(simulated.get(group) ?? [], other.get(group) ?? [])) unstable.add(group);
  }
  // The last ones may be on either side of the end.
  for (const [group, told] of [...simulated, ...real])
    if (told.some(({ at }) => at > until - tolerance)) unstable.add(group);

  // Where a repeat is due at the instant of a flush, the time that sending took decides which flush it is.
  for (const { reason, integrations, groupKey, route } of timeline.notifications) {
    const node = nodeAt(setup.route, route.join('.'));
    if (reason !== 'repeat' || node === undefined || node.repeatInterval % node.groupInterval !== 0) continue;
    for (const { settings } of integrations) unstable.add(groupOf(new URL(String(settings['url'])).pathname, groupKey));
  }

  const differences: string[] = [];
  const compared = new Set<string>();
  let notifications = 0;
  for (const group of new Set([...simulated.keys(), ...real.keys()])) {
    if (unstable.has(group)) continue;
    compared.add(group);
    const [wanted, got] = [simulated.get(group) ?? [], real.get(group) ?? []];
    notifications += wanted.length;
    const list = (told: readonly Told[]) =>
      told.map(({ at, payload }) => `${at.toFixed(2)} ${shapeOf(payload)}`).join('; ');
    const same =
      wanted.length === got.length &&
      wanted.every(({ at, payload }, i) => {
        const other = got[i];
        return (
          other !== undefined &&
          Math.abs(at - other.at) <= tolerance &&
          JSON.stringify(payload) === JSON.stringify(other.payload)
        );
      });
    if (same) continue;
    const [a, b] = [list(wanted), list(got)];
    differences.push(`${group}\n  simulated: ${a}\n  real:      ${b}${a === b ? JSON.stringify([wanted, got]) : ''}`);
  }
  const heard = new Map([...real].map(([group, told]) => [group, told.map(({ at }) => at)]));
  return { heard, compared, unstable, notifications, suppressions: timeline.suppressions.length, differences };
}

const nodeAt = (node: RouteNode, path: string): RouteNode | undefined =>
  node.path.join('.') === path
    ? node
    : node.routes.map((child) => nodeAt(child, path)).find((one) => one !== undefined);

const shapeOf = ({ status, alerts }: WebhookPayload): string =>
  `${status} ${alerts.map((alert) => `${alert.status}:${JSON.stringify(alert.labels)}${JSON.stringify(alert.annotations)}`).join(' ')}`;

/** Whether both tell the same at about the same times. */
const isAlike = (a: readonly Told[], b: readonly Told[]): boolean =>
  a.length === b.length &&
  a.every(({ at, payload }, i) => {
    const other = b[i];
    return other !== undefined && Math.abs(at - other.at) <= tolerance && shapeOf(payload) === shapeOf(other.payload);
  });

function byGroup(notifications: readonly Notification[], epoch: number): Map<string, Told[]> {
  const groups = new Map<string, Told[]>();
  for (const notification of notifications) {
    const surroundings = { externalUrl: 'http://alertmanager.example.com', epoch };
    for (const integration of notification.integrations) {
      const path = new URL(String(integration.settings['url'])).pathname;
      const payload = payloadBody(notification, integration, {}, surroundings, '0.25') as WebhookPayload;
      const group = groupOf(path, notification.groupKey);
      groups.set(group, [...(groups.get(group) ?? []), { at: notification.at, payload }]);
    }
  }
  return groups;
}

/** Events of one moment stay together. */
function jittered({ alerts, silences = [] }: AlertHistory, move: () => number): AlertHistory {
  const moves = new Map<number, number>();
  const moved = (at: number): number => {
    const by = moves.get(at) ?? move();
    moves.set(at, by);
    return at + by;
  };
  return {
    alerts: alerts.map((alert) => ({
      ...alert,
      receivedAt: moved(alert.receivedAt ?? alert.startsAt),
      ...(alert.resolvedAt === undefined ? {} : { resolvedAt: moved(alert.resolvedAt) }),
      ...(alert.updates === undefined ? {} : { updates: alert.updates.map((one) => ({ ...one, at: moved(one.at) })) }),
    })),
    silences: silences.map((one) => ({ ...one, startsAt: moved(one.startsAt), endsAt: moved(one.endsAt) })),
  };
}
