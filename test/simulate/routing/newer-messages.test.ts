import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderNotification } from '../../../src/simulate/routing/render/render-notification.ts';
import { createTemplateLibrary } from '../../../src/simulate/routing/render/template-library.ts';
import { simulateNotifications } from '../../../src/simulate/routing/simulate-notifications.ts';
import { loadSetup } from './load-setup.ts';

type Parts = Readonly<Record<string, string>>;

interface Rendered {
  readonly parts: Parts;
  readonly errors: Parts;
}

/** The messages about two alerts that fire and are over together, the one about the fire first. */
async function rendered(kind: string, settings: object, severity = 'critical'): Promise<readonly Rendered[]> {
  const library = createTemplateLibrary([], 'current');
  if (!library.ok) throw new Error(JSON.stringify(library.errors));
  const config = {
    route: { receiver: 'all', group_wait: '30s', group_by: ['alertname'] },
    receivers: [{ name: 'all', [`${kind}_configs`]: [{ send_resolved: true, ...settings }] }],
  };
  const alert = (instance: string) => ({
    labels: { alertname: 'Down', instance, severity },
    annotations: { summary: `<${instance}>` },
    startsAt: 0,
    resolvedAt: 100,
  });
  const { notifications } = simulateNotifications(
    await loadSetup(JSON.stringify(config), 'current'),
    { alerts: [alert('a'), alert('b')] },
    { until: 400 },
  );
  expect(notifications).toHaveLength(2);
  const texts = (all: readonly { readonly name: string; readonly text: string }[]): Parts =>
    Object.fromEntries(all.map(({ name, text }) => [name, text]));
  return notifications
    .flatMap((one) => renderNotification(one, library.value, { externalUrl: 'http://am', epoch: 0 }))
    .map(({ parts, errors }) => ({ parts: texts(parts), errors: texts(errors) }));
}

const present = (texts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));

const long = (length: number): string => 'x'.repeat(length);
const cut = (length: number): string => `${long(length - 1)}…`;
const title = (status: string): string => `[${status}] Down (critical)`;
/** The stock text, byte by byte. */
const list = (status: string, before = ''): string =>
  `\n${before}\n# Alerts ${status}:\n${['a', 'b']
    .map(
      (one) =>
        `\nLabels:\n  - alertname = Down\n  - instance = ${one}\n  - severity = critical\n\nAnnotations:\n  - summary = <${one}>\n\nSource: \n`,
    )
    .join('')}\n\n${status === 'Firing' ? '\n\n' : '\n'}`;

// What follows is what the code of Alertmanager sends, written as the body of its request.
describe('messages to services that 0.25 does not know', () => {
  it('Microsoft Teams gets a card with a colour', async () => {
    const [firing, resolved] = await rendered('msteams', { webhook_url: 'http://x/' });
    const card = (status: string, themeColor: string) => ({ title: title(status), summary: title(status), themeColor });
    expect(firing?.parts).toMatchObject(card('FIRING:2', '8C1A1A'));
    expect(resolved?.parts).toMatchObject(card('RESOLVED', '2DC72D'));
    expect(Object.keys(firing?.parts ?? {})).toEqual(['title', 'summary', 'text', 'themeColor']);
    expect(firing?.parts['text']).toBe(list('Firing'));
    expect(resolved?.parts['text']).toBe(list('Resolved', '\n'));
  });

  it('Microsoft Teams by workflows gets an adaptive card with a colour', async () => {
    const [firing, resolved] = await rendered('msteamsv2', { webhook_url: 'http://x/', text: '{{ len .Alerts }}' });
    const body = (status: string, color: string) => [
      { type: 'TextBlock', text: title(status), weight: 'Bolder', size: 'Medium', wrap: true, style: 'heading', color },
      { type: 'TextBlock', text: '2', wrap: true },
    ];
    const read = ([heading, text]: ReturnType<typeof body>) => ({
      title: heading?.text,
      text: text?.text,
      color: heading?.color,
    });
    expect(firing?.parts).toEqual(read(body('FIRING:2', 'Attention')));
    expect(resolved?.parts).toEqual(read(body('RESOLVED', 'Good')));
  });

  it('Jira gets an issue with a label of its group', async () => {
    const [firing] = await rendered('jira', {
      api_url: 'https://jira.example.com/rest/api/2/',
      project: '{{ .CommonLabels.severity }}',
      issue_type: 'Bug',
      summary: long(300),
      description: long(40_000),
      labels: ['z{{ .Status }}', 'B', 'a'],
      fields: { customfield_1: { value: '{{ len .Alerts }}' } },
    });
    const hash = createHash('sha256').update('{}:{alertname="Down"}').digest('hex');
    const fields = {
      project: { key: 'critical' },
      issuetype: { name: 'Bug' },
      summary: cut(255),
      description: cut(32_767),
      priority: { name: 'High' },
      labels: [`ALERT{${hash}}`, 'B', 'a', 'zfiring'],
      customfield_1: { value: 2 },
    };
    const { project, issuetype, priority, labels, customfield_1: field, ...texts } = fields;
    expect(firing?.parts).toEqual({
      ...texts,
      project: project.key,
      issue_type: issuetype.name,
      priority: priority.name,
      ...Object.fromEntries(labels.map((label, i) => [`labels.${i}`, label])),
      'fields.customfield_1.value': String(field.value),
    });
    expect(firing?.errors).toEqual({});
  });

  it('Jira gets the stock description, and the loudest priority of those that fire, or else of all', async () => {
    const settings = { api_url: 'https://jira.example.com/rest/api/2', project: 'X', issue_type: 'Bug' };
    const [firing, resolved] = await rendered('jira', settings);
    expect(firing?.parts['description']).toBe(list('Firing'));
    expect(resolved?.parts['description']).toBe(list('Resolved', '\n'));
    const priorities = async (severity: string) =>
      (await rendered('jira', settings, severity)).map(({ parts }) => parts['priority']);
    for (const [severity, priority] of [
      ['critical', 'High'],
      ['warning', 'Medium'],
      ['info', 'Low'],
      ['other', undefined],
    ] as const)
      expect(await priorities(severity), severity).toEqual([priority, priority]);
  });

  it('version 3 of the API of Jira gets no description that is not JSON', async () => {
    const settings = { api_url: 'https://x.atlassian.net/rest/api/3', project: 'X', issue_type: 'Bug' };
    const [stock] = await rendered('jira', settings);
    expect(Object.keys(stock?.errors ?? {})).toEqual(['description']);
    for (const description of ['', ' ', ' {"type": "doc"} ']) {
      const [own] = await rendered('jira', { ...settings, description });
      expect(own?.errors, description).toEqual({});
    }
  });

  it('Rocket.Chat gets one attachment', async () => {
    const [firing, resolved] = await rendered('rocketchat', {
      token_id: 'x',
      token: 'y',
      channel: '#x',
      emoji: ':x:',
      icon_url: 'http://x/icon',
      title: long(1100),
      text: '{{ .Status }}',
      image_url: 'http://x/image',
      thumb_url: 'http://x/{{ .Status }}',
      fields: [{ title: 'a', value: '{{ len .Alerts }}', short: true }],
      actions: [{ type: 'button', text: 'go', url: 'http://x/{{ .Status }}', msg: 'm', imageurl: 'http://x/no' }],
    });
    const body = (status: string, color: string) => ({
      channel: '#x',
      emoji: ':x:',
      avatar: 'http://x/icon',
      attachments: [
        {
          title: cut(1024),
          title_link: 'http://am/#/alerts?receiver=all',
          text: status,
          image_url: 'http://x/image',
          thumb_url: `http://x/${status}`,
          color,
          fields: [{ title: 'a', value: '2', short: true }],
          actions: [{ type: 'button', text: 'go', url: `http://x/${status}`, msg: 'm' }],
        },
      ],
    });
    const read = ({ avatar, attachments: [attachment], ...frame }: ReturnType<typeof body>) => {
      const { fields = [], actions = [], ...texts } = attachment ?? {};
      const named = [
        ...fields.flatMap((one, i) => [`fields.${i}.title`, one.title, `fields.${i}.value`, one.value]),
        ...actions.flatMap(({ text, url, msg }, i) => [
          ...[`actions.${i}.text`, text, `actions.${i}.url`, url, `actions.${i}.msg`, msg],
        ]),
      ];
      const pairs = named.flatMap((name, i) => (i % 2 === 0 ? [[name, named[i + 1]]] : []));
      return { ...frame, icon_url: avatar, ...texts, ...Object.fromEntries(pairs) };
    };
    expect(firing?.parts).toEqual(read(body('firing', 'red')));
    expect(resolved?.parts).toEqual(read(body('resolved', 'green')));
  });

  it('incident.io gets the data of the alerts that it is told, and no others', async () => {
    const [one] = await rendered('incidentio', {
      url: 'http://x/',
      alert_source_token: 'x',
      max_alerts: 1,
      metadata: { team: '{{ .CommonLabels.severity }}' },
    });
    const { body = '', ...metadata } = one?.parts ?? {};
    expect(metadata).toEqual({ 'metadata.team': 'critical' });
    expect(JSON.parse(body)).toMatchObject({
      version: '1',
      truncatedAlerts: 1,
      notification_reason: 'first notification',
      groupKey: '{}:{alertname="Down"}',
      commonLabels: { alertname: 'Down', instance: 'a', severity: 'critical' },
      commonAnnotations: { summary: '<a>' },
      routeLabels: {},
      alerts: [{ labels: { instance: 'a' } }],
    });
  });

  it('incident.io gets one alert when all of them are more than it takes', async () => {
    const config = {
      route: { receiver: 'all', group_wait: '30s' },
      receivers: [{ name: 'all', incidentio_configs: [{ url: 'http://x/', alert_source_token: 'x' }] }],
    };
    const library = createTemplateLibrary([], 'current');
    if (!library.ok) throw new Error('no library');
    const setup = await loadSetup(JSON.stringify(config), 'current');
    const alertsOf = async (summary: string): Promise<number> => {
      const alerts = ['a', 'b'].map((instance) => ({ labels: { instance }, annotations: { summary }, startsAt: 0 }));
      const { notifications } = simulateNotifications(setup, { alerts }, { until: 40 });
      const [message] = notifications.flatMap((one) =>
        renderNotification(one, library.value, { externalUrl: 'http://am', epoch: 0 }),
      );
      return JSON.parse(message?.parts[0]?.text ?? '').alerts.length;
    };
    expect(await alertsOf(long(100_000))).toBe(2);
    expect(await alertsOf(long(200_000))).toBe(1);
    // Go writes each of these as six characters.
    expect(await alertsOf('<'.repeat(30_000))).toBe(1);
    expect(await alertsOf('<'.repeat(20_000))).toBe(2);
  });

  it('Mattermost gets an attachment of the settings', async () => {
    const [firing] = await rendered('mattermost', {
      webhook_url: 'http://x/',
      channel: 'town',
      type: 'custom_{{ .Status }}',
      text: long(20_000),
      author_link: 'http://x/author',
      author_icon: 'http://x/icon',
      footer_icon: 'http://x/footer',
      thumb_url: 'http://x/thumb',
      props: { card: '{{ .Status }}' },
      priority: { priority: 'URGENT', requested_ack: true },
    });
    const link = 'http://am/#/alerts?receiver=all';
    const attachment = {
      text: long(20_000),
      fallback: `${title('FIRING:2')} | ${link}`,
      color: 'danger',
      author_link: 'http://x/author',
      author_icon: 'http://x/icon',
      title: title('FIRING:2'),
      title_link: link,
      thumb_url: 'http://x/thumb',
      footer_icon: 'http://x/footer',
    };
    expect(firing?.parts).toEqual({
      channel: 'town',
      username: 'Alertmanager',
      type: 'custom_firing',
      ...attachment,
      'props.card': 'firing',
      'priority.priority': 'urgent',
    });
  });

  it('Mattermost gets nothing but the text beside attachments', async () => {
    const [firing] = await rendered('mattermost', {
      webhook_url: 'http://x/',
      text: long(20_000),
      title: 'lost',
      attachments: [{ title: '{{ .Status }}', fields: [{ title: 'a', value: 'b' }] }],
      priority: { priority: 'whatever' },
    });
    expect(firing?.parts).toEqual({
      username: 'Alertmanager',
      text: cut(16_383),
      'attachments.0.title': 'firing',
      'attachments.0.fields.0.title': 'a',
      'attachments.0.fields.0.value': 'b',
      'priority.priority': 'standard',
    });
  });

  it('Pushover gets what current releases added', async () => {
    const settings = {
      user_key: 'x',
      token: 'y',
      title: 't',
      url: '',
      message: ' ',
      monospace: true,
      ttl: '90s',
      device: 'd',
    };
    const [firing, resolved] = await rendered('pushover', settings);
    const query = {
      title: 't',
      message: '(no details)',
      device: 'd',
      retry: '60',
      expire: '3600',
      ttl: '90',
      monospace: '1',
    };
    expect(firing?.parts).toEqual(present({ ...query, priority: '2' }));
    expect(resolved?.parts).toEqual(present({ ...query, priority: '0' }));
  });
});
