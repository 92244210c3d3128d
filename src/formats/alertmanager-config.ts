import { toYaml } from './yaml.ts';

/** The part of Alertmanager's configuration that is generated: what 0.25 and later releases both accept. */
export interface AlertmanagerConfig {
  readonly templates: readonly string[];
  readonly route: RouteNode;
  readonly inhibit_rules: readonly InhibitRule[];
  readonly receivers: readonly ReceiverConfig[];
}

/** A node of the route tree. Durations are in the notation of Prometheus. */
export interface RouteNode {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by: readonly string[];
  readonly group_wait: string;
  readonly group_interval: string;
  readonly repeat_interval: string;
  readonly routes?: readonly RouteNode[];
}

/** While an alert of the source fires, those of the target with equal labels are not notified. */
export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal?: readonly string[];
}

interface Notifier {
  readonly send_resolved: boolean;
}

/** An event of PagerDuty's Events API v2. */
export interface PagerdutyConfig extends Notifier {
  readonly routing_key_file: string;
  readonly severity: string;
  readonly description: string;
  readonly class: string;
  readonly group: string;
  readonly details: Readonly<Record<string, string>>;
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

/** A message to a Slack incoming webhook. */
export interface SlackConfig extends Notifier {
  readonly api_url_file: string;
  readonly channel: string;
  readonly color: string;
  readonly fallback: string;
  readonly title: string;
  readonly title_link: string;
  readonly text: string;
}

/** An e-mail. */
export interface EmailConfig extends Notifier {
  readonly to: string;
  readonly from: string;
  readonly smarthost: string;
  readonly auth_username?: string;
  readonly auth_password_file?: string;
  readonly headers: { readonly Subject: string };
  readonly html: string;
  readonly text: string;
}

/** A POST of Alertmanager's own JSON. */
export interface WebhookConfig extends Notifier {
  readonly url: string;
  readonly http_config?: { readonly authorization: { readonly type: 'Bearer'; readonly credentials_file: string } };
}

/** Everybody and everything that one notification goes to. */
export interface ReceiverConfig {
  readonly name: string;
  readonly pagerduty_configs?: readonly PagerdutyConfig[];
  readonly slack_configs?: readonly SlackConfig[];
  readonly email_configs?: readonly EmailConfig[];
  readonly webhook_configs?: readonly WebhookConfig[];
}

/** The text of an Alertmanager configuration, below a comment. */
export const serialiseAlertmanagerConfig = (config: AlertmanagerConfig, header: readonly string[]): string =>
  toYaml(config, { header });

/** A matcher `label="value"` of a route or an inhibition. */
export const matcherText = (label: string, operator: '=' | '=~', value: string): string =>
  `${label}${operator}"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
