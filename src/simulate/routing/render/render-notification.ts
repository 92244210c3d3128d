import type { Integration, SettingValue } from '../config/alertmanager.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { Notification } from '../notification.ts';
import { finishMessage } from './finish-message.ts';
import { limitOf, partsOf, truncated } from './message-parts.ts';
import { notificationData, type RenderSurroundings } from './notification-data.ts';
import { payloadBody } from './payload-body.ts';
import { renderRouteLabels } from './render-route-labels.ts';
import type { TemplateLibrary } from './template-library.ts';
import { templateValue } from './template-value.ts';

/** One text of a message, such as `title` or `details.firing`; empty ones are left out. */
export interface MessagePart {
  readonly name: string;
  readonly text: string;
}

/** What one integration sends. */
export interface RenderedMessage {
  readonly kind: string;
  readonly integration: Integration;
  readonly parts: readonly MessagePart[];
  /** Errors of templates, by the name of the part: Alertmanager would send nothing. */
  readonly errors: readonly MessagePart[];
}

/** Renders a notification for each integration that is told it. */
export function renderNotification(
  notification: Notification,
  library: TemplateLibrary,
  surroundings: RenderSurroundings,
): readonly RenderedMessage[] {
  const route = renderRouteLabels(notification, library, surroundings);
  const data = { ...notificationData(notification, surroundings), routeLabels: route.labels };
  const routeLabels = new Map(Object.entries(route.labels));
  const routeLabel = (name: string): string => routeLabels.get(name) ?? '';
  const value = templateValue(data, library.version);
  const now = BigInt(Math.round((surroundings.epoch + notification.at) * 1000)) * 1_000_000n;
  return notification.integrations.map((integration) => {
    const { kind, settings } = integration;
    const parts: MessagePart[] = [];
    const errors: MessagePart[] = [];
    const add = (name: string, source: string, limit?: number): void => {
      if (source === foreignHtml && !library.has('email.default.html')) {
        parts.push({
          name,
          text: '(the HTML that Alertmanager brings: give its `email.tmpl` with `--template` to see it)',
        });
        return;
      }
      const text = library.expand(source, value, {
        escapes: isHtml(kind, name, settings) ? 'html' : 'text',
        now,
        routeLabel,
      });
      if (!text.ok) errors.push({ name, text: text.errors.join('; ') });
      else if (text.value !== '')
        parts.push({ name, text: limit === undefined ? text.value : truncated(text.value, limit) });
    };
    if (kind === 'webhook' && settings['payload'] !== undefined)
      for (const [name, source] of textsOf('payload', settings['payload'])) add(name, source);
    else if (kind === 'webhook' || kind === 'incidentio')
      parts.push({
        name: 'body',
        text: JSON.stringify(payloadBody(notification, integration, route.labels, surroundings, library.version)),
      });
    for (const key of partsOf(integration)) {
      const setting = settingOf(kind, key, settings, library.version);
      for (const [name, source] of textsOf(key, setting)) add(name, source, limitOf(integration, name));
    }
    if (kind === 'email' && !parts.some(({ name }) => name.toLowerCase() === 'headers.subject'))
      add('headers.Subject', '{{ template "email.default.subject" . }}');
    return { kind, integration, ...finishMessage({ parts, errors }, integration, notification) };
  });
}

/** The one default template that is not among ours. */
const foreignHtml = '{{ template "email.default.html" . }}';

const isHtml = (kind: string, name: string, settings: Integration['settings']): boolean =>
  (kind === 'email' && name === 'html') ||
  (kind === 'telegram' && settings['parse_mode'] === 'HTML') ||
  (kind === 'pushover' && name === 'message' && settings['html'] === true);

/** Current releases send the alerts as JSON. */
const pagerdutyDetails = (version: AlertmanagerVersion) => {
  const list = (alerts: string): string =>
    version === '0.25' ? `{{ template "pagerduty.default.instances" ${alerts} }}` : `{{ ${alerts} | toJson }}`;
  return {
    firing: list('.Alerts.Firing'),
    num_firing: '{{ .Alerts.Firing | len }}',
    num_resolved: '{{ .Alerts.Resolved | len }}',
    resolved: list('.Alerts.Resolved'),
  };
};

/** PagerDuty has details of its own, and the client for its source; Jira has texts in a mapping. */
function settingOf(
  kind: string,
  key: string,
  settings: Integration['settings'],
  version: AlertmanagerVersion,
): SettingValue | undefined {
  const setting = settings[key];
  if (kind === 'jira' && (key === 'summary' || key === 'description') && typeof setting === 'object')
    return (setting as Readonly<Record<string, SettingValue>>)['template'];
  if (kind === 'rocketchat' && key === 'actions' && Array.isArray(setting))
    return (setting as readonly Readonly<Record<string, SettingValue>>[]).map(sentAction);
  if (kind !== 'pagerduty') return setting;
  if (key === 'details') return { ...pagerdutyDetails(version), ...(setting as object | undefined) };
  return key === 'source' ? (setting ?? settings['client']) : setting;
}

/** The settings of an action that Rocket.Chat is told. */
const sentAction = (action: Readonly<Record<string, SettingValue>>): SettingValue =>
  Object.fromEntries(Object.entries(action).filter(([key]) => key === 'text' || key === 'url' || key === 'msg'));

/** The texts in a setting, by their way from it. */
function textsOf(name: string, value: SettingValue | undefined): readonly (readonly [string, string])[] {
  if (value === undefined || typeof value === 'boolean') return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  const members = Array.isArray(value)
    ? value.map((one, i) => [i, one] as const)
    : Object.entries(value as Readonly<Record<string, SettingValue>>);
  return members.flatMap(([key, member]) => textsOf(`${name}.${key}`, member));
}
