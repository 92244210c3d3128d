import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertHistory, TimedAlert } from '../../src/simulate/routing/notification.ts';
import { freePort } from './free-port.ts';
import { type NotificationSink, type SunkNotification, startNotificationSink } from './notification-sink.ts';
import { startProgram } from './start-program.ts';

/** What a real Alertmanager did with a history. */
export interface AlertmanagerRun {
  /** Milliseconds since 1970 of second 0. */
  readonly base: number;
  /** Second of the clean-up of empty groups, as near as that can be known. */
  readonly firstCleanup: number;
  readonly received: readonly SunkNotification[];
  /** What it wrote. */
  readonly log: string;
}

interface Posting {
  readonly at: number;
  readonly body: object;
}

function postingsOf(alert: TimedAlert, base: number): readonly Posting[] {
  const { labels, startsAt, receivedAt = startsAt, resolvedAt, updates = [], generatorUrl = '' } = alert;
  const iso = (second: number): string => new Date(base + second * 1000).toISOString();
  const version = (annotations: object, end: number): object => ({
    labels,
    annotations,
    startsAt: iso(startsAt),
    endsAt: iso(end),
    generatorURL: generatorUrl,
  });
  const last = updates.filter(({ at }) => at < (resolvedAt ?? at + 1)).at(-1)?.annotations ?? alert.annotations;
  return [
    { at: receivedAt, body: version(alert.annotations, startsAt + 3600) },
    ...updates
      .filter(({ at }) => at < (resolvedAt ?? at + 1))
      .map(({ at, annotations }) => ({ at, body: version(annotations, startsAt + 3600) })),
    ...(resolvedAt === undefined ? [] : [{ at: resolvedAt, body: version(last, resolvedAt) }]),
  ];
}

/**
 * Starts `prometheus-alertmanager` on loopback with the configuration that `configFor` makes for a sink, tells it the history in
 * real time, and collects what the sink gets until second `until`.
 */
export async function runAlertmanager(
  configFor: (sink: NotificationSink) => string,
  history: AlertHistory,
  until: number,
  templates: Readonly<Record<string, string>> = {},
): Promise<AlertmanagerRun> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-alertmanager-'));
  const sink = await startNotificationSink();
  const port = await freePort();
  const config = join(folder, 'alertmanager.yml');
  writeFileSync(config, configFor(sink));
  for (const [name, content] of Object.entries(templates)) writeFileSync(join(folder, name), content);
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram(
    'prometheus-alertmanager',
    [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--web.external-url=http://alertmanager.example.com',
    ],
    `${url}/-/ready`,
  );
  try {
    const loaded = /ts=(\S+) .*Completed loading of configuration file/.exec(program.output())?.[1];
    const base = Math.ceil(Date.now() / 1000) * 1000 + 500;
    const firstCleanup = (Date.parse(loaded ?? '') - base) / 1000 + 30;
    const post = async (path: string, body: unknown): Promise<void> => {
      const response = await fetch(`${url}/api/v2/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    };
    const batches = new Map<number, object[]>();
    for (const { at, body } of history.alerts.flatMap((alert) => postingsOf(alert, base)))
      batches.set(at, [...(batches.get(at) ?? []), body]);
    const actions: { at: number; act: () => Promise<void> }[] = [...batches].map(([at, bodies]) => ({
      at,
      act: () => post('alerts', bodies),
    }));
    for (const { matchers, startsAt, endsAt } of history.silences ?? []) {
      const silence = {
        matchers: matchers.map(({ label, operator, value }) => ({
          name: label,
          value,
          isRegex: operator.endsWith('~'),
          isEqual: operator.startsWith('='),
        })),
        startsAt: new Date(base + startsAt * 1000).toISOString(),
        endsAt: new Date(base + endsAt * 1000).toISOString(),
        createdBy: 'test',
        comment: 'test',
      };
      actions.push({ at: startsAt, act: () => post('silences', silence) });
    }
    await Promise.all(
      actions
        .toSorted((a, b) => a.at - b.at)
        .map(async ({ at, act }) => {
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, base + at * 1000 - Date.now())));
          await act();
        }),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, base + until * 1000 - Date.now())));
    return { base, firstCleanup, received: [...sink.received], log: program.output() };
  } finally {
    await program.stop();
    await sink.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
