import { httpSchema, tlsSchema } from './http-schema.ts';
import { allOf, type SettingSchema } from './setting-types.ts';

/** `global`. */
export const globalSchema: SettingSchema = {
  base: {
    resolve_timeout: 'duration',
    http_config: { object: httpSchema.base },
    smtp_smarthost: 'host-port',
    smtp_require_tls: 'flag',
    ...allOf('text', 'smtp_from smtp_hello smtp_auth_username smtp_auth_password smtp_auth_password_file'),
    ...allOf('text', 'smtp_auth_secret smtp_auth_identity slack_api_url_file opsgenie_api_key opsgenie_api_key_file'),
    ...allOf('text', 'wechat_api_secret wechat_api_corp_id victorops_api_key victorops_api_key_file'),
    slack_api_url: 'secret-url',
    ...allOf('url', 'pagerduty_url opsgenie_api_url wechat_api_url victorops_api_url telegram_api_url webex_api_url'),
  },
  current: {
    http_config: { object: { ...httpSchema.base, ...httpSchema.current } },
    smtp_tls_config: { object: { ...tlsSchema.base, ...tlsSchema.current } },
    smtp_force_implicit_tls: 'flag',
    ...allOf('url', 'jira_api_url rocketchat_api_url slack_app_url'),
    ...allOf('text', 'smtp_auth_secret_file slack_app_token slack_app_token_file wechat_api_secret_file'),
    ...allOf('text', 'rocketchat_token rocketchat_token_file rocketchat_token_id rocketchat_token_id_file'),
    ...allOf('text', 'telegram_bot_token telegram_bot_token_file mattermost_webhook_url_file'),
    mattermost_webhook_url: 'secret-url',
  },
};

/** What `global` says where the file says nothing. */
export const globalDefaults: Readonly<Record<string, string | boolean>> = {
  smtp_hello: 'localhost',
  smtp_require_tls: true,
  pagerduty_url: 'https://events.pagerduty.com/v2/enqueue',
  opsgenie_api_url: 'https://api.opsgenie.com/',
  wechat_api_url: 'https://qyapi.weixin.qq.com/cgi-bin/',
  victorops_api_url: 'https://alert.victorops.com/integrations/generic/20131114/alert/',
  telegram_api_url: 'https://api.telegram.org',
  webex_api_url: 'https://webexapis.com/v1/messages',
  rocketchat_api_url: 'https://open.rocket.chat/',
  slack_app_url: 'https://slack.com/api/chat.postMessage',
};
