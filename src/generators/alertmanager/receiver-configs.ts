import type {
  EmailConfig,
  PagerdutyConfig,
  ReceiverConfig,
  SlackConfig,
  WebhookConfig,
} from '../../formats/alertmanager-config.ts';
import { conventions } from '../../model/conventions.ts';
import type { IntegrationDocument } from '../../model/document.ts';
import type { Model } from '../../model/model.ts';

type Integration<K extends IntegrationDocument['kind']> = Extract<IntegrationDocument, { readonly kind: K }>;

/** The call of a notification template of the service. */
type Template = (name: string) => string;

const pagerduty = (
  { routingKeyFile, severity }: Integration<'pagerduty'>,
  sendResolved: boolean,
  template: Template,
): PagerdutyConfig => ({
  send_resolved: sendResolved,
  routing_key_file: routingKeyFile,
  severity: severity ?? template('pagerduty.severity'),
  description: template('title'),
  class: '{{ .CommonLabels.alertname }}',
  group: '{{ .CommonLabels.service }}',
  details: {
    action: '{{ .CommonAnnotations.action }}',
    firing: template('firing.text'),
    num_firing: '{{ .Alerts.Firing | len }}',
    num_resolved: '{{ .Alerts.Resolved | len }}',
    resolved: template('resolved.text'),
  },
  // Alertmanager leaves out links whose address comes out empty.
  links: [
    { href: '{{ .CommonAnnotations.runbook_url }}', text: 'Runbook' },
    { href: '{{ .CommonAnnotations.dashboard_url }}', text: 'Dashboard' },
  ],
});

const slack = (
  { apiUrlFile, channel }: Integration<'slack'>,
  sendResolved: boolean,
  template: Template,
): SlackConfig => ({
  send_resolved: sendResolved,
  api_url_file: apiUrlFile,
  channel,
  color: template('slack.color'),
  fallback: template('slack.title'),
  title: template('slack.title'),
  title_link: '{{ or .CommonAnnotations.dashboard_url .ExternalURL }}',
  text: template('slack.text'),
});

const email = (
  { to, from, smarthost, username, passwordFile }: Integration<'email'>,
  sendResolved: boolean,
  template: Template,
): EmailConfig => ({
  send_resolved: sendResolved,
  to,
  from,
  smarthost,
  ...(username === undefined ? {} : { auth_username: username }),
  ...(passwordFile === undefined ? {} : { auth_password_file: passwordFile }),
  headers: { Subject: template('title') },
  html: template('email.html'),
  text: template('email.text'),
});

const webhook = ({ url, credentialsFile }: Integration<'webhook'>, sendResolved: boolean): WebhookConfig => ({
  send_resolved: sendResolved,
  url,
  ...(credentialsFile === undefined
    ? {}
    : { http_config: { authorization: { type: 'Bearer', credentials_file: credentialsFile } } }),
});

function receiverConfig(
  name: string,
  integrations: readonly IntegrationDocument[],
  sendResolved: boolean,
  template: Template,
): ReceiverConfig {
  const of = <K extends IntegrationDocument['kind']>(kind: K): readonly Integration<K>[] =>
    integrations.filter((one): one is Integration<K> => one.kind === kind);
  const configs = {
    pagerduty_configs: of('pagerduty').map((one) => pagerduty(one, sendResolved, template)),
    slack_configs: of('slack').map((one) => slack(one, sendResolved, template)),
    email_configs: of('email').map((one) => email(one, sendResolved, template)),
    webhook_configs: of('webhook').map((one) => webhook(one, sendResolved)),
  };
  return { name, ...Object.fromEntries(Object.entries(configs).filter(([, list]) => list.length > 0)) };
}

/** The receivers that routes lead to, in the order of the spec; one that is used with and without resolved notices is two. */
export function receiverConfigs(model: Model): readonly ReceiverConfig[] {
  const template: Template = (name) => `{{ template "${model.service}.${name}" . }}`;
  return model.receivers.flatMap(({ name, integrations }) => {
    const routes = model.routes.filter(({ receiver }) => receiver === name);
    return [true, false]
      .filter((sendResolved) => routes.some((route) => route.sendResolved === sendResolved))
      .map((sendResolved) =>
        receiverConfig(
          conventions.receiverName(model, { receiver: name, sendResolved }),
          integrations,
          sendResolved,
          template,
        ),
      );
  });
}
