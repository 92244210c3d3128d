import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { createFieldReader, createFindingSink, type Path } from '../../rules/yaml-fields.ts';
import type { YamlNode } from '../../rules/yaml-node.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { AlertHistory } from '../notification.ts';
import { type EventContext, readAlerts, readSilences } from '../scenario/read-events.ts';

/** Tests of an Alertmanager configuration, read. Times are in seconds. */
export interface RouteTests {
  /** As written: relative to the file. */
  readonly alertmanager: string;
  readonly routes: readonly RouteCase[];
  readonly notifications: readonly NotificationCase[];
}

export interface RouteCase {
  readonly path: Path;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly receivers: readonly string[];
}

export interface NotificationCase {
  readonly path: Path;
  readonly name: string;
  readonly history: AlertHistory;
  /** Since 1970. */
  readonly start: number;
  readonly until: number;
  /** Absent when only their number matters. */
  readonly expect?: readonly ExpectedNotice[];
  /** The most notifications that may be sent. */
  readonly atMost?: number;
}

export interface ExpectedNotice {
  readonly at: number;
  readonly receiver: string;
  readonly status: string;
  readonly alerts: number;
}

const fileKeys = new Set(['alertmanager', 'routes', 'notifications']);
const routeKeys = new Set(['name', 'labels', 'receivers']);
const notificationKeys = new Set('name alerts silences start until expect at_most'.split(' '));
const noticeKeys = new Set(['at', 'receiver', 'status', 'alerts']);

/** Reads a file of route tests; every mistake is a finding. */
export function readRouteTests(
  root: YamlNode,
  version: AlertmanagerVersion,
): { readonly tests: RouteTests; readonly findings: readonly Finding[] } {
  const area = 'route-tests';
  const sink = createFindingSink();
  const read = createFieldReader(area, sink);
  const context: EventContext = { area, version, read, sink };
  const fields = read.fields(root, [], fileKeys, 'a file of route tests');
  const alertmanager = read.text(fields.get('alertmanager'), ['alertmanager']) ?? '';
  if (alertmanager === '')
    sink.report(`${area}/no-config`, [], 'the file names no configuration', 'add `alertmanager: ../alertmanager.yml`');
  const routes = read.list(fields.get('routes'), ['routes']).map((node, i): RouteCase => {
    const path = ['routes', i];
    const test = read.fields(node, path, routeKeys, 'a route test');
    return {
      path,
      name: read.text(test.get('name'), [...path, 'name']) ?? `route ${i}`,
      labels: Object.fromEntries(read.texts(test.get('labels'), [...path, 'labels'])),
      receivers: read
        .list(test.get('receivers'), [...path, 'receivers'])
        .map((item, k) => read.text(item, [...path, 'receivers', k]) ?? ''),
    };
  });
  const notifications = read
    .list(fields.get('notifications'), ['notifications'])
    .map((node, i) => readNotificationCase(node, ['notifications', i], context));
  if (routes.length + notifications.length === 0)
    sink.report(`${area}/no-tests`, [], 'the file tests nothing', 'add `routes` or `notifications`');
  return { tests: { alertmanager, routes, notifications }, findings: sink.findings };
}

function readNotificationCase(node: YamlNode, path: Path, context: EventContext): NotificationCase {
  const { read, sink, area } = context;
  const test = read.fields(node, path, notificationKeys, 'a notification test');
  const alerts = readAlerts(test.get('alerts'), [...path, 'alerts'], context);
  const silences = readSilences(test.get('silences'), [...path, 'silences'], context);
  const start = read.text(test.get('start'), [...path, 'start']);
  const started = start === undefined ? 0 : Date.parse(start) / 1000;
  if (Number.isNaN(started))
    sink.report(
      `${area}/start`,
      [...path, 'start'],
      `\`${start}\` is not a time`,
      'write it like `2026-01-31T12:00:00Z`',
    );
  const expected = test.get('expect');
  const atMost = read.number(test.get('at_most'), [...path, 'at_most']);
  if (expected === undefined && atMost === undefined)
    sink.report(`${area}/no-expectation`, path, 'the test expects nothing', 'add `expect` or `at_most`');
  const expect = read.list(expected, [...path, 'expect']).map((item, k): ExpectedNotice => {
    const at = [...path, 'expect', k];
    const notice = read.fields(item, at, noticeKeys, 'an expected notification');
    return {
      at: (read.duration(notice.get('at'), [...at, 'at']) ?? 0) / 1000,
      receiver: read.text(notice.get('receiver'), [...at, 'receiver']) ?? '',
      status: read.text(notice.get('status'), [...at, 'status']) ?? 'firing',
      alerts: read.number(notice.get('alerts'), [...at, 'alerts']) ?? 1,
    };
  });
  const last = Math.max(0, ...expect.map(({ at }) => at));
  return {
    path,
    name: read.text(test.get('name'), [...path, 'name']) ?? `notification ${path.at(-1)}`,
    history: { alerts, silences },
    start: Number.isNaN(started) ? 0 : started,
    until: (read.duration(test.get('until'), [...path, 'until']) ?? last * 1000) / 1000,
    ...(expected === undefined ? {} : { expect }),
    ...(atMost === undefined ? {} : { atMost }),
  };
}
