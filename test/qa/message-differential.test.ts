import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadAlertmanager } from '../../src/simulate/routing/config/load-alertmanager.ts';
import type { AlertHistory } from '../../src/simulate/routing/notification.ts';
import { type RenderedMessage, renderNotification } from '../../src/simulate/routing/render/render-notification.ts';
import { createTemplateLibrary } from '../../src/simulate/routing/render/template-library.ts';
import { simulateNotifications } from '../../src/simulate/routing/simulate-notifications.ts';
import { runAlertmanager } from '../support/alertmanager-run.ts';
import { betcodeArtifacts } from '../support/betcode.ts';
import { startMailSink } from '../support/mail-sink.ts';
import { hasProgram } from '../support/real-programs.ts';

/** Every function and every method that templates have. */
const own = `
{{ define "mine" }}{{ .Receiver }} {{ .Status | toUpper | toLower | title }} {{ len .Alerts }}
{{ range $i, $a := .Alerts }}{{ $i }}={{ $a.Status }} {{ .Labels }} {{ .Annotations.summary }} {{ .StartsAt.Year }} {{ .EndsAt.IsZero }} {{ .Fingerprint }}
{{ end }}{{ .CommonLabels.SortedPairs }} {{ .CommonLabels.Names | join "," }} {{ .GroupLabels.Values }}
{{ (.CommonLabels.Remove (stringSlice "severity" "nothing")).SortedPairs.Names }} {{ printf "%v %q" .GroupLabels .Receiver }}
{{ match "^D.*n" .GroupLabels.alertname }} {{ reReplaceAll "(.)o" "$1 0" .GroupLabels.alertname }} {{ .CommonLabels.missing }}|
{{ index .Alerts 0 | printf "%T" }} {{ (index .Alerts.Firing 0).Labels.instance }} {{ "mIXED cAse wORD's x_y a-b" | title }}
{{ with .CommonAnnotations }}{{ .summary | html }} {{ .summary | urlquery }} {{ .summary | js }}{{ end }}
{{ if and .Alerts.Firing (not .Alerts.Resolved) }}only firing{{ else }}both{{ end }} {{ safeHtml "<b>" }} {{ slice .ExternalURL 0 4 }}
{{ eq .Status "firing" "resolved" }} {{ gt (len .CommonLabels) 1 }} {{ .Alerts.Resolved | len }}{{ template "slack.default.title" . }}
{{ range .CommonLabels.SortedPairs }}{{ .Name }}:{{ .Value }};{{ else }}none{{ end }}{{ .CommonLabels.SortedPairs.Values }}{{ end }}
`;

/** Where Debian puts what Alertmanager brings. */
const emailTemplate = '/usr/share/prometheus/alertmanager/email.tmpl';

const config = (url: string, mailPort: number): string => `
global: {smtp_smarthost: '127.0.0.1:${mailPort}', smtp_from: 'alerts@example.com', smtp_require_tls: false}
route: {receiver: all, group_by: [alertname, 'team'], group_wait: 1s, group_interval: 2s, repeat_interval: 1h}
templates: ['*.tmpl']
receivers:
  - name: all.+
  - name: all
    slack_configs:
      - {api_url: '${url}/slack/0', send_resolved: true}
      - {api_url: '${url}/slack/1', send_resolved: true, title: '{{ template "mine" . }}', channel: '#x', color: '{{ .Status }}', fields: [{title: '{{ .Status }}', value: 'b'}]}
      - {api_url: '${url}/slack/2', send_resolved: true, title: '{{ template "betcode.slack.title" . }}', text: '{{ template "betcode.slack.text" . }}', color: '{{ template "betcode.slack.color" . }}', fallback: '{{ template "betcode.email.text" . }}'}
    pagerduty_configs:
      - {url: '${url}/pagerduty/0', routing_key: x, severity: '{{ template "betcode.pagerduty.severity" . }}', details: {firing: '{{ template "betcode.firing.text" . }}', mine: '{{ .Status }}'}, class: '{{ .CommonLabels.alertname }}'}
    opsgenie_configs: [{api_url: '${url}/opsgenie/0', api_key: x, tags: 'a,b', details: {x: '{{ .Status }}'}}]
    victorops_configs: [{api_url: '${url}/victorops/0', api_key: x, routing_key: y}]
    telegram_configs: [{api_url: '${url}', bot_token: x, chat_id: 5}]
    webex_configs: [{api_url: '${url}/webex/0', room_id: x, http_config: {authorization: {credentials: a}}}]
    wechat_configs: [{api_url: '${url}/wechat/0', api_secret: x, corp_id: y, send_resolved: true}]
    discord_configs: [{webhook_url: '${url}/discord/0'}]
    webhook_configs:
      - {url: '${url}/webhook/0', max_alerts: 2}
      - {url: '${url}/webhook/1', max_alerts: 1}
    pushover_configs:
      - {user_key: pushover/0, token: y, http_config: &proxy {proxy_url: '${url}', tls_config: {insecure_skip_verify: true}}}
      - {user_key: pushover/1, token: y, html: true, message: '<b>{{ .CommonAnnotations.summary }}</b>', priority: '1', url_title: '{{ .Status }}', sound: bike, retry: 90s, expire: 1h30m, http_config: *proxy}
      - {user_key: pushover/2, token: y, title: '{{ range .Alerts }}{{ . }}{{ . }}{{ end }}', message: ' {{ "\\n" }} ', url: '{{ range .Alerts }}{{ . }}{{ . }}{{ end }}', http_config: *proxy}
      - {user_key: pushover/3, token: y, message: '{{ range .Alerts }}{{ . }}{{ . }}{{ . }}{{ . }}{{ end }}', http_config: *proxy}
    sns_configs:
      - api_url: '${url}/sns/0'
        topic_arn: 'arn:aws:sns:us-east-1:123456789012:alerts'
        sigv4: {region: us-east-1, access_key: x, secret_key: y}
        attributes: {key: '{{ .Status }}'}
    email_configs:
      - {to: 'team@example.com', send_resolved: true}
      - to: 'all@example.com'
        send_resolved: true
        headers: {subject: '{{ .Status }} ü {{ .CommonLabels.team }}', X-Team: '{{ .CommonLabels.team }}'}
        text: '{{ template "mine" . }}'
        html: '<p title="{{ .CommonLabels.team }}"><a href="{{ .ExternalURL }}/?x={{ .CommonLabels.team }}">{{ range .Alerts }}{{ .Annotations.summary }}<br>{{ end }}</a></p>'
`;

const labels = { alertname: 'Down <moon>', team: "o'connor & co", severity: 'P1' };
const summary = 'it\'s "down" & <b>bold</b> + ünïcode';
const history: AlertHistory = {
  alerts: [
    {
      labels: { ...labels, instance: 'a:1', job: 'z' },
      annotations: { summary, description: 'first\nsecond', runbook_url: 'https://example.com/a?b=c&d' },
      startsAt: 0,
      generatorUrl: 'http://prometheus.example.com/graph?g0.expr=a+%3D+1&g0.tab=1',
    },
    { labels: { ...labels, instance: 'b:1' }, annotations: { summary }, startsAt: 0, resolvedAt: 2 },
    { labels: { ...labels, instance: 'c:1', job: 'a' }, annotations: { summary, action: 'look' }, startsAt: 0 },
  ],
};
const until = 4;

/** What the service is told, by the names of the parts. */
const readers: Readonly<Record<string, (body: never) => Readonly<Record<string, unknown>>>> = {
  slack: ({ attachments: [attachment], ...rest }: { attachments: [Record<string, unknown>] }) => {
    const { fields, mrkdwn_in: _, ...texts } = attachment;
    const [field] = (fields ?? []) as { title: string; value: string }[];
    return { ...rest, ...texts, 'fields.0.title': field?.title, 'fields.0.value': field?.value };
  },
  pagerduty: (body: { payload: Record<string, unknown>; client: string; client_url: string }) => {
    const { custom_details: details, summary: description, ...rest } = body.payload;
    const named = Object.entries(details as object).map(([name, text]) => [`details.${name}`, text]);
    return { ...rest, description, client: body.client, client_url: body.client_url, ...Object.fromEntries(named) };
  },
  opsgenie: ({ alias: _, details, tags, ...rest }: { alias: string; details: { x: string }; tags: string[] }) => ({
    ...rest,
    tags: tags.join(),
    'details.x': details.x,
  }),
  victorops: ({ entity_id: _, ...rest }: { entity_id: string }) => rest,
  telegram: ({ text }: { text: string }) => ({ message: text }),
  webex: ({ markdown }: { markdown: string }) => ({ message: markdown }),
  wechat: ({ text }: { text: { content: string } }) => ({ message: text.content }),
  discord: ({ embeds: [embed] }: { embeds: [{ title: string; description: string }] }) => ({
    title: embed.title,
    message: embed.description,
  }),
  webhook: (body: object) => ({ body: JSON.stringify(body) }),
  pushover: ({ user: _, token: __, ...rest }: Readonly<Record<string, string>>) => rest,
  sns: (body: Readonly<Record<string, string>>) => ({
    subject: body['Subject'],
    message: body['Message'],
    topic_arn: body['TopicArn'],
    'attributes.key': body['MessageAttributes.entry.1.Value.StringValue'],
  }),
};

const parsed = (kind: string, body: string): unknown =>
  kind === 'sns' || kind === 'pushover' ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);

const present = (parts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== '' && text !== undefined));

describe.skipIf(!hasProgram('prometheus-alertmanager'))('messages', () => {
  it('are what the real Alertmanager sends, for every kind that can be sent to a local server', async () => {
    const betcode =
      (await betcodeArtifacts()).find(({ path }) => path === 'alertmanager/templates/betcode.tmpl')?.content ?? '';
    const templates = { 'own.tmpl': own, 'betcode.tmpl': betcode };
    const mails = await startMailSink();
    let text = '';
    const run = await runAlertmanager(
      ({ url }) => {
        text = config(url, mails.port);
        return text;
      },
      history,
      until + 1,
      templates,
    );
    const loaded = await loadAlertmanager(text, 'alertmanager.yml', '0.25');
    const files = Object.entries(templates).map(([path, content]) => ({ path, content }));
    if (existsSync(emailTemplate)) files.unshift({ path: 'email.tmpl', content: readFileSync(emailTemplate, 'utf8') });
    const library = createTemplateLibrary(files, '0.25');
    if (!loaded.ok || !library.ok) throw new Error(JSON.stringify([loaded, library]));
    const epoch = run.base / 1000;
    const { notifications } = simulateNotifications(loaded.value.setup, history, { until, epoch });
    const surroundings = { externalUrl: 'http://alertmanager.example.com', epoch };
    const everything = notifications.flatMap((one) => renderNotification(one, library.value, surroundings));
    const rendered = everything.filter(({ kind }) => kind !== 'email');
    expect(everything.flatMap(({ errors }) => errors)).toEqual([]);

    const pathOf = ({ kind, integration }: RenderedMessage): string =>
      kind === 'telegram' ? '/botx/sendMessage' : `/${kind}/${integration.index}`;
    // Pushover's is in the query of one address for all users.
    const received = run.received.map(({ path, body }) => {
      const [, query] = /^\/1\/messages\.json\?(.*)$/s.exec(path) ?? [];
      return query === undefined ? { path, body } : { path: `/${new URLSearchParams(query).get('user')}`, body: query };
    });
    let compared = 0;
    for (const path of new Set(rendered.map(pathOf))) {
      const ours = rendered.filter((one) => pathOf(one) === path);
      const kind = ours[0]?.kind ?? '';
      const theirs = received.filter(
        (one) => one.path.startsWith(path) && !one.path.includes('gettoken') && one.path !== '/wechat/0/',
      );
      expect(theirs.length, `${path}\n${run.log.slice(-2500)}`).toBe(ours.length);
      theirs.forEach(({ body }, i) => {
        const parts = Object.fromEntries((ours[i]?.parts ?? []).map(({ name, text: one }) => [name, one]));
        expect(present(parts), `${path} ${i}`).toEqual(present(readers[kind]?.(parsed(kind, body) as never) ?? {}));
        compared++;
      });
    }
    expect(compared).toBe(34);

    await mails.stop();
    const ours = everything.filter(({ kind }) => kind === 'email');
    const byReceiver = (to: string) => mails.received.filter(({ headers }) => headers['to'] === to);
    const theirs = ours.map(({ integration }, i) => {
      const all = byReceiver(String(integration.settings['to']));
      return all[ours.slice(0, i).filter((one) => one.integration.index === integration.index).length];
    });
    expect(mails.received).toHaveLength(ours.length);
    ours.forEach(({ parts }, i) => {
      const mail = theirs[i];
      const own = Object.fromEntries(parts.map(({ name, text: one }) => [name.toLowerCase(), one]));
      for (const [name, one] of Object.entries(own)) {
        const [, header] = /^(?:headers\.)?(subject|x-team|to|from)$/.exec(name) ?? [];
        if (header !== undefined) expect(mail?.headers[header], name).toBe(one.trim());
      }
      expect(mail?.parts['text/plain']?.trimEnd()).toBe(own['text']?.trimEnd());
      if (existsSync(emailTemplate) || own['headers.x-team'] !== undefined)
        expect(mail?.parts['text/html']?.trimEnd()).toBe(own['html']?.trimEnd());
    });
    expect(ours.length).toBe(4);
  }, 60_000);
});
