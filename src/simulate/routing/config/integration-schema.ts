import { httpSchema, tlsSchema } from './http-schema.ts';
import { allOf, type SettingSchema, type SettingType, type SettingTypes } from './setting-types.ts';

/** One kind of integration: its settings, and what they are where the file says nothing. */
export interface IntegrationSchema extends SettingSchema {
  readonly sendResolved: boolean;
  readonly defaults: Readonly<Record<string, string | boolean>>;
  /** Defaults that current releases have otherwise. */
  readonly currentDefaults?: Readonly<Record<string, string>>;
  /** Known only to current releases. */
  readonly isNew?: boolean;
}

const overHttp: SettingTypes = { send_resolved: 'flag', http_config: { object: httpSchema.base } };
const newOverHttp: SettingTypes = { http_config: { object: { ...httpSchema.base, ...httpSchema.current } } };

/** Settings whose default is the template `KIND.default.NAME`. */
const templated = (kind: string, keys: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(keys).map(([key, name]) => [key, `{{ template "${kind}.default.${name}" . }}`]));

const kind = (
  sendResolved: boolean,
  base: SettingTypes,
  current: SettingTypes = {},
  defaults: IntegrationSchema['defaults'] = {},
): IntegrationSchema => ({
  sendResolved,
  base: { ...overHttp, ...base },
  current: { ...newOverHttp, ...current },
  defaults,
});

const newKind = (...args: Parameters<typeof kind>): IntegrationSchema => ({ ...kind(...args), isNew: true });

const slackActions: SettingTypes = {
  ...allOf('text', 'type text url style name value'),
  confirm: { object: allOf('text', 'text title ok_text dismiss_text') },
};
const rocketchatActions: SettingTypes = {
  ...allOf('text', 'type text url imageurl webviewheightratio msg msgprocessingtype'),
  ...allOf('flag', 'iswebview msginchatwindow'),
};
const attachmentFields: SettingTypes = { ...allOf('text', 'title value'), short: 'flag' };
const mattermostAttachment: SettingTypes = {
  ...allOf('text', 'fallback color pretext text author_name author_link author_icon title title_link thumb_url'),
  ...allOf('text', 'footer footer_icon image_url'),
  fields: { list: attachmentFields },
};
const jiraText: SettingType = { textOr: { template: 'text', enable_update: 'flag' } };
const webhookUrl: SettingTypes = { webhook_url: 'secret-url' };

/** All kinds by the name that is before `_configs`. */
export const integrationSchemas: Readonly<Record<string, IntegrationSchema>> = {
  webhook: kind(
    true,
    { url: 'url', max_alerts: 'natural' },
    { url: 'template-url', url_file: 'text', timeout: 'go-duration', payload: 'anything' },
  ),
  email: {
    sendResolved: false,
    base: {
      send_resolved: 'flag',
      smarthost: 'host-port',
      ...allOf('text', 'to from hello auth_username auth_password auth_password_file auth_secret auth_identity'),
      ...allOf('text', 'html text'),
      headers: 'text-map',
      require_tls: 'flag',
      tls_config: { object: tlsSchema.base },
    },
    current: {
      auth_secret_file: 'text',
      force_implicit_tls: 'flag',
      threading: { object: { enabled: 'flag', thread_by_date: 'text' } },
      tls_config: { object: { ...tlsSchema.base, ...tlsSchema.current } },
    },
    defaults: templated('email', { html: 'html' }),
  },
  pagerduty: kind(
    true,
    {
      ...allOf('text', 'service_key service_key_file routing_key routing_key_file client client_url description'),
      ...allOf('text', 'source severity class component group'),
      url: 'url',
      details: 'text-map',
      images: { list: allOf('text', 'src alt href') },
      links: { list: allOf('text', 'href text') },
    },
    { details: 'anything', timeout: 'go-duration' },
    {
      ...templated('pagerduty', { description: 'description', client: 'client', client_url: 'clientURL' }),
      severity: 'error',
    },
  ),
  slack: {
    currentDefaults: templated('slack', { color: 'color' }),
    ...kind(
      false,
      {
        ...allOf(
          'text',
          'api_url_file channel username color title title_link pretext text footer fallback callback_id',
        ),
        ...allOf('text', 'icon_emoji icon_url image_url thumb_url'),
        ...allOf('flag', 'short_fields link_names'),
        api_url: 'secret-url',
        mrkdwn_in: 'texts',
        fields: { list: attachmentFields },
        actions: { list: slackActions },
      },
      {
        ...allOf('text', 'message_text app_token app_token_file'),
        app_url: 'url',
        timeout: 'go-duration',
        update_message: 'flag',
      },
      {
        color: '{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}',
        ...templated('slack', {
          username: 'username',
          title: 'title',
          title_link: 'titlelink',
          icon_emoji: 'iconemoji',
          icon_url: 'iconurl',
          pretext: 'pretext',
          text: 'text',
          fallback: 'fallback',
          callback_id: 'callbackid',
          footer: 'footer',
        }),
      },
    ),
  },
  opsgenie: kind(
    true,
    {
      ...allOf('text', 'api_key api_key_file message description source entity actions tags note priority'),
      api_url: 'url',
      details: 'text-map',
      update_alerts: 'flag',
      responders: { list: allOf('text', 'id name username type') },
    },
    {},
    templated('opsgenie', { message: 'message', description: 'description', source: 'source' }),
  ),
  victorops: kind(
    true,
    {
      ...allOf('text', 'api_key api_key_file routing_key message_type state_message entity_display_name'),
      monitoring_tool: 'text',
      api_url: 'url',
      custom_fields: 'text-map',
    },
    {},
    {
      message_type: 'CRITICAL',
      ...templated('victorops', {
        state_message: 'state_message',
        entity_display_name: 'entity_display_name',
        monitoring_tool: 'monitoring_tool',
      }),
    },
  ),
  pushover: kind(
    true,
    {
      ...allOf('text', 'user_key token title message url url_title sound priority'),
      ...allOf('go-duration', 'retry expire'),
      html: 'flag',
    },
    { ...allOf('text', 'user_key_file token_file device'), ttl: 'go-duration', monospace: 'flag' },
    {
      ...templated('pushover', { title: 'title', message: 'message', url: 'url' }),
      priority: '{{ if eq .Status "firing" }}2{{ else }}0{{ end }}',
    },
  ),
  telegram: kind(
    true,
    {
      ...allOf('text', 'bot_token message parse_mode'),
      api_url: 'url',
      chat_id: 'whole',
      disable_notifications: 'flag',
    },
    { ...allOf('text', 'bot_token_file chat_id_file'), message_thread_id: 'whole' },
    { ...templated('telegram', { message: 'message' }), parse_mode: 'HTML' },
  ),
  sns: kind(
    true,
    {
      ...allOf('text', 'api_url topic_arn phone_number target_arn subject message'),
      attributes: 'text-map',
      sigv4: { object: allOf('text', 'region access_key secret_key profile role_arn') },
    },
    {
      sigv4: {
        object: {
          ...allOf('text', 'region access_key secret_key profile role_arn external_id'),
          ...allOf('text', 'service_name'),
          use_fips_sts_endpoint: 'flag',
        },
      },
      use_aws_http_client: 'flag',
    },
    templated('sns', { subject: 'subject', message: 'message' }),
  ),
  webex: kind(
    true,
    { api_url: 'url', ...allOf('text', 'message room_id') },
    {},
    templated('webex', { message: 'message' }),
  ),
  wechat: kind(
    false,
    {
      ...allOf('text', 'api_secret corp_id message to_user to_party to_tag agent_id message_type'),
      api_url: 'url',
    },
    { api_secret_file: 'text' },
    templated('wechat', {
      message: 'message',
      to_user: 'to_user',
      to_party: 'to_party',
      to_tag: 'to_tag',
      agent_id: 'agent_id',
    }),
  ),
  discord: kind(
    true,
    { ...webhookUrl, ...allOf('text', 'title message') },
    allOf('text', 'webhook_url_file content username avatar_url'),
    templated('discord', { title: 'title', message: 'message' }),
  ),
  msteams: newKind(
    true,
    { ...webhookUrl, ...allOf('text', 'webhook_url_file title summary text') },
    {},
    templated('msteams', { title: 'title', summary: 'summary', text: 'text' }),
  ),
  msteamsv2: newKind(
    true,
    { ...webhookUrl, ...allOf('text', 'webhook_url_file title text') },
    {},
    templated('msteamsv2', { title: 'title', text: 'text' }),
  ),
  jira: newKind(
    true,
    {
      ...allOf('text', 'api_type project priority issue_type reopen_transition resolve_transition wont_fix_resolution'),
      ...allOf(jiraText, 'summary description'),
      fields: 'anything',
      api_url: 'url',
      labels: 'texts',
      reopen_duration: 'duration',
    },
    {},
    templated('jira', { summary: 'summary', description: 'description', priority: 'priority' }),
  ),
  rocketchat: newKind(
    false,
    {
      ...allOf('text', 'token_id token_id_file token token_file channel color title title_link text emoji icon_url'),
      ...allOf('text', 'image_url thumb_url'),
      ...allOf('flag', 'short_fields link_names'),
      api_url: 'url',
      fields: { list: attachmentFields },
      actions: { list: rocketchatActions },
    },
    {},
    {
      color: '{{ if eq .Status "firing" }}red{{ else }}green{{ end }}',
      ...templated('rocketchat', {
        title: 'title',
        title_link: 'titlelink',
        text: 'text',
        emoji: 'emoji',
        icon_url: 'iconurl',
      }),
    },
  ),
  incidentio: newKind(true, {
    url: 'url',
    ...allOf('text', 'url_file alert_source_token alert_source_token_file'),
    max_alerts: 'natural',
    timeout: 'go-duration',
    metadata: 'text-map',
  }),
  mattermost: newKind(
    true,
    {
      ...webhookUrl,
      ...mattermostAttachment,
      ...allOf('text', 'webhook_url_file channel username icon_url icon_emoji type'),
      attachments: { list: mattermostAttachment },
      props: { object: allOf('text', 'card') },
      priority: { object: { priority: 'text', ...allOf('flag', 'requested_ack persistent_notifications') } },
    },
    {},
    templated('mattermost', {
      username: 'username',
      color: 'color',
      text: 'text',
      title: 'title',
      title_link: 'titlelink',
      fallback: 'fallback',
    }),
  ),
};
