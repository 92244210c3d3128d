import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { Settings } from './read-settings.ts';

/** Settings that an integration takes from `global` together, when it has none of them; where they come from by key. */
interface Inherited {
  readonly keys: Readonly<Record<string, string>>;
  /** At least one has to be there in the end. */
  readonly isRequired?: boolean;
  readonly isNew?: boolean;
}

const inherited: Readonly<Record<string, readonly Inherited[]>> = {
  email: [
    { keys: { smarthost: 'smtp_smarthost' }, isRequired: true },
    { keys: { from: 'smtp_from' }, isRequired: true },
    { keys: { hello: 'smtp_hello' } },
    { keys: { auth_username: 'smtp_auth_username' } },
    { keys: { auth_password: 'smtp_auth_password', auth_password_file: 'smtp_auth_password_file' } },
    { keys: { auth_secret: 'smtp_auth_secret', auth_secret_file: 'smtp_auth_secret_file' } },
    { keys: { auth_identity: 'smtp_auth_identity' } },
    { keys: { require_tls: 'smtp_require_tls' } },
    { keys: { force_implicit_tls: 'smtp_force_implicit_tls' }, isNew: true },
    { keys: { tls_config: 'smtp_tls_config' }, isNew: true },
  ],
  slack: [
    {
      keys: {
        api_url: 'slack_api_url',
        api_url_file: 'slack_api_url_file',
        app_token: 'slack_app_token',
        app_token_file: 'slack_app_token_file',
      },
      isRequired: true,
    },
    { keys: { app_url: 'slack_app_url' }, isNew: true },
  ],
  pagerduty: [{ keys: { url: 'pagerduty_url' }, isRequired: true }],
  opsgenie: [
    { keys: { api_url: 'opsgenie_api_url' }, isRequired: true },
    { keys: { api_key: 'opsgenie_api_key', api_key_file: 'opsgenie_api_key_file' }, isRequired: true },
  ],
  wechat: [
    { keys: { api_url: 'wechat_api_url' }, isRequired: true },
    { keys: { api_secret: 'wechat_api_secret', api_secret_file: 'wechat_api_secret_file' }, isRequired: true },
    { keys: { corp_id: 'wechat_api_corp_id' }, isRequired: true },
  ],
  victorops: [
    { keys: { api_url: 'victorops_api_url' }, isRequired: true },
    { keys: { api_key: 'victorops_api_key', api_key_file: 'victorops_api_key_file' }, isRequired: true },
  ],
  telegram: [
    { keys: { api_url: 'telegram_api_url' } },
    {
      keys: { bot_token: 'telegram_bot_token', bot_token_file: 'telegram_bot_token_file' },
      isRequired: true,
      isNew: true,
    },
  ],
  webex: [{ keys: { api_url: 'webex_api_url' }, isRequired: true }],
  discord: [{ keys: { webhook_url: '' }, isRequired: true }],
  jira: [{ keys: { api_url: 'jira_api_url' }, isRequired: true }],
  rocketchat: [
    { keys: { api_url: 'rocketchat_api_url' } },
    { keys: { token_id: 'rocketchat_token_id', token_id_file: 'rocketchat_token_id_file' }, isRequired: true },
    { keys: { token: 'rocketchat_token', token_file: 'rocketchat_token_file' }, isRequired: true },
  ],
  mattermost: [
    {
      keys: { webhook_url: 'mattermost_webhook_url', webhook_url_file: 'mattermost_webhook_url_file' },
      isRequired: true,
    },
  ],
};

/** An integration with what it takes from `global`, and the settings that are in neither. */
export interface Completed {
  readonly settings: Settings;
  /** The keys of which one is needed, and where `global` could give it. */
  readonly missing: readonly { readonly keys: readonly string[]; readonly global: readonly string[] }[];
}

/** Fills in what an integration leaves to `global`. */
export function inheritGlobal(
  kind: string,
  settings: Settings,
  global: Settings,
  version: AlertmanagerVersion,
): Completed {
  const completed = { ...settings };
  const missing: { keys: readonly string[]; global: readonly string[] }[] = [];
  const isGiven = (one: Settings, key: string): boolean => one[key] !== undefined && one[key] !== '';
  for (const { keys, isRequired = false, isNew = false } of inherited[kind] ?? []) {
    if (isNew && version === '0.25') continue;
    const names = Object.entries(keys);
    if (names.some(([key]) => isGiven(settings, key))) continue;
    // In 0.25 a Discord webhook has no file, and current releases report its absence themselves.
    if (kind === 'discord' && version !== '0.25') continue;
    for (const [key, from] of names) {
      const value = global[from];
      if (value !== undefined && value !== '') completed[key] = value;
    }
    if (isRequired && !names.some(([key]) => isGiven(completed, key)))
      missing.push({ keys: Object.keys(keys), global: Object.values(keys).filter((from) => from !== '') });
  }
  return { settings: completed, missing };
}
