import { describe, expect, it } from 'vitest';
import { renderNotification } from '../../../src/simulate/routing/render/render-notification.ts';
import { createTemplateLibrary } from '../../../src/simulate/routing/render/template-library.ts';
import { simulateNotifications } from '../../../src/simulate/routing/simulate-notifications.ts';
import { loadSetup } from './load-setup.ts';

const config = `
route: {receiver: all, group_wait: 30s}
receivers:
  - name: all
    webhook_configs:
      - {url: 'http://x/', payload: {text: '{{ .Status }} at {{ now | tz "Europe/Berlin" | date "15:04:05 MST" }}', list: ['{{ len .Alerts }}', fixed]}}
    pagerduty_configs: [{routing_key: x, details: {team: '{{ .CommonLabels.team }}'}}]
    slack_configs: [{api_url: 'http://x/', message_text: '{{ .CommonLabels.alertname }}'}]
    jira_configs: [{api_url: 'http://x/', project: X, issue_type: Bug, summary: {template: '{{ .Status }}', enable_update: true}}]
    mattermost_configs: [{webhook_url: 'http://x/'}]
`;

describe('messages of current releases', () => {
  it('have the settings and the defaults that 0.25 has not', async () => {
    const library = createTemplateLibrary([], 'current');
    if (!library.ok) throw new Error(JSON.stringify(library.errors));
    const alert = {
      labels: { alertname: 'Down', team: 'db' },
      annotations: {},
      startsAt: 0,
      generatorUrl: 'http://p/',
    };
    const epoch = Date.UTC(2026, 0, 1, 12) / 1000;
    const { notifications } = simulateNotifications(
      await loadSetup(config, 'current'),
      { alerts: [alert] },
      { until: 40, epoch },
    );
    const messages = notifications.flatMap((one) =>
      renderNotification(one, library.value, { externalUrl: 'http://am', epoch }),
    );
    expect(messages.flatMap(({ errors }) => errors)).toEqual([]);
    const parts = Object.fromEntries(
      messages.flatMap(({ kind, parts: all }) => all.map(({ name, text }) => [`${kind} ${name}`, text])),
    );
    const address = 'http://am/#/alerts?receiver=all';
    expect(parts).toMatchObject({
      'webhook payload.text': 'firing at 13:00:30 CET',
      'webhook payload.list.0': '1',
      'webhook payload.list.1': 'fixed',
      'pagerduty details.team': 'db',
      'pagerduty details.resolved': '[]',
      'slack message_text': 'Down',
      'slack color': 'danger',
      'jira summary': 'firing',
      'mattermost title': '[FIRING:1]  (Down db)',
      'mattermost color': 'danger',
      'mattermost username': 'Alertmanager',
      'mattermost title_link': address,
      'mattermost fallback': `[FIRING:1]  (Down db) | ${address}`,
    });
    expect(parts).not.toHaveProperty('webhook body');
    expect(JSON.parse(String(parts['pagerduty details.firing']))).toEqual([
      {
        status: 'firing',
        labels: { alertname: 'Down', team: 'db' },
        annotations: {},
        startsAt: '2026-01-01T12:00:00Z',
        endsAt: '0001-01-01T00:00:00Z',
        generatorURL: 'http://p/',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ]);
  });
});
