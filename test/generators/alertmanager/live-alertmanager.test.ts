import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateAlertmanager } from '../../../src/generators/alertmanager/generate-alertmanager.ts';
import { freePort } from '../../support/free-port.ts';
import { hasProgram } from '../../support/real-programs.ts';
import { type RunningProgram, startProgram } from '../../support/start-program.ts';
import { route, routedModel } from './routed-model.ts';

interface Received {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

const quick = { wait: 0, interval: 1000, repeat: 3_600_000 };

/** Every alert of every kind of integration goes to the sinks of the test; nothing but addresses is changed for that. */
describe.skipIf(!hasProgram('prometheus-alertmanager'))('generateAlertmanager, loaded by Alertmanager', () => {
  const received: Received[] = [];
  const mails: string[] = [];
  let folder = '';
  let http: Server;
  let smtp: TcpServer;
  let program: RunningProgram | undefined;
  let address = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-alertmanager-'));
    http = createHttpServer((request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        const { authorization } = request.headers;
        received.push({ path: request.url ?? '', authorization, body: JSON.parse(body) });
        // PagerDuty accepts events with 202, Slack answers with a text.
        response.writeHead(request.url === '/pagerduty' ? 202 : 200).end('ok');
      });
    });
    smtp = createTcpServer((socket) => {
      let mail = '';
      let inData = false;
      socket.write('220 sink\r\n');
      socket.on('error', () => {});
      socket.on('data', (data: Buffer) => {
        const text = data.toString();
        if (inData) {
          mail += text;
          if (!mail.endsWith('\r\n.\r\n')) return;
          mails.push(mail);
          inData = false;
          socket.write('250 ok\r\n');
        } else if (/^DATA/i.test(text)) {
          [inData, mail] = [true, ''];
          socket.write('354 go\r\n');
        } else socket.write(/^QUIT/i.test(text) ? '221 bye\r\n' : '250 ok\r\n');
      });
    });
    const port = await listening(http);
    const smtpPort = await listening(smtp);
    const sink = `http://127.0.0.1:${port}`;
    for (const [name, secret] of Object.entries({
      slack: `${sink}/slack`,
      pagerduty: 'key',
      smtp: 'x',
      hook: 'token',
    })) {
      writeFileSync(join(folder, name), secret);
    }
    const model = {
      ...routedModel,
      routes: [
        route('page', 'oncall', 'team', { ...quick, groupBy: ['alertname'] }),
        route('ticket', 'oncall', 'team', { ...quick, sendResolved: false, groupBy: ['alertname'] }),
        route('none', 'heartbeat', 'deadman', { ...quick, sendResolved: false }),
      ],
    };
    for (const { path, content } of generateAlertmanager(model)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const redirected = content
        .replaceAll('/etc/alertmanager/secrets/', `${folder}/`)
        .replaceAll('https://hooks.example.com/shop', `${sink}/hook`)
        .replaceAll(/^( *)smarthost: .*$/gm, `$1smarthost: 127.0.0.1:${smtpPort}\n$1require_tls: false`)
        .replace(/^templates:/m, `global:\n  pagerduty_url: ${sink}/pagerduty\ntemplates:`);
      writeFileSync(join(folder, path), redirected);
    }
    address = `http://127.0.0.1:${await freePort()}`;
    program = await startProgram(
      'prometheus-alertmanager',
      [
        `--config.file=${join(folder, 'alertmanager/alertmanager.yml')}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=${address.replace('http://', '')}`,
        '--cluster.listen-address=',
      ],
      `${address}/-/ready`,
    );
  });

  afterAll(async () => {
    await program?.stop();
    http.close();
    smtp.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function send(labels: Readonly<Record<string, string>>, endsAt?: string): Promise<void> {
    const annotations = {
      summary: 'The shop <burns> & smokes',
      action: 'Put it out',
      description: 'All of it.',
      runbook_url: 'https://runbooks.example.com/shop/ShopBugs.md',
      dashboard_url: 'https://grafana.example.com/d/shop-overview?viewPanel=100',
    };
    const alert = { labels: { service: 'shop', ...labels }, annotations, ...(endsAt === undefined ? {} : { endsAt }) };
    const response = await fetch(`${address}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([alert]),
    });
    expect(response.ok).toBe(true);
  }

  const at = (path: string, alertname: string): readonly Received[] =>
    received.filter((one) => one.path === path && JSON.stringify(one.body).includes(alertname));

  const until = (what: () => unknown): Promise<unknown> =>
    expect.poll(what, { timeout: 20_000, interval: 100 }).toBeTruthy();

  it('sends a firing alert through every integration of its receiver', async () => {
    await send({ alertname: 'ShopBugs', severity: 'page', audience: 'oncall', instance: 'one' });
    await until(
      () => ['/slack', '/pagerduty', '/hook'].every((path) => at(path, 'ShopBugs').length > 0) && mails.length > 0,
    );

    const slack = at('/slack', 'ShopBugs')[0]?.body;
    expect(slack).toMatchObject({
      channel: '#shop',
      attachments: [
        {
          title: '[page] The shop &lt;burns&gt; &amp; smokes',
          title_link: 'https://grafana.example.com/d/shop-overview?viewPanel=100',
          color: 'danger',
          text: expect.stringContaining('*What to do:* Put it out'),
        },
      ],
    });
    expect(at('/pagerduty', 'ShopBugs')[0]?.body).toMatchObject({
      routing_key: 'key',
      event_action: 'trigger',
      payload: {
        summary: '[page] The shop <burns> & smokes',
        severity: 'critical',
        class: 'ShopBugs',
        group: 'shop',
        custom_details: { action: 'Put it out', num_firing: '1', firing: expect.stringContaining('instance: one') },
      },
      links: [
        { href: 'https://runbooks.example.com/shop/ShopBugs.md', text: 'Runbook' },
        { href: 'https://grafana.example.com/d/shop-overview?viewPanel=100', text: 'Dashboard' },
      ],
    });
    const hook = at('/hook', 'ShopBugs')[0];
    expect(hook?.authorization).toBe('Bearer token');
    expect(hook?.body).toMatchObject({ status: 'firing', alerts: [{ labels: { instance: 'one' } }] });
    expect(mails[0]).toContain('Subject: [page] The shop <burns> & smokes');
    expect(mails[0]).toContain('Content-Type: text/html');
  });

  it('tells of the end where the route wants it, and only there', async () => {
    const ended = new Date(Date.now() + 500).toISOString();
    const ticket = { alertname: 'ShopMemory', severity: 'ticket', audience: 'oncall', instance: 'two' };
    const paged = { alertname: 'ShopBreakerOpen', severity: 'page', audience: 'oncall', instance: 'two' };
    await send(ticket);
    await send(paged);
    await until(() => at('/hook', 'ShopMemory').length > 0 && at('/hook', 'ShopBreakerOpen').length > 0);
    await send(ticket, ended);
    await send(paged, ended);
    await until(() => at('/hook', 'ShopBreakerOpen').some(({ body }) => body['status'] === 'resolved'));
    await until(() => at('/slack', 'Resolved: The shop').length > 0);
    expect(at('/hook', 'ShopMemory').map(({ body }) => body['status'])).toEqual(['firing']);
  });

  it('does not notify what is inhibited', async () => {
    const instance = { audience: 'oncall', instance: 'three' };
    await send({ alertname: 'ShopApiDown', severity: 'ticket', ...instance });
    await until(() => at('/hook', 'ShopApiDown').length > 0);
    await send({ alertname: 'ShopManyFailures', severity: 'ticket', ...instance });
    await send({ alertname: 'ShopManyFailures', severity: 'ticket', audience: 'oncall', instance: 'four' });
    await until(() => at('/hook', 'ShopManyFailures').length > 0);
    const told = at('/hook', 'ShopManyFailures').map(({ body }) => JSON.stringify(body['alerts']));
    expect(told.join()).toContain('four');
    expect(told.join()).not.toContain('three');
  });
});

function listening(server: Server | TcpServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
