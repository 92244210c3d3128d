/** Settings by key, with a value that is good. */
type Samples = Readonly<Record<string, unknown>>;

/** A place of the configuration: what it needs, and everything that it may have. */
export interface SettingPlace {
  /** What has to be there in 0.25, and what there has to be instead since. */
  readonly needs: Samples;
  readonly both: Samples;
  /** What 0.25 refuses. */
  readonly current: Samples;
  /** Keys of `needs` that some setting takes the place of. */
  readonly instead?: Readonly<Record<string, readonly string[]>>;
}

const url = 'https://example.com/x';
const texts = (keys: string): Samples => Object.fromEntries(keys.split(' ').map((key) => [key, 'x']));
const urls = (keys: string): Samples => Object.fromEntries(keys.split(' ').map((key) => [key, url]));
const flags = (keys: string): Samples => Object.fromEntries(keys.split(' ').map((key) => [key, true]));

const http: Samples = { http_config: { follow_redirects: false } };
const field = { title: 'a', value: 'b', short: true };

/** The settings of every kind of receiver in 0.25 and in current releases. */
export const receiverSettings: Readonly<Record<string, SettingPlace>> = {
  webhook: {
    needs: { url },
    both: { send_resolved: false, ...http, max_alerts: 3 },
    current: { url_file: '/x', timeout: '10s', payload: { a: ['{{ .Status }}', 1, true] } },
    instead: { url_file: ['url'] },
  },
  email: {
    needs: { to: 'a@example.com' },
    both: {
      send_resolved: true,
      ...texts('from hello auth_username auth_password auth_password_file auth_secret auth_identity html text'),
      smarthost: 'localhost:25',
      headers: { subject: 'x' },
      require_tls: false,
      tls_config: { server_name: 'x', min_version: 'TLS12' },
    },
    current: {
      auth_secret_file: '/x',
      force_implicit_tls: true,
      threading: { enabled: true, thread_by_date: 'daily' },
    },
  },
  pagerduty: {
    needs: { routing_key: 'x' },
    both: {
      send_resolved: false,
      ...http,
      ...texts('service_key service_key_file routing_key_file client client_url description severity source class'),
      ...texts('component group'),
      url,
      details: { a: 'b' },
      images: [{ src: 'a', alt: 'b', href: 'c' }],
      links: [{ href: 'a', text: 'b' }],
    },
    current: { timeout: '5s' },
    instead: { routing_key_file: ['routing_key'] },
  },
  slack: {
    needs: { api_url: url },
    both: {
      send_resolved: true,
      ...http,
      ...texts('api_url_file channel username color title title_link pretext text footer fallback callback_id'),
      ...texts('icon_emoji icon_url image_url thumb_url'),
      ...flags('short_fields link_names'),
      mrkdwn_in: ['text'],
      fields: [field],
      actions: [{ type: 'a', text: 'b', url: 'c', style: 'd', name: 'e', value: 'f', confirm: { text: 'g' } }],
    },
    current: { ...texts('message_text app_token app_token_file'), app_url: url, timeout: '5s' },
    instead: { api_url_file: ['api_url'], app_token: ['api_url'], app_token_file: ['api_url'] },
  },
  opsgenie: {
    needs: { api_key: 'x' },
    both: {
      send_resolved: false,
      ...http,
      ...texts('api_key_file message description source entity actions tags note priority'),
      api_url: url,
      details: { a: 'b' },
      update_alerts: true,
      responders: [{ name: 'a', type: 'team' }],
    },
    current: {},
    instead: { api_key_file: ['api_key'] },
  },
  victorops: {
    needs: { api_key: 'x', routing_key: 'y' },
    both: {
      send_resolved: false,
      ...http,
      ...texts('api_key_file message_type state_message entity_display_name monitoring_tool'),
      api_url: url,
      custom_fields: { a: 'b' },
    },
    current: {},
    instead: { api_key_file: ['api_key'] },
  },
  pushover: {
    needs: { user_key: 'x', token: 'y' },
    both: {
      send_resolved: false,
      ...http,
      ...texts('title message url url_title sound priority'),
      html: true,
      retry: '1m',
      expire: '1h',
    },
    current: { user_key_file: '/x', token_file: '/y', device: 'd', ttl: '1h', monospace: true },
    instead: { user_key_file: ['user_key'], token_file: ['token'] },
  },
  telegram: {
    needs: { bot_token: 'x', chat_id: 5 },
    both: {
      send_resolved: false,
      ...http,
      api_url: url,
      message: 'x',
      disable_notifications: true,
      parse_mode: 'HTML',
    },
    current: { bot_token_file: '/x', chat_id_file: '/y', message_thread_id: 7 },
    instead: { bot_token_file: ['bot_token'], chat_id_file: ['chat_id'] },
  },
  sns: {
    needs: { topic_arn: 'x' },
    both: {
      send_resolved: false,
      ...http,
      ...texts('api_url phone_number target_arn subject message'),
      attributes: { a: 'b' },
      sigv4: { region: 'x', profile: 'y', role_arn: 'z' },
    },
    current: { use_aws_http_client: true },
    instead: { phone_number: ['topic_arn'], target_arn: ['topic_arn'] },
  },
  webex: {
    needs: { room_id: 'x', http_config: { authorization: { credentials: 'x' } } },
    both: { send_resolved: false, api_url: url, message: 'x' },
    current: {},
  },
  wechat: {
    needs: { api_secret: 'x', corp_id: 'y' },
    both: {
      send_resolved: true,
      ...http,
      api_url: url,
      ...texts('message to_user to_party to_tag agent_id'),
      message_type: 'markdown',
    },
    current: { api_secret_file: '/x' },
    instead: { api_secret_file: ['api_secret'] },
  },
  discord: {
    needs: { webhook_url: url },
    both: { send_resolved: false, ...http, title: 'x', message: 'y' },
    current: { webhook_url_file: '/x', content: 'x', username: 'y', avatar_url: 'z' },
    instead: { webhook_url_file: ['webhook_url'] },
  },
};

/** The kinds of receivers that 0.25 does not know. */
export const newReceivers: Readonly<Record<string, SettingPlace>> = {
  msteams: {
    needs: { webhook_url: url },
    both: {},
    current: { send_resolved: false, ...http, webhook_url_file: '/x', ...texts('title summary text') },
    instead: { webhook_url_file: ['webhook_url'] },
  },
  msteamsv2: {
    needs: { webhook_url: url },
    both: {},
    current: { send_resolved: false, ...http, webhook_url_file: '/x', ...texts('title text') },
    instead: { webhook_url_file: ['webhook_url'] },
  },
  jira: {
    needs: { api_url: url, project: 'X', issue_type: 'Bug' },
    both: {},
    current: {
      send_resolved: false,
      ...http,
      api_type: 'cloud',
      summary: 'x',
      description: { template: 'x', enable_update: false },
      labels: ['a'],
      ...texts('priority reopen_transition resolve_transition wont_fix_resolution'),
      reopen_duration: '30d',
      fields: { components: [{ name: 'x' }], number: 5 },
    },
  },
  rocketchat: {
    needs: { token: 'x', token_id: 'y' },
    both: {},
    current: {
      send_resolved: true,
      ...http,
      api_url: url,
      ...texts('token_file token_id_file channel color title title_link text emoji icon_url image_url thumb_url'),
      ...flags('short_fields link_names'),
      fields: [field],
      actions: [{ type: 'a', text: 'b', url: 'c', msg: 'd' }],
    },
    instead: { token_file: ['token'], token_id_file: ['token_id'] },
  },
  incidentio: {
    needs: { url },
    both: {},
    current: {
      send_resolved: false,
      http_config: { authorization: { credentials: 'x' } },
      url_file: '/x',
      ...texts('alert_source_token alert_source_token_file'),
      max_alerts: 3,
      timeout: '5s',
      metadata: { team: 'x' },
    },
    instead: { url_file: ['url'] },
  },
  mattermost: {
    needs: { webhook_url: url },
    both: {},
    current: {
      send_resolved: false,
      ...http,
      webhook_url_file: '/x',
      ...texts('channel username text fallback color pretext author_name author_link author_icon title title_link'),
      ...texts('thumb_url footer footer_icon image_url icon_url icon_emoji type'),
      fields: [field],
      attachments: [{ title: 'x', fields: [field] }],
      props: { card: 'x' },
      priority: { priority: 'urgent', requested_ack: true, persistent_notifications: false },
    },
    instead: { webhook_url_file: ['webhook_url'] },
  },
};

/** `global`. */
export const globalSettings: SettingPlace = {
  needs: {},
  both: {
    resolve_timeout: '5m',
    ...http,
    ...texts('smtp_from smtp_hello smtp_auth_username smtp_auth_password smtp_auth_password_file smtp_auth_secret'),
    ...texts('smtp_auth_identity slack_api_url_file opsgenie_api_key opsgenie_api_key_file wechat_api_secret'),
    ...texts('wechat_api_corp_id victorops_api_key victorops_api_key_file'),
    smtp_smarthost: 'localhost:25',
    smtp_require_tls: false,
    ...urls('slack_api_url pagerduty_url opsgenie_api_url wechat_api_url victorops_api_url telegram_api_url'),
    ...urls('webex_api_url'),
  },
  current: {
    smtp_tls_config: { server_name: 'x' },
    smtp_force_implicit_tls: true,
    ...urls('jira_api_url rocketchat_api_url slack_app_url mattermost_webhook_url'),
    ...texts('smtp_auth_secret_file slack_app_token slack_app_token_file wechat_api_secret_file'),
    ...texts('rocketchat_token rocketchat_token_file rocketchat_token_id rocketchat_token_id_file'),
    ...texts('telegram_bot_token telegram_bot_token_file mattermost_webhook_url_file'),
  },
};

/** `http_config`. */
export const httpSettings: SettingPlace = {
  needs: {},
  both: {
    basic_auth: { username: 'x', password: 'y' },
    authorization: { type: 'Bearer', credentials: 'x' },
    oauth2: { client_id: 'x', client_secret: 'y', token_url: url, scopes: ['a'], endpoint_params: { a: 'b' } },
    bearer_token: 'x',
    bearer_token_file: '/x',
    proxy_url: 'http://proxy:3128',
    tls_config: { ca_file: '/x', cert_file: '/y', key_file: '/z', server_name: 'x', insecure_skip_verify: true },
    follow_redirects: false,
    enable_http2: false,
  },
  current: {
    http_headers: { 'X-Team': { values: ['a'] } },
    no_proxy: 'example.com',
    proxy_from_environment: true,
  },
};
