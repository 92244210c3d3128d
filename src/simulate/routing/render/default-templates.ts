/**
 * The templates that Alertmanager brings, by name, but for the HTML of e-mails: what they say is a fact of its template/default.tmpl.
 * A configuration may call each of them, and files of templates may define them anew.
 */
export const defaultTemplates: Readonly<Record<string, string>> = defaults();

function defaults(): Record<string, string> {
  const call = (name: string): string => `{{ template "${name}" . }}`;
  const annotations = '{{ .CommonAnnotations.Values | join " " }}';
  const subject = call('__subject');
  const address = call('__alertmanagerURL');
  const color = '{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}';
  const sender = call('__alertmanager');
  const pairs = (set: string, start: string): string =>
    `{{ range .${set}.SortedPairs }}${start}{{ .Name }} = {{ .Value }}\n{{ end }}`;
  const list = (gap: string, start: string): string =>
    `{{ range . }}${gap}Labels:\n${pairs('Labels', start)}${gap}Annotations:\n${pairs('Annotations', start)}${gap}` +
    `Source: {{ .GeneratorURL }}\n{{ end }}`;
  const part = (kind: 'Firing' | 'Resolved', before: string, after: string, of = '__text_alert_list'): string =>
    `{{ if .Alerts.${kind} }}${before}Alerts ${kind}:\n{{ template "${of}" .Alerts.${kind} }}${after}{{ end }}`;
  const close = `${annotations}\n${part('Firing', '', '')}\n${part('Resolved', '', '')}`;
  const apart = (before = '\n', of?: string): string =>
    `\n${part('Firing', before, '\n', of)}\n${part('Resolved', before, '\n', of)}\n`;
  const markdown = apart('\n# ', '__text_alert_list_markdown');
  const priority = (kind: 'Firing' | 'Resolved'): string =>
    `{{ range .Alerts.${kind} }}{{ $severity := index .Labels "severity" }}` +
    '{{ if (eq $severity "critical") }}{{ $priority = "High" }}' +
    '{{ else if (and (eq $severity "warning") (ne $priority "High")) }}{{ $priority = "Medium" }}' +
    '{{ else if (and (eq $severity "info") (eq $priority "")) }}{{ $priority = "Low" }}{{ end }}{{ end }}';
  const nothing = (names: string): Record<string, string> =>
    Object.fromEntries(names.split(' ').map((name) => [name, '']));
  return {
    __alertmanager: 'Alertmanager',
    __alertmanagerURL: '{{ .ExternalURL }}/#/alerts?receiver={{ .Receiver | urlquery }}',
    __subject:
      '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] ' +
      '{{ .GroupLabels.Values | join " " }} {{ if gt (len .CommonLabels) (len .GroupLabels) }}' +
      '({{ (.CommonLabels.Remove .GroupLabels.Names).Values | join " " }}){{ end }}',
    __text_alert_list: list('', ' - '),
    __text_alert_list_markdown: `${list('\n', '  - ')}\n`,
    ...nothing('__description slack.default.callbackid slack.default.pretext slack.default.iconemoji'),
    ...nothing('slack.default.iconurl slack.default.text slack.default.footer opsgenie.default.tags'),
    ...nothing('opsgenie.default.teams wechat.default.to_user wechat.default.to_party wechat.default.to_tag'),
    ...nothing('wechat.default.agent_id discord.default.content rocketchat.default.iconurl rocketchat.default.emoji'),
    'slack.default.title': subject,
    'slack.default.color': color,
    'slack.default.username': sender,
    'slack.default.fallback': `${call('slack.default.title')} | ${call('slack.default.titlelink')}`,
    'slack.default.titlelink': address,
    'pagerduty.default.description': subject,
    'pagerduty.default.client': sender,
    'pagerduty.default.clientURL': address,
    'pagerduty.default.instances': call('__text_alert_list'),
    'opsgenie.default.message': subject,
    'opsgenie.default.description': close,
    'opsgenie.default.source': address,
    'wechat.default.message': `${subject}\n${close}\nAlertmanagerUrl:\n${address}`,
    'victorops.default.state_message': close,
    'victorops.default.entity_display_name': subject,
    'victorops.default.monitoring_tool': sender,
    'email.default.subject': subject,
    'pushover.default.title': subject,
    'pushover.default.message': annotations + apart(),
    'pushover.default.url': address,
    'sns.default.subject': subject,
    'sns.default.message': annotations + apart(),
    'telegram.default.message': apart(),
    'discord.default.title': subject,
    'discord.default.message': apart(),
    'webex.default.message': annotations + apart(),
    'msteams.default.summary': subject,
    'msteams.default.title': subject,
    'msteams.default.text': markdown,
    'msteamsv2.default.title': subject,
    'msteamsv2.default.text': markdown,
    'jira.default.summary': subject,
    'jira.default.description': markdown,
    'jira.default.priority': `{{ $priority := "" }}${priority('Firing')}{{ if eq $priority "" }}${priority('Resolved')}{{ end }}{{ $priority }}`,
    'rocketchat.default.title': subject,
    'rocketchat.default.alias': sender,
    'rocketchat.default.titlelink': address,
    'rocketchat.default.text': '',
    'mattermost.default.text': `${subject}\n${call('__alertmanagerURL')}`,
    'mattermost.default.username': sender,
    'mattermost.default.color': color,
    'mattermost.default.title': subject,
    'mattermost.default.titlelink': address,
    'mattermost.default.fallback': `${call('mattermost.default.title')} | ${call('mattermost.default.titlelink')}`,
  };
}
