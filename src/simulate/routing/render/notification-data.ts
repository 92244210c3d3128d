import { compare } from '../../../shared/compare.ts';
import type { AlertLabels } from '../matchers/matcher.ts';
import type { Notification, NotifiedAlert } from '../notification.ts';

/** What Alertmanager hands to the templates of a notification, and posts to webhooks. */
export interface NotificationData {
  /** With the characters escaped that mean something in a regular expression. */
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly NotificationAlert[];
  readonly groupLabels: AlertLabels;
  readonly commonLabels: AlertLabels;
  readonly commonAnnotations: AlertLabels;
  /** Why it is sent, in the words of current releases. */
  readonly reason: string;
  /** Rendered. */
  readonly routeLabels: AlertLabels;
  readonly externalUrl: string;
}

/** One alert of the data. */
export interface NotificationAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: AlertLabels;
  readonly annotations: AlertLabels;
  /** Milliseconds since 1970; `endsAt` is absent while it fires. */
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly generatorUrl: string;
  /** 16 hexadecimal digits. */
  readonly fingerprint: string;
}

/** Where and when a notification is rendered. */
export interface RenderSurroundings {
  /** `--web.external-url`, without a slash at the end. */
  readonly externalUrl: string;
  /** Seconds since 1970 of second 0. */
  readonly epoch: number;
}

/** Why a notification is sent, in the words of current releases. */
export function reasonText({ reason, status }: Pick<Notification, 'reason' | 'status'>): string {
  switch (reason) {
    case 'first':
      return 'first notification';
    case 'new-alerts':
      return 'new alerts added';
    case 'resolved':
      return status === 'resolved' ? 'all alerts resolved' : 'some alerts resolved';
    case 'repeat':
      return 'repeat interval elapsed';
  }
}

/** The data of a notification, but for the labels of its route. */
export function notificationData(
  notification: Notification,
  { externalUrl, epoch }: RenderSurroundings,
): NotificationData {
  const { receiver, status, alerts, groupLabels } = notification;
  return {
    receiver: receiver.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&'),
    status,
    alerts: alerts.map((alert) => dataOf(alert, epoch)),
    groupLabels,
    commonLabels: commonOf(alerts.map(({ labels }) => labels)),
    commonAnnotations: commonOf(alerts.map(({ annotations }) => annotations)),
    reason: reasonText(notification),
    routeLabels: {},
    externalUrl,
  };
}

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

function dataOf(alert: NotifiedAlert, epoch: number): NotificationAlert {
  const { status, labels, annotations, startsAt, endsAt, generatorUrl } = alert;
  return {
    status,
    labels,
    annotations,
    startsAt: milliseconds(epoch + startsAt),
    ...(endsAt === undefined ? {} : { endsAt: milliseconds(epoch + endsAt) }),
    generatorUrl,
    fingerprint: labelFingerprint(labels),
  };
}

function commonOf([first = {}, ...rest]: readonly AlertLabels[]): AlertLabels {
  const shared = Object.entries(first).filter(([name, value]) => rest.every((one) => one[name] === value));
  return Object.fromEntries(shared.sort(([a], [b]) => compare(a, b)));
}

const prime = 0x100000001b3n;
const encoder = new TextEncoder();

/** FNV-1a of the sorted labels, as `model.LabelSet.Fingerprint` in prometheus/common. */
export function labelFingerprint(labels: AlertLabels): string {
  let hash = 0xcbf29ce484222325n;
  const add = (byte: number): void => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  };
  for (const [name, value] of Object.entries(labels).sort(([a], [b]) => compare(a, b))) {
    for (const text of [name, value]) {
      for (const byte of encoder.encode(text)) add(byte);
      add(0xff);
    }
  }
  return hash.toString(16).padStart(16, '0');
}
