import type { Artifact } from '../../formats/artifact.ts';
import { generatedHeader } from '../../formats/generated-header.ts';
import {
  type ExpectedNotification,
  type NotificationTest,
  type RouteTest,
  serialiseRouteTests,
  type TestedAlert,
} from '../../formats/route-test-file.ts';
import { conventions } from '../../model/conventions.ts';
import type { Alert, Inhibition, Model, Route } from '../../model/model.ts';
import { compare } from '../../shared/compare.ts';
import { formatDuration } from '../../shared/duration.ts';

/** Alerts of a storm: as many machines behind one that fails. */
const stormSize = 500;

type Labels = Readonly<Record<string, string>>;

/** Tests of routes, inhibitions and the heartbeat; what they expect is what the spec means, not what the configuration does. */
export function generateRouteTests(model: Model): Artifact {
  const file = {
    alertmanager: '../alertmanager.yml',
    routes: [
      ...model.alerts.map((alert) => alertTest(model, alert)),
      ...model.routes.map((route) => pairTest(model, route)),
    ],
    notifications: [
      ...model.inhibitions.flatMap((inhibition) => inhibitionTests(model, inhibition)),
      ...model.alerts.filter(({ when }) => when.kind === 'always').map((alert) => heartbeatTest(model, alert)),
    ],
  };
  return { path: conventions.routeTestPath(model), content: serialiseRouteTests(file, generatedHeader), from: 'spec' };
}

function routeOf(model: Model, { severity, audience }: Alert): Route {
  const route = model.routes.find((one) => one.severity === severity && one.audience === audience);
  if (route === undefined) throw new Error(`no route takes ${severity} for ${audience}`);
  return route;
}

/** Labels that an alert may have; `mark` tells two of them apart. */
function labelsOf(model: Model, alert: Alert, mark: string): Labels {
  const job = alert.when.kind === 'down' ? alert.when.job.name : (model.jobs[0]?.name ?? '');
  const own = alert.labels.map((label) => [label, label === 'job' ? job : `${label}-${mark}`]);
  return {
    alertname: alert.name,
    ...Object.fromEntries(own),
    severity: alert.severity,
    audience: alert.audience,
    service: model.service,
  };
}

const alertTest = (model: Model, alert: Alert): RouteTest => ({
  name: `${alert.name} reaches its receiver`,
  labels: labelsOf(model, alert, '1'),
  receivers: [conventions.receiverName(model, routeOf(model, alert))],
});

const pairTest = (model: Model, route: Route): RouteTest => ({
  name: `any alert of ${route.severity} for ${route.audience} reaches its receiver`,
  labels: { alertname: 'AnyAlert', severity: route.severity, audience: route.audience, service: model.service },
  receivers: [conventions.receiverName(model, route)],
});

interface Told {
  readonly alert: Alert;
  readonly labels: Labels;
}

/** What is told of alerts that begin at once and of which nothing holds back any: each group after its wait. */
function firstNotifications(model: Model, told: readonly Told[]): readonly ExpectedNotification[] {
  const groups = new Map<string, { route: Route; alerts: number }>();
  for (const { alert, labels } of told) {
    const route = routeOf(model, alert);
    const group = route.groupBy.includes('...') ? Object.keys(labels) : route.groupBy;
    const key = JSON.stringify([route.severity, route.audience, group.map((label) => labels[label] ?? '')]);
    const known = groups.get(key) ?? { route, alerts: 0 };
    groups.set(key, { route, alerts: known.alerts + 1 });
  }
  return [...groups.values()]
    .toSorted((a, b) => a.route.wait - b.route.wait || compare(a.route.receiver, b.route.receiver))
    .map(({ route, alerts }) => ({
      at: formatDuration(route.wait),
      receiver: conventions.receiverName(model, route),
      status: 'firing',
      alerts,
    }));
}

/** As many alerts as there can be: one, unless something in the labels is numbered. */
const tested = (labels: Labels): TestedAlert =>
  Object.values(labels).some((value) => value.includes('%d'))
    ? { labels, count: stormSize, from: '0s' }
    : { labels, from: '0s' };

function inhibitionTests(model: Model, { source, targets, equal }: Inhibition): readonly NotificationTest[] {
  const named = (name: string): Alert => {
    const alert = model.alerts.find((one) => one.name === name);
    if (alert === undefined) throw new Error(`an inhibition names the unknown alert ${name}`);
    return alert;
  };
  const sourceAlert = named(source);
  const routes = [source, ...targets].map((name) => routeOf(model, named(name)));
  // Until shortly before the first group would be told again.
  const until = formatDuration(Math.max(...routes.map(({ wait }) => wait)) + 1000);
  const sourceLabels = labelsOf(model, sourceAlert, '1');
  const own: Told = { alert: sourceAlert, labels: sourceLabels };
  const behind = (name: string, mark: string): Labels => {
    const labels = labelsOf(model, named(name), mark);
    const same = equal.flatMap((label) => (sourceLabels[label] === undefined ? [] : [[label, sourceLabels[label]]]));
    return { ...labels, ...Object.fromEntries(same) };
  };
  const told = firstNotifications(model, [own]);
  const targetAlerts = targets.map((name) => tested(behind(name, '%d')));
  const size = targetAlerts.reduce((sum, { count = 1 }) => sum + count, 0);
  const storm: NotificationTest = {
    name: `${source} holds back ${size === 1 ? targets[0] : `${size} alerts`}`,
    alerts: [tested(sourceLabels), ...targetAlerts],
    until,
    expect: told,
  };
  const apart = equal.filter((label) => sourceLabels[label] === `${label}-1`);
  if (apart.length === 0) return [storm];
  const elsewhere = targets.map((name): Told => ({ alert: named(name), labels: labelsOf(model, named(name), '2') }));
  return [
    storm,
    {
      name: `${source} holds back nothing with another ${apart.join(' or ')}`,
      alerts: [tested(sourceLabels), ...elsewhere.map(({ labels }) => tested(labels))],
      until,
      expect: firstNotifications(model, [own, ...elsewhere]),
    },
  ];
}

/** Alertmanager repeats at the first flush after more than `repeat`; where that falls on a flush, it may be the next one. */
function heartbeatTest(model: Model, alert: Alert): NotificationTest {
  const route = routeOf(model, alert);
  const period = (Math.floor(route.repeat / route.interval) + 1) * route.interval;
  const labels = labelsOf(model, alert, '1');
  const times = [0, 1, 2].map((n) => route.wait + n * period);
  return {
    name: `${alert.name} is repeated every ${formatDuration(period)} at the latest`,
    alerts: [tested(labels)],
    until: formatDuration(route.wait + 2 * period + 1000),
    expect: times.map((at) => ({
      at: formatDuration(at),
      receiver: conventions.receiverName(model, route),
      status: 'firing',
      alerts: 1,
    })),
  };
}
