import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { compare } from '../../../shared/compare.ts';
import type { AlertmanagerSetup } from '../config/alertmanager.ts';
import { printLabels } from '../groups/label-keys.ts';
import type { Notification } from '../notification.ts';
import { matchRoute } from '../route/match-route.ts';
import { simulateNotifications } from '../simulate-notifications.ts';
import type { ExpectedNotice, NotificationCase, RouteCase, RouteTests } from './read-route-tests.ts';

/** What became of one test. */
export interface RouteTestOutcome {
  readonly name: string;
  readonly finding?: Finding;
}

/** Runs the tests on a configuration. */
export const runRouteTests = (setup: AlertmanagerSetup, tests: RouteTests): readonly RouteTestOutcome[] => [
  ...tests.routes.map((test) => runRouteCase(setup, test)),
  ...tests.notifications.map((test) => runNotificationCase(setup, test)),
];

const failure = (test: RouteCase | NotificationCase, at: string, message: string, help: string): RouteTestOutcome => ({
  name: test.name,
  finding: { code: 'route-tests/failed', severity: 'error', message, help, place: { path: [...test.path, at] } },
});

function runRouteCase(setup: AlertmanagerSetup, test: RouteCase): RouteTestOutcome {
  const reached = matchRoute(setup.route, test.labels).map(({ receiver }) => receiver);
  if (reached.length === test.receivers.length && reached.every((one, i) => one === test.receivers[i]))
    return { name: test.name };
  const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ') || 'nobody';
  const message = `${printLabels(test.labels)} reaches ${list(reached)} instead of ${list(test.receivers)}`;
  return failure(test, 'receivers', message, 'correct the route, or the test; `tocsin route` explains the path');
}

const noticeText = ({ at, receiver, status, alerts }: ExpectedNotice): string =>
  `${at}s ${receiver} ${status} ${alerts} alert${alerts === 1 ? '' : 's'}`;

const noticeOf = ({ at, receiver, status, alerts }: Notification): ExpectedNotice => ({
  at,
  receiver,
  status,
  alerts: alerts.length,
});

const inOrder = (a: ExpectedNotice, b: ExpectedNotice): number =>
  a.at - b.at || compare(a.receiver, b.receiver) || compare(a.status, b.status) || a.alerts - b.alerts;

function runNotificationCase(setup: AlertmanagerSetup, test: NotificationCase): RouteTestOutcome {
  const { history, until, start, expect, atMost } = test;
  const { notifications } = simulateNotifications(setup, history, { until, epoch: start });
  const help = 'correct the configuration, or the test; `tocsin notify` shows the timeline';
  if (atMost !== undefined && notifications.length > atMost)
    return failure(test, 'at_most', `${notifications.length} notifications are sent, more than ${atMost}`, help);
  if (expect === undefined) return { name: test.name };
  const got = notifications.map(noticeOf).toSorted(inOrder).map(noticeText);
  const wanted = expect.toSorted(inOrder).map(noticeText);
  if (got.join() === wanted.join()) return { name: test.name };
  const missing = without(wanted, got);
  const extra = without(got, wanted);
  const listed = (texts: readonly string[]): string =>
    `${texts.slice(0, 5).join(', ')}${texts.length > 5 ? ` and ${texts.length - 5} more` : ''}`;
  const parts = [
    ...(missing.length === 0 ? [] : [`not sent: ${listed(missing)}`]),
    ...(extra.length === 0 ? [] : [`sent besides: ${listed(extra)}`]),
  ];
  return failure(test, 'expect', parts.join('; '), help);
}

/** The texts of `a` that are not in `b`, each as often as it is there more often. */
function without(a: readonly string[], b: readonly string[]): readonly string[] {
  const rest = [...b];
  return a.filter((text) => {
    const at = rest.indexOf(text);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
