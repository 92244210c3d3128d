import { printLabels } from '../../simulate/routing/groups/label-keys.ts';
import type {
  Notification,
  NotificationTimeline,
  Suppression,
  TimedAlert,
} from '../../simulate/routing/notification.ts';
import type { RenderedMessage } from '../../simulate/routing/render/render-notification.ts';
import type { Colors } from '../reporters/colors.ts';

/** A second as people read it: `+1h02m03s`. */
export function secondText(second: number): string {
  const whole = Math.round(second);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, seconds = 0] = parts;
  const two = (part: number): string => String(part).padStart(2, '0');
  if (hours > 0) return `+${hours}h${two(minutes)}m${two(seconds)}s`;
  return minutes > 0 ? `+${minutes}m${two(seconds)}s` : `+${seconds}s`;
}

const reasons: Readonly<Record<Notification['reason'], string>> = {
  first: 'the first of this group',
  'new-alerts': 'there are new alerts',
  resolved: 'something is over',
  repeat: 'a reminder',
};

/** Alerts that a notification lists one by one. */
const shown = 5;

function alertLines({ alerts }: Notification, colors: Colors): readonly string[] {
  const lines = alerts
    .slice(0, shown)
    .map(
      ({ status, labels }) =>
        `    ${status === 'firing' ? colors.red('firing  ') : colors.green('resolved')} ${printLabels(labels)}`,
    );
  return alerts.length > shown ? [...lines, `    and ${alerts.length - shown} more`] : lines;
}

function messageLines({ kind, parts, errors }: RenderedMessage, colors: Colors): readonly string[] {
  const text = ({ name, text: value }: { readonly name: string; readonly text: string }): readonly string[] => {
    const [first = '', ...rest] = value.split('\n');
    if (rest.length === 0) return [`      ${name}: ${first}`];
    return [`      ${name}:`, ...[first, ...rest].map((line) => `        ${line}`)];
  };
  return [
    `    ${colors.bold(kind)}`,
    ...parts.flatMap(text),
    ...errors.map(({ name, text: message }) => colors.red(`      ${name} cannot be rendered: ${message}`)),
  ];
}

function causeText({ cause }: Suppression): string {
  switch (cause.kind) {
    case 'inhibited':
      return `inhibited by ${printLabels(cause.source)}`;
    case 'muted':
      return `muted: it is ${cause.interval}`;
    case 'inactive':
      return `muted: it is not ${cause.intervals.join(' or ')}`;
    case 'silenced':
      return 'silenced';
  }
}

interface Entry {
  readonly at: number;
  readonly text: string;
}

/** Alerts that one moment lists one by one. */
const eventsShown = 4;

function alertEntries(alerts: readonly TimedAlert[], colors: Colors): readonly Entry[] {
  const moments = new Map<string, { at: number; verb: string; labels: string[] }>();
  const add = (at: number, verb: string, alert: TimedAlert): void => {
    const key = `${at} ${verb}`;
    const moment = moments.get(key) ?? { at, verb, labels: [] };
    moment.labels.push(printLabels(alert.labels));
    moments.set(key, moment);
  };
  for (const alert of alerts) {
    add(alert.receivedAt ?? alert.startsAt, 'fires', alert);
    if (alert.resolvedAt !== undefined) add(alert.resolvedAt, 'is over', alert);
  }
  return [...moments.values()].map(({ at, verb, labels }) => {
    const more = labels.length > eventsShown ? `\n    and ${labels.length - eventsShown} more` : '';
    const listed = labels.slice(0, eventsShown).map((one) => `${colors.dim('alert')} ${verb}: ${one}`);
    return { at, text: `${listed.join('\n         ')}${more}` };
  });
}

/** The timeline as people read it: alerts, what was held back, and every notification with its messages. */
export function describeTimeline(
  alerts: readonly TimedAlert[],
  { notifications, suppressions }: NotificationTimeline,
  messagesOf: ((notification: Notification) => readonly RenderedMessage[]) | undefined,
  colors: Colors,
): string {
  const entries: Entry[] = [...alertEntries(alerts, colors)];
  for (const one of suppressions) {
    const until = one.to === one.from ? '' : ` until ${secondText(one.to)}`;
    const text = `${colors.yellow('held back')}${until}: ${printLabels(one.labels)} for ${one.receiver}, ${causeText(one)}`;
    entries.push({ at: one.from, text });
  }
  for (const one of notifications) {
    const count = `${one.alerts.length} alert${one.alerts.length === 1 ? '' : 's'}`;
    const by = one.integrations.map(({ kind }) => kind).join(', ');
    const head = `${colors.bold(`-> ${one.receiver}`)} (${by}) ${one.status}, ${count} of ${printLabels(one.groupLabels)}: ${reasons[one.reason]}`;
    const messages = (messagesOf?.(one) ?? []).flatMap((message) => messageLines(message, colors));
    entries.push({ at: one.at, text: [head, ...alertLines(one, colors), ...messages].join('\n') });
  }
  const lines = entries.map((entry, i) => ({ ...entry, i })).sort((a, b) => a.at - b.at || a.i - b.i);
  return lines.map(({ at, text }) => `${secondText(at).padStart(10)}  ${text}\n`).join('');
}
