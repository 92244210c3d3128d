import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAlertmanager } from '../../../src/simulate/routing/config/load-alertmanager.ts';
import type { AlertmanagerVersion } from '../../../src/simulate/routing/matchers/parse-matchers.ts';
import { temporaryFolder, writeFiles } from '../../cli/support/temporary-folder.ts';
import {
  globalSettings,
  httpSettings,
  newReceivers,
  receiverSettings,
  type SettingPlace,
} from '../../support/alertmanager-settings.ts';
import { hasProgram } from '../../support/real-programs.ts';

type Config = Readonly<Record<string, unknown>>;

interface Case {
  readonly name: string;
  readonly config: Config;
  /** Whether 0.25 takes it, too. */
  readonly isOld: boolean;
}

const route = { receiver: 'r' };
// Everything that some kind of receiver takes from there when it has not its own.
const global = { smtp_smarthost: 'localhost:25', smtp_from: 'a@example.com' };
const ofReceiver = (kind: string, settings: unknown): Config => ({
  global,
  route,
  receivers: [{ name: 'r', [`${kind}_configs`]: [settings] }],
});
const places: readonly (readonly [string, SettingPlace, boolean, (settings: Config) => Config])[] = [
  ...Object.entries(receiverSettings).map(
    ([kind, place]) => [kind, place, true, (settings: Config) => ofReceiver(kind, settings)] as const,
  ),
  ...Object.entries(newReceivers).map(
    ([kind, place]) => [kind, place, false, (settings: Config) => ofReceiver(kind, settings)] as const,
  ),
  ['global', globalSettings, true, (settings) => ({ global: settings, route, receivers: [{ name: 'r' }] })],
  ['http_config', httpSettings, true, (http_config) => ofReceiver('webhook', { url: 'http://x/', http_config })],
];

const without = (settings: Config, keys: readonly string[]): Config =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));

const cases: readonly Case[] = places.flatMap(([name, { needs, both, current, instead = {} }, isKnown, config]) => {
  const one = (key: string, value: unknown, isOld: boolean): Case => ({
    name: `${name}.${key}`,
    config: config({ ...without(needs, instead[key] ?? []), [key]: value }),
    isOld,
  });
  return [
    { name: `${name} alone`, config: config(needs), isOld: isKnown },
    ...Object.entries(both).map(([key, value]) => one(key, value, true)),
    ...Object.entries(current).map(([key, value]) => one(key, value, false)),
  ];
});

const rest: readonly Case[] = [
  {
    name: 'labels of routes',
    config: { route: { ...route, labels: { team: '{{ .Status }}', 'of.any name': 1 } }, receivers: [{ name: 'r' }] },
    isOld: false,
  },
  {
    name: 'labels of receivers',
    config: { route, receivers: [{ name: 'r', labels: { owner: 'db' } }] },
    isOld: false,
  },
  {
    name: 'inhibit_rules[].name',
    config: {
      ...ofReceiver('webhook', { url: 'http://x/' }),
      inhibit_rules: [{ name: 'x', source_matchers: ['a=b'] }],
    },
    isOld: false,
  },
  {
    name: 'inhibit_rules[].sources',
    config: {
      ...ofReceiver('webhook', { url: 'http://x/' }),
      inhibit_rules: [
        { sources: [{ matchers: ['a=b'], equal: ['c'] }, { matchers: ['d=e'] }], target_matchers: ['f=g'] },
      ],
    },
    isOld: false,
  },
  {
    name: 'UTF-8 matchers',
    config: { route: { receiver: 'r', routes: [{ matchers: ['"a.b"="ü"'] }] }, receivers: [{ name: 'r' }] },
    isOld: false,
  },
  {
    name: 'a web address of a webhook with a template',
    config: ofReceiver('webhook', { url: '{{ .CommonLabels.url }}/x' }),
    isOld: false,
  },
  {
    name: 'details of PagerDuty of any shape',
    config: ofReceiver('pagerduty', { routing_key: 'x', details: { a: { b: ['{{ .Status }}'] } } }),
    isOld: false,
  },
  {
    name: 'a location of a time interval',
    config: {
      ...ofReceiver('webhook', { url: 'http://x/' }),
      time_intervals: [{ name: 'x', time_intervals: [{ location: 'Europe/Berlin', weekdays: ['monday'] }] }],
    },
    isOld: true,
  },
];
const all = [...cases, ...rest];

async function complaints(config: Config, version: AlertmanagerVersion): Promise<readonly string[]> {
  const loaded = await loadAlertmanager(JSON.stringify(config), 'a.yml', version);
  return loaded.ok ? [] : loaded.errors.map(({ message, location }) => `${message} at ${location?.line}`);
}

describe('settings of Alertmanager', () => {
  it.each(all)('$name is known', async ({ config, isOld }) => {
    expect(await complaints(config, 'current')).toEqual([]);
    const old = await complaints(config, '0.25');
    if (isOld) expect(old).toEqual([]);
    else expect(old[0]).toMatch(/ at \d+$/);
  });

  it.skipIf(!hasProgram('amtool'))('are known to amtool 0.25 as they are to us', () => {
    const folder = temporaryFolder();
    const files = Object.fromEntries(all.map(({ config }, i) => [`${i}.yml`, JSON.stringify(config)]));
    writeFiles(folder, files);
    const paths = Object.keys(files).map((name) => join(folder, name));
    const { stdout, stderr } = spawnSync('amtool', ['check-config', ...paths], { encoding: 'utf8' });
    const verdicts = new Map(
      [...`${stdout}${stderr}`.matchAll(/Checking '.*?(\d+)\.yml'\s+(SUCCESS|FAILED)/g)].map(([, i, verdict]) => [
        Number(i),
        verdict === 'SUCCESS',
      ]),
    );
    const wrong = all.filter(({ isOld }, i) => verdicts.get(i) !== isOld).map(({ name }) => name);
    expect(verdicts.size).toBe(all.length);
    expect(wrong).toEqual([]);
  });

  it.each(places)('of %s are refused when they are misspelt', async (_, { needs }, isKnown, config) => {
    for (const version of ['0.25', 'current'] as const) {
      if (version === '0.25' && !isKnown) continue;
      expect(await complaints(config({ ...needs, send_resolvd: true }), version)).toEqual([
        expect.stringContaining('send_resolvd'),
      ]);
    }
  });

  const url = 'https://example.com/x';
  it.each<[string, Config, string]>([
    ['two tokens', ofReceiver('slack', { app_token: 'x', app_token_file: '/x' }), 'exclude each other'],
    ['a token and an address', ofReceiver('slack', { app_token: 'x', api_url: url }), 'exclude each other'],
    [
      'a token and an authorization',
      ofReceiver('slack', { app_token: 'x', http_config: { authorization: { credentials: 'y' } } }),
      'exclude each other',
    ],
    ['an update through a webhook', ofReceiver('slack', { api_url: url, update_message: true }), 'update_message'],
    ['a token in neither place', ofReceiver('slack', {}), 'is missing'],
    ['two chats', ofReceiver('telegram', { bot_token: 'x', chat_id: 1, chat_id_file: '/x' }), 'exclude each other'],
    ['no bot', ofReceiver('telegram', { chat_id: 1 }), '`bot_token` or `bot_token_file` is missing'],
    [
      'two secrets',
      ofReceiver('wechat', { api_secret: 'x', api_secret_file: '/x', corp_id: 'y' }),
      'exclude each other',
    ],
    [
      'a type that is none',
      ofReceiver('jira', { api_url: url, project: 'X', issue_type: 'B', api_type: 'x' }),
      'api_type',
    ],
    ['Jira without an address', ofReceiver('jira', { project: 'X', issue_type: 'Bug' }), '`api_url` is missing'],
    [
      'a key of a text that is none',
      ofReceiver('jira', { api_url: url, project: 'X', issue_type: 'B', summary: { text: 'x' } }),
      'text',
    ],
    ['no secret of incident.io', ofReceiver('incidentio', { url, http_config: {} }), 'alert_source_token'],
    ['a field without a value', ofReceiver('mattermost', { webhook_url: url, fields: [{ title: 'x' }] }), 'value'],
    [
      'an attachment with such a field',
      ofReceiver('mattermost', { webhook_url: url, attachments: [{ fields: [{ value: 'x' }] }] }),
      'title',
    ],
    [
      'a thread by nothing',
      ofReceiver('email', { to: 'a@example.com', threading: { enabled: true } }),
      '`thread_by_date` is missing',
    ],
    [
      'a header that threads write',
      ofReceiver('email', {
        to: 'a@example.com',
        headers: { references: 'x' },
        threading: { enabled: true, thread_by_date: 'none' },
      }),
      'exclude each other',
    ],
    [
      'two secrets of global',
      { global: { telegram_bot_token: 'x', telegram_bot_token_file: '/x' }, route, receivers: [{ name: 'r' }] },
      'exclude each other',
    ],
    [
      'a token and an address in global',
      { global: { slack_app_token: 'x', slack_api_url: url }, route, receivers: [{ name: 'r' }] },
      'exclude each other',
    ],
    [
      'one source and several',
      { ...ofReceiver('webhook', { url }), inhibit_rules: [{ sources: [{ matchers: ['a=b'] }], equal: ['c'] }] },
      'exclude each other',
    ],
    [
      'a source without matchers',
      { ...ofReceiver('webhook', { url }), inhibit_rules: [{ sources: [{ equal: ['c'] }] }] },
      'has no matchers',
    ],
    [
      'a source of whatever lacks a label',
      { ...ofReceiver('webhook', { url }), inhibit_rules: [{ sources: [{ matchers: ['a!=b'] }] }] },
      'matches the empty text',
    ],
  ])('refuse in current releases %s', async (_, config, complaint) => {
    expect(await complaints(config, 'current')).toEqual([expect.stringContaining(complaint)]);
  });

  it('take from global what the receiver does not say', async () => {
    const inherited: readonly (readonly [Config, string, Config])[] = [
      [{ telegram_bot_token_file: '/x' }, 'telegram', { chat_id: 5 }],
      [{ mattermost_webhook_url: url }, 'mattermost', {}],
      [{ slack_app_token: 'x' }, 'slack', {}],
      [{ jira_api_url: url }, 'jira', { project: 'X', issue_type: 'Bug' }],
      [{ wechat_api_secret_file: '/x', wechat_api_corp_id: 'x' }, 'wechat', {}],
    ];
    for (const [shared, kind, own] of inherited)
      expect(await complaints({ ...ofReceiver(kind, own), global: shared }, 'current'), kind).toEqual([]);
  });
});
