import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { createMetrics } from '../../src/instrumentation/create-metrics.ts';
import spec from '../../src/spec/index.ts';
import { betcodeArtifacts, betcodeModel } from '../support/betcode.ts';
import { dashboardQueries } from '../support/dashboard-queries.ts';
import { freePort } from '../support/free-port.ts';
import { hasProgram } from '../support/real-programs.ts';
import { type RunningProgram, startProgram } from '../support/start-program.ts';

const model = betcodeModel();

/** Scrapes and evaluations every second instead of every 15, so that the test takes one minute and not fifteen. */
const quick = '1s';

const stops: (() => Promise<unknown> | unknown)[] = [];

async function serve(answer: (url: string, body: string) => Promise<string>): Promise<number> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => (body += data.toString()));
    request.on('end', () => {
      void answer(request.url ?? '', body).then((text) => response.end(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  stops.push(() => new Promise((resolve) => server.close(resolve)));
  stops.push(() => server.closeAllConnections());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A daemon and a relay that have something to say about every metric. */
async function startExporters(): Promise<Readonly<Record<string, number>>> {
  const daemon = createMetrics(spec, { jobs: ['betcode-daemon'] });
  const relay = createMetrics(spec, { jobs: ['betcode-relay'] });
  const work = (): void => {
    daemon.spawnDuration.observe({ outcome: 'success' }, 0.4);
    daemon.crashes.inc({ session_id: 'sess_1', exit_code: '1' });
    daemon.parseErrors.inc({ error_type: 'invalid_json' });
    daemon.messages.inc(100);
    daemon.permission.observe({ tool_name: 'Bash', decision: 'user_allow' }, 3);
    daemon.permissionTimeouts.inc({ tool_name: 'Bash' });
    daemon.sqliteDuration.observe({ operation: 'insert' }, 0.002);
    daemon.sqliteErrors.inc({ error_type: 'SQLITE_BUSY' });
    daemon.breaker.set({ breaker: 'sqlite' }, 'half_open');
    daemon.breakerRejections.inc({ breaker: 'sqlite' });
    relay.reconnects.inc({ machine_id: 'm-1', reason: 'heartbeat_timeout' });
    relay.tunnelConnected.set({ machine_id: 'm-1' }, 'online');
    relay.tunnelLatency.observe({ machine_id: 'm-1' }, 0.01);
    relay.bufferOverflows.inc({ machine_id: 'm-1' });
    relay.authFailures.inc({ reason: 'invalid_token' });
  };
  work();
  const timer = setInterval(work, 500);
  stops.push(() => clearInterval(timer));
  return {
    'betcode-daemon': await serve(() => daemon.registry.metrics()),
    'betcode-relay': await serve(() => relay.registry.metrics()),
  };
}

let folder = '';
let prometheusUrl = '';
let alertmanagerUrl = '';
const notified: { readonly receiver: string; readonly body: string }[] = [];

async function query(expr: string): Promise<readonly { readonly metric: Readonly<Record<string, string>> }[]> {
  const response = await fetch(`${prometheusUrl}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: expr }),
  });
  const answer = (await response.json()) as { data?: { result: { metric: Record<string, string> }[] }; error?: string };
  if (answer.data === undefined) throw new Error(`${expr}: ${answer.error}`);
  return answer.data.result;
}

/** The generated configuration with every receiver's notifications sent to a local sink; nothing else is changed. */
async function alertmanagerConfig(text: string): Promise<string> {
  const port = await serve(async (url, body) => {
    notified.push({ receiver: url.slice(1), body });
    return '';
  });
  const config = parse(text) as { receivers: { name: string }[] };
  const receivers = config.receivers.map(({ name }) => ({
    name,
    webhook_configs: [{ url: `http://127.0.0.1:${port}/${name}`, send_resolved: true }],
  }));
  return stringify({ ...config, receivers });
}

describe.skipIf(!hasProgram('prometheus') || !hasProgram('prometheus-alertmanager'))('a live stack', () => {
  const running: RunningProgram[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-live-'));
    const [prometheusPort, alertmanagerPort, clusterless] = [await freePort(), await freePort(), ''];
    const exporters = await startExporters();
    for (const { path, content } of await betcodeArtifacts()) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const artifact = async (path: string): Promise<string> =>
      (await betcodeArtifacts()).find((each) => each.path === path)?.content ?? '';
    const server = parse(await artifact('prometheus/prometheus.yml')) as {
      global: object;
      alerting: { alertmanagers: { static_configs: { targets: string[] }[] }[] };
      scrape_configs: { job_name: string; scrape_interval?: string }[];
    };
    const overlay = {
      ...server,
      global: { ...server.global, scrape_interval: quick, scrape_timeout: quick, evaluation_interval: quick },
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanagerPort}`] }] }] },
      scrape_configs: server.scrape_configs.map((job) => ({
        ...job,
        ...(job.scrape_interval === undefined ? {} : { scrape_interval: quick }),
        static_configs: [{ targets: [`127.0.0.1:${exporters[job.job_name] ?? prometheusPort}`] }],
      })),
    };
    writeFileSync(join(folder, 'prometheus/prometheus.yml'), stringify(overlay));
    for (const { path, content } of await betcodeArtifacts()) {
      if (path.endsWith('.rules.yml'))
        writeFileSync(join(folder, path), content.replace(/interval: 15s/g, `interval: ${quick}`));
    }
    writeFileSync(
      join(folder, 'alertmanager/alertmanager.yml'),
      await alertmanagerConfig(await artifact('alertmanager/alertmanager.yml')),
    );
    alertmanagerUrl = `http://127.0.0.1:${alertmanagerPort}`;
    prometheusUrl = `http://127.0.0.1:${prometheusPort}`;
    running.push(
      await startProgram(
        'prometheus-alertmanager',
        [
          `--config.file=${join(folder, 'alertmanager/alertmanager.yml')}`,
          `--storage.path=${join(folder, 'alertmanager-data')}`,
          `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
          `--cluster.listen-address=${clusterless}`,
        ],
        `${alertmanagerUrl}/-/ready`,
      ),
      await startProgram(
        'prometheus',
        [
          `--config.file=${join(folder, 'prometheus/prometheus.yml')}`,
          `--storage.tsdb.path=${join(folder, 'prometheus-data')}`,
          `--web.listen-address=127.0.0.1:${prometheusPort}`,
        ],
        `${prometheusUrl}/-/ready`,
      ),
    );
    // One step of a count is 15 s long, whatever the scrape interval of this test.
    await new Promise((resolve) => setTimeout(resolve, 40_000));
  }, 120_000);

  afterAll(async () => {
    for (const program of running) await program.stop();
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('loads every rule, and no rule fails', async () => {
    const response = await fetch(`${prometheusUrl}/api/v1/rules`);
    const { data } = (await response.json()) as {
      data: { groups: { rules: { name: string; type: string; health: string; lastError?: string }[] }[] };
    };
    const rules = data.groups.flatMap((group) => group.rules);
    const alerts = rules.filter(({ type }) => type === 'alerting').map(({ name }) => name);
    expect(alerts.toSorted()).toEqual(model.alerts.map(({ name }) => name).toSorted());
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
  });

  it.each(model.metrics.map(({ name, type, labels }) => ({ name, type, labels: labels.map((label) => label.name) })))(
    'has $name with its declared labels',
    async ({ name, type, labels }) => {
      const series = await query(type === 'histogram' ? `${name}_bucket` : name);
      expect(series.length).toBeGreaterThan(0);
      const expected = [...labels, ...model.targetLabels, ...(type === 'histogram' ? ['le'] : []), '__name__'];
      for (const { metric } of series) expect(Object.keys(metric).toSorted()).toEqual(expected.toSorted());
    },
  );

  it('has every enumerable series from the start', async () => {
    const { labels } = model.metrics.find(({ name }) => name === 'betcode_sqlite_errors_total') ?? { labels: [] };
    const domain = labels[0]?.domain;
    expect(await query('betcode_sqlite_errors_total')).toHaveLength(
      domain?.kind === 'enum' ? domain.values.length : -1,
    );
  });

  it('answers every dashboard query with data', async () => {
    const empty: string[] = [];
    const queries = dashboardQueries(await betcodeArtifacts());
    expect(queries.length).toBeGreaterThan(20);
    for (const { panel, expr } of queries) {
      if ((await query(expr)).length === 0) empty.push(`${panel}: ${expr}`);
    }
    expect(empty).toEqual([]);
  });

  it('fires the watchdog through Alertmanager to its own receiver, and pages for the crashes', async () => {
    const deadline = Date.now() + 60_000;
    const heard = (receiver: string, alert: string): boolean =>
      notified.some((each) => each.receiver === receiver && each.body.includes(`"${alert}"`));
    while (Date.now() < deadline && !(heard('heartbeat', 'Watchdog') && heard('oncall', 'BetcodeHighCrashRate'))) {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const receivers = notified.map(({ receiver }) => receiver);
    expect(heard('heartbeat', 'Watchdog'), receivers.join()).toBe(true);
    expect(heard('oncall', 'BetcodeHighCrashRate'), receivers.join()).toBe(true);
    expect(heard('oncall', 'Watchdog')).toBe(false);
    const status = await fetch(`${alertmanagerUrl}/api/v2/status`);
    expect(status.ok).toBe(true);
  }, 90_000);
});
