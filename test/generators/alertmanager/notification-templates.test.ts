import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notificationTemplates } from '../../../src/generators/alertmanager/templates/notification-templates.ts';
import { hasProgram } from '../../support/real-programs.ts';
import { routedModel } from './routed-model.ts';

interface SentAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Everything that Slack, HTML or a template could take for its own syntax. */
const nasty = '<!channel> & </b><script>alert(1)</script> "q" {{ .Boom }} `x`\n\n| # é 🔔';

const alert = (i: number, more: Partial<SentAlert> = {}): SentAlert => ({
  status: 'firing',
  labels: { alertname: 'ShopBugs', severity: 'page', audience: 'oncall', service: 'shop', instance: `host ${i}` },
  annotations: {
    summary: `summary ${i}`,
    description: `description ${i}`,
    action: 'Look at the shop',
    runbook_url: 'https://runbooks.example.com/shop/ShopBugs.md',
    dashboard_url: 'https://grafana.example.com/d/shop-overview?viewPanel=100',
  },
  ...more,
});

const common = (all: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(all[0] ?? {}).filter(([key, value]) => all.every((one) => one[key] === value)));

describe.skipIf(!hasProgram('amtool'))('notificationTemplates, rendered by amtool', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-templates-'));
    writeFileSync(join(folder, 'shop.tmpl'), notificationTemplates(routedModel));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function render(name: string, alerts: readonly SentAlert[], type: 'text' | 'html' = 'text'): string {
    const data = {
      receiver: 'team',
      status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
      alerts: alerts.map((one) => ({
        ...one,
        startsAt: '2026-01-01T10:00:00Z',
        endsAt: '2026-01-01T11:00:00Z',
        generatorURL: 'https://prometheus.example.com/graph?g0.expr=up+%3E+1&g0.tab=1',
        fingerprint: '1',
      })),
      groupLabels: {},
      commonLabels: common(alerts.map(({ labels }) => labels)),
      commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
      externalURL: 'https://alertmanager.example.com',
    };
    writeFileSync(join(folder, 'data.json'), JSON.stringify(data));
    const { status, stdout, stderr } = spawnSync(
      'amtool',
      [
        ...['template', 'render', '--template.glob=shop.tmpl', '--template.data=data.json'],
        ...[`--template.type=${type}`, `--template.text={{ template "shop.${name}" . }}`],
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return stdout.trimEnd();
  }

  it('names the one alert, or how many of what', () => {
    expect(render('title', [alert(1)])).toBe('[page] summary 1');
    expect(render('title', [alert(1), alert(2), alert(3, { status: 'resolved' })])).toBe('[page] 2 alerts: ShopBugs');
    expect(render('title', [alert(1, { status: 'resolved' })])).toBe('[page] Resolved: summary 1');
    const others = [alert(1), alert(2, { labels: { alertname: 'Other' } })];
    expect(render('title', others)).toBe('2 alerts: several');
    expect(render('title', [alert(1, { labels: {}, annotations: {} })])).toBe('(an alert without a name)');
  });

  it('keeps titles on one line and short', () => {
    const long = alert(1, { annotations: { summary: `${nasty}${'x'.repeat(5000)}` } });
    for (const name of ['title', 'slack.title']) {
      const title = render(name, [long]);
      expect(title).not.toContain('\n');
      expect(title.length).toBeLessThan(300);
      expect(title).toMatch(/…$/);
    }
  });

  it('says what fires, what to do, and where to look', () => {
    expect(render('firing.text', [alert(1), alert(2, { status: 'resolved' })])).toBe(
      [
        '* summary 1',
        '  description 1',
        '  What to do: Look at the shop',
        '  Since: 2026-01-01 10:00:00 UTC',
        '  instance: host 1',
        '  Runbook: https://runbooks.example.com/shop/ShopBugs.md',
        '  Dashboard: https://grafana.example.com/d/shop-overview?viewPanel=100',
        '  Query: https://prometheus.example.com/graph?g0.expr=up+%3E+1&g0.tab=1',
        '  Silence: https://alertmanager.example.com/#/silences/new?filter=%7Balertname%3D%22ShopBugs%22%2Caudience%3D%22oncall%22%2Cinstance%3D%22host%201%22%2Cservice%3D%22shop%22%2Cseverity%3D%22page%22%7D',
      ].join('\n'),
    );
    expect(render('resolved.text', [alert(1), alert(2, { status: 'resolved' })])).toBe('* summary 2');
  });

  it('gives Slack no markup but its own', () => {
    const text = render('slack.text', [
      alert(1, {
        labels: { alertname: 'A', instance: nasty },
        annotations: { summary: nasty, description: nasty, action: nasty, runbook_url: 'https://x.example/a|b>c&d' },
      }),
    ]);
    const markup = text.match(/<[^>]*>/g) ?? [];
    expect(markup.map((one) => one.replace(/^.*\|/, '').replace('>', ''))).toEqual(['Runbook', 'Query', 'Silence']);
    expect(markup[0]).toBe('<https://x.example/abc&amp;d|Runbook>');
    expect(text).toContain('&lt;!channel&gt; &amp; &lt;/b&gt;');
    expect(text.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
  });

  it('links Slack to web addresses only', () => {
    const annotations = { summary: 's', runbook_url: 'javascript:alert(1)' };
    expect(render('slack.text', [alert(1, { annotations })])).not.toContain('javascript');
  });

  it('colours Slack messages by how loud they are', () => {
    const ticket = alert(1, { labels: { alertname: 'A', severity: 'ticket' } });
    expect(render('slack.color', [alert(1)])).toBe('danger');
    expect(render('slack.color', [ticket])).toBe('warning');
    expect(render('slack.color', [alert(1, { status: 'resolved' })])).toBe('good');
  });

  it('speaks of severities in the words of PagerDuty', () => {
    const severities = ['page', 'ticket', 'none', 'other'].map((severity) =>
      render('pagerduty.severity', [alert(1, { labels: { alertname: 'A', severity } })]),
    );
    expect(severities).toEqual(['critical', 'error', 'warning', 'error']);
    expect(render('pagerduty.severity', [alert(1, { labels: {} })])).toBe('error');
  });

  it('leaves nothing of an alert active in HTML', () => {
    const html = render(
      'email.html',
      [
        alert(1, {
          labels: { alertname: nasty, instance: nasty },
          annotations: {
            summary: nasty,
            description: nasty,
            action: nasty,
            runbook_url: 'javascript:alert(1)',
            dashboard_url: 'https://g.example/"><script>x</script>',
          },
        }),
        alert(2, { status: 'resolved', annotations: { summary: nasty } }),
      ],
      'html',
    );
    expect(html).not.toMatch(/<script|javascript:|<!channel/);
    expect(
      html
        .match(/<\w+/g)
        ?.filter((tag) => !/^<(?:html|head|meta|title|body|h1|h2|div|p|strong|table|tr|td|a|ul|li)$/.test(tag)),
    ).toEqual([]);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('<li>');
  });

  it('stays readable with hundreds of alerts', () => {
    const many = Array.from({ length: 500 }, (_, i) =>
      alert(i, { annotations: { summary: `${i} ${'s'.repeat(500)}`, description: 'd'.repeat(5000), action: 'Look' } }),
    );
    expect(render('title', many)).toBe('[page] 500 alerts: ShopBugs');
    for (const [name, item, limit] of [
      ['firing.text', /^\* /gm, 25_000],
      ['slack.text', /^\*\d/gm, 15_000],
      ['email.html', /<h2/g, 30_000],
    ] as const) {
      const text = render(name, many, name === 'email.html' ? 'html' : 'text');
      expect(text.match(item)).toHaveLength(10);
      expect(text).toContain('The first 10 of 500 are listed.');
      expect(text.length).toBeLessThan(limit);
    }
    expect(render('firing.text', many.slice(0, 10))).not.toContain('are listed');
  });

  it('bears alerts of others, which have none of the annotations', () => {
    const foreign = [alert(1, { labels: { alertname: 'Foreign' }, annotations: {} })];
    for (const name of ['title', 'slack.text', 'slack.title', 'firing.text', 'email.text']) {
      const text = render(name, foreign);
      expect(text).toContain('Foreign');
      expect(text).not.toContain('no value');
    }
  });
});
