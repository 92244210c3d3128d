import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { SettingValue } from './alertmanager.ts';
import type { Settings } from './read-settings.ts';

/** What is wrong with an integration by itself: where below it, the fact, and what to do. */
export interface IntegrationFault {
  readonly at: readonly (string | number)[];
  readonly message: string;
  readonly help: string;
}

type Check = (settings: Settings, version: AlertmanagerVersion) => readonly IntegrationFault[];

const has = (settings: Settings, key: string): boolean => settings[key] !== undefined && settings[key] !== '';
const text = (settings: Settings, key: string): string => String(settings[key] ?? '');

const missing = (key: string): IntegrationFault => ({
  at: [],
  message: `\`${key}\` is missing`,
  help: `add \`${key}\``,
});
const required =
  (key: string): Check =>
  (settings) =>
    has(settings, key) ? [] : [missing(key)];
const oneRequired =
  (...keys: readonly string[]): Check =>
  (settings) =>
    keys.some((key) => has(settings, key)) ? [] : [missing(keys.join('` or `'))];
const atMostOne =
  (...keys: readonly string[]): Check =>
  (settings) => {
    const given = keys.filter((key) => has(settings, key));
    if (given.length < 2) return [];
    const message = `${given.map((key) => `\`${key}\``).join(' and ')} exclude each other`;
    return [{ at: [given[1] ?? ''], message, help: 'keep one of them' }];
  };
const oneOf =
  (key: string, ...values: readonly string[]): Check =>
  (settings) =>
    !has(settings, key) || values.includes(text(settings, key))
      ? []
      : [
          {
            at: [key],
            message: `\`${text(settings, key)}\` is no \`${key}\``,
            help: `use one of \`${values.join('`, `')}\``,
          },
        ];
const together =
  (...checks: readonly Check[]): Check =>
  (settings, version) =>
    checks.flatMap((check) => check(settings, version));

const items = (value: SettingValue | undefined): readonly Settings[] =>
  Array.isArray(value) ? (value as readonly Settings[]) : [];

const withoutText = (list: SettingValue | undefined, at: readonly (string | number)[]): readonly IntegrationFault[] =>
  items(list).flatMap((field, i) =>
    ['title', 'value'].filter((key) => !has(field, key)).map((key) => ({ ...missing(key), at: [...at, i] })),
  );

const slackParts: Check = (settings) => [
  ...items(settings['actions']).flatMap((action, i): readonly IntegrationFault[] => {
    const at = ['actions', i];
    const faults = ['type', 'text'].filter((key) => !has(action, key)).map((key) => ({ ...missing(key), at }));
    if (!has(action, 'url') && !has(action, 'name')) faults.push({ ...missing('url` or `name'), at });
    const confirm = action['confirm'];
    if (confirm !== undefined && !has(confirm as Settings, 'text'))
      faults.push({ ...missing('text'), at: [...at, 'confirm'] });
    return faults;
  }),
  ...withoutText(settings['fields'], ['fields']),
];

const mattermostParts: Check = (settings) => [
  ...withoutText(settings['fields'], ['fields']),
  ...items(settings['attachments']).flatMap((one, i) => withoutText(one['fields'], ['attachments', i, 'fields'])),
];

const authorizationOf = (settings: Settings): SettingValue | undefined => {
  const http = settings['http_config'] as Settings | undefined;
  return http?.['authorization'];
};
const hasBearer = (settings: Settings): boolean => {
  const http = (settings['http_config'] ?? {}) as Settings;
  return authorizationOf(settings) !== undefined || has(http, 'bearer_token') || has(http, 'bearer_token_file');
};
const exclude = (at: readonly string[], first: string, second: string): IntegrationFault => ({
  at,
  message: `\`${first}\` and \`${second}\` exclude each other`,
  help: 'keep one of them',
});

const slackApp = 'https://slack.com/api/chat.postMessage';

/** A token of an app is sent to one address, and is the authorization. */
const slackToken: Check = (settings) => {
  const token = ['app_token', 'app_token_file'].find((key) => has(settings, key));
  const url = ['api_url', 'api_url_file'].find((key) => has(settings, key));
  const faults: IntegrationFault[] = [];
  if (token !== undefined && url !== undefined) faults.push(exclude([token], url, token));
  if (token !== undefined && hasBearer(settings)) faults.push(exclude([token], 'http_config.authorization', token));
  if (settings['update_message'] === true && settings['api_url'] !== slackApp)
    faults.push({
      at: ['update_message'],
      message: '`update_message` needs the `api_url` of Slack’s own method',
      help: `set \`api_url\` to \`${slackApp}\`, and the token as \`http_config.authorization\``,
    });
  return faults;
};

const threading: Check = (settings) => {
  const own = settings['threading'] as Settings | undefined;
  if (own?.['enabled'] !== true) return [];
  const faults: IntegrationFault[] = Object.keys(settings['headers'] ?? {})
    .filter((name) => ['references', 'in-reply-to'].includes(name.toLowerCase()))
    .map((name) => exclude(['headers', name], 'threading', name));
  return [...faults, ...oneOfExactly('thread_by_date', 'none', 'daily')(own).map(below('threading'))];
};

const below =
  (key: string) =>
  (fault: IntegrationFault): IntegrationFault => ({ ...fault, at: [key, ...fault.at] });

const oneOfExactly =
  (key: string, ...values: readonly string[]) =>
  (settings: Settings): readonly IntegrationFault[] =>
    has(settings, key) ? oneOf(key, ...values)(settings, 'current') : [missing(key)];

/** Only where `http_config` is given does Alertmanager ask for a secret. */
const incidentToken: Check = (settings) => {
  const token = ['alert_source_token', 'alert_source_token_file'].find((key) => has(settings, key));
  if (settings['http_config'] === undefined) return [];
  if (hasBearer(settings)) return token === undefined ? [] : [exclude([token], 'http_config.authorization', token)];
  return token === undefined ? [missing('alert_source_token` or `alert_source_token_file')] : [];
};

const responderTypes = ['team', 'teams', 'user', 'escalation', 'schedule'];
const responders: Check = (settings, version) =>
  items(settings['responders']).flatMap((responder, i): readonly IntegrationFault[] => {
    const at = ['responders', i];
    const faults = ['id', 'name', 'username'].some((key) => has(responder, key))
      ? []
      : [{ ...missing('id`, `name` or `username'), at }];
    const type = text(responder, 'type');
    const known = version === '0.25' ? responderTypes.filter((one) => one !== 'teams') : responderTypes;
    if (type.includes('{{') || known.includes(type.toLowerCase())) return faults;
    const help = `use one of \`${known.join('`, `')}\``;
    return [...faults, { at: [...at, 'type'], message: `\`${type}\` is no type of responder`, help }];
  });

const fixedFields = 'routing_key message_type state_message entity_display_name monitoring_tool entity_id entity_state';
const customFields: Check = (settings) =>
  Object.keys(settings['custom_fields'] ?? {})
    .filter((key) => fixedFields.split(' ').includes(key))
    .map((key) => ({
      at: ['custom_fields', key],
      message: `the field \`${key}\` is taken`,
      help: 'give the custom field another name',
    }));

const headers: Check = (settings) => {
  const seen = new Set<string>();
  return Object.keys(settings['headers'] ?? {}).flatMap((key) => {
    const isKnown = seen.has(key.toLowerCase());
    seen.add(key.toLowerCase());
    const message = `the header \`${key}\` is there already`;
    return isKnown ? [{ at: ['headers', key], message, help: 'keep one of them' }] : [];
  });
};

/** The number of targets is odd: so does the original count, and lets three pass. */
const oneTarget: Check = (settings) => {
  const given = ['topic_arn', 'phone_number', 'target_arn'].filter((key) => has(settings, key));
  const help = 'give one of `topic_arn`, `phone_number` and `target_arn`';
  return given.length % 2 === 1 ? [] : [{ at: [], message: `${given.length} targets are given`, help }];
};

const authorized: Check = (settings) => {
  if (authorizationOf(settings) !== undefined) return [];
  return [{ at: [], message: 'there is no authorization', help: 'add `http_config.authorization`' }];
};

const webhookUrl = together(
  oneRequired('webhook_url', 'webhook_url_file'),
  atMostOne('webhook_url', 'webhook_url_file'),
);
const onlyIn =
  (wanted: AlertmanagerVersion, check: Check): Check =>
  (settings, version) =>
    version === wanted ? check(settings, version) : [];

const checks: Readonly<Record<string, Check>> = {
  webhook: together(oneRequired('url', 'url_file'), atMostOne('url', 'url_file')),
  email: together(required('to'), headers, threading),
  pagerduty: together(
    oneRequired('routing_key', 'service_key', 'routing_key_file', 'service_key_file'),
    atMostOne('routing_key', 'routing_key_file'),
    atMostOne('service_key', 'service_key_file'),
  ),
  slack: together(
    atMostOne('api_url', 'api_url_file'),
    atMostOne('app_token', 'app_token_file'),
    slackToken,
    slackParts,
  ),
  opsgenie: together(atMostOne('api_key', 'api_key_file'), responders),
  victorops: together(required('routing_key'), atMostOne('api_key', 'api_key_file'), customFields),
  pushover: together(
    onlyIn('0.25', together(required('user_key'), required('token'))),
    oneRequired('user_key', 'user_key_file'),
    atMostOne('user_key', 'user_key_file'),
    oneRequired('token', 'token_file'),
    atMostOne('token', 'token_file'),
    (settings) =>
      settings['html'] === true && settings['monospace'] === true
        ? [{ at: ['monospace'], message: '`html` and `monospace` exclude each other', help: 'keep one of them' }]
        : [],
  ),
  telegram: together(
    onlyIn('0.25', required('bot_token')),
    atMostOne('bot_token', 'bot_token_file'),
    (settings) =>
      (settings['chat_id'] ?? 0) !== 0 && has(settings, 'chat_id_file')
        ? [exclude(['chat_id_file'], 'chat_id', 'chat_id_file')]
        : [],
    (settings) => ((settings['chat_id'] ?? 0) === 0 && !has(settings, 'chat_id_file') ? [missing('chat_id')] : []),
    oneOf('parse_mode', 'Markdown', 'MarkdownV2', 'HTML'),
  ),
  sns: oneTarget,
  webex: together(required('room_id'), authorized),
  wechat: together(oneOf('message_type', 'text', 'markdown'), atMostOne('api_secret', 'api_secret_file')),
  discord: onlyIn('current', webhookUrl),
  msteams: webhookUrl,
  msteamsv2: webhookUrl,
  jira: together(required('project'), required('issue_type'), oneOf('api_type', 'auto', 'cloud', 'datacenter')),
  rocketchat: together(atMostOne('token', 'token_file'), atMostOne('token_id', 'token_id_file')),
  incidentio: together(
    oneRequired('url', 'url_file'),
    atMostOne('url', 'url_file'),
    atMostOne('alert_source_token', 'alert_source_token_file'),
    incidentToken,
  ),
  mattermost: together(atMostOne('webhook_url', 'webhook_url_file'), mattermostParts),
};

/** What Alertmanager objects to in the settings of an integration, whatever `global` says. */
export const integrationFaults = (
  kind: string,
  settings: Settings,
  version: AlertmanagerVersion,
): readonly IntegrationFault[] => checks[kind]?.(settings, version) ?? [];
