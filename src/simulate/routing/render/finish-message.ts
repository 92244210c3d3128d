import { sha256 } from '../../../shared/sha256.ts';
import type { Integration } from '../config/alertmanager.ts';
import type { Notification } from '../notification.ts';
import type { MessagePart, RenderedMessage } from './render-notification.ts';

type Parts = Pick<RenderedMessage, 'parts' | 'errors'>;
type Finish = (message: Parts, integration: Integration, notification: Notification) => Parts;

const part = (name: string, text: string): MessagePart => ({ name, text });

/** Whole seconds of a duration as Go writes it. */
function goSeconds(text: string): number {
  const units: Readonly<Record<string, number>> = {
    h: 3600,
    m: 60,
    s: 1,
    ms: 1e-3,
    us: 1e-6,
    µs: 1e-6,
    μs: 1e-6,
    ns: 1e-9,
  };
  const sum = [...text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)]
    .map(([, count, unit]) => Number(count) * (units[unit ?? ''] ?? 0))
    .reduce((total, one) => total + one, 0);
  return Math.trunc((text.startsWith('-') ? -sum : sum) + 1e-9);
}

/** A message is never empty, and tells how often and how long an emergency is repeated. */
const pushover: Finish = ({ parts, errors }, { settings }) => {
  const message = parts.find(({ name }) => name === 'message')?.text.trim() || '(no details)';
  const hasFailed = errors.some(({ name }) => name === 'message');
  const others = parts.filter(({ name }) => name !== 'message');
  const titles = others.filter(({ name }) => name === 'title');
  const ttl = goSeconds(String(settings['ttl'] ?? '0'));
  return {
    errors,
    parts: [
      ...titles,
      ...(hasFailed ? [] : [part('message', message)]),
      ...others.filter(({ name }) => name !== 'title'),
      part('retry', String(goSeconds(String(settings['retry'] ?? '1m')))),
      part('expire', String(goSeconds(String(settings['expire'] ?? '1h')))),
      ...(ttl > 0 ? [part('ttl', String(ttl))] : []),
      ...['html', 'monospace'].filter((name) => settings[name] === true).map((name) => part(name, '1')),
    ],
  };
};

const colored =
  (name: string, firing: string, resolved: string): Finish =>
  ({ parts, errors }, _, { status }) => ({
    errors,
    parts: [...parts, part(name, status === 'firing' ? firing : resolved)],
  });

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Issues carry a label by which they are found again; version 3 of the API wants a description in JSON. */
const jira: Finish = ({ parts, errors }, { settings }, { groupKey }) => {
  const isLabel = ({ name }: MessagePart): boolean => name.startsWith('labels.');
  const labels = [...parts.filter(isLabel).map(({ text }) => text), `ALERT{${sha256(groupKey)}}`]
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((text, i) => part(`labels.${i}`, text));
  const description = parts.find(({ name }) => name === 'description')?.text.trim() ?? '';
  const isBad = /\/3\/*$/.test(String(settings['api_url'] ?? '')) && description !== '' && !isJson(description);
  const rest = parts.filter((one) => !isLabel(one));
  const isField = ({ name }: MessagePart): boolean => name.startsWith('fields.');
  return {
    parts: [...rest.filter((one) => !isField(one)), ...labels, ...rest.filter(isField)],
    errors: isBad
      ? [
          ...errors,
          part('description', 'not JSON, which version 3 of the API of Jira wants (the address ends in `/3`)'),
        ]
      : errors,
  };
};

const priorities = ['urgent', 'important', 'standard'];

/** A priority that Mattermost does not know is the standard one. */
const mattermost: Finish = ({ parts, errors }) => ({
  errors,
  parts: parts.map((one) => {
    if (one.name !== 'priority.priority') return one;
    const priority = one.text.toLowerCase();
    return part(one.name, priorities.includes(priority) ? priority : 'standard');
  }),
});

const finishes: Readonly<Record<string, Finish>> = {
  pushover,
  jira,
  mattermost,
  msteams: colored('themeColor', '8C1A1A', '2DC72D'),
  msteamsv2: colored('color', 'Attention', 'Good'),
};

/** What Alertmanager changes in the rendered texts, and adds to them, before it sends them. */
export const finishMessage: Finish = (message, integration, notification) =>
  finishes[integration.kind]?.(message, integration, notification) ?? message;
