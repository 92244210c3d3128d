import { conventions } from '../../model/conventions.ts';
import { metricsOfCondition } from '../../model/metrics-of.ts';
import type { Alert, Metric, Model, Route } from '../../model/model.ts';
import type { AlertKind, AlertUniverse } from '../../simulate/routing/proof/alert-universe.ts';
import { type LabelValues, labelSpace } from '../../simulate/routing/proof/label-space.ts';

const only = (value: string): LabelValues => ({ values: [value], isOpen: false });
/** Any value, but there is one. */
const some: LabelValues = { values: [], isOpen: true };

/** All alerts of a spec with the domains of their labels, and of each declared route one that has not been specified yet. */
export function modelUniverse(model: Model): AlertUniverse {
  return [
    ...model.alerts.map((alert) => specified(model, alert)),
    ...model.routes.map((route) => declared(model, route)),
  ];
}

const urgent = (model: Model, severity: string): boolean => model.severities[0] === severity;

function specified(model: Model, alert: Alert): AlertKind {
  const { name, severity, audience } = alert;
  const route = model.routes.find((one) => one.severity === severity && one.audience === audience);
  const own = alert.labels.map((label) => [label, valuesOf(model, alert, label)] as const);
  return {
    name,
    space: labelSpace(new Map([...own, ...staticLabels(model, severity, audience), ['alertname', only(name)]])),
    ...(route === undefined ? {} : { receiver: conventions.receiverName(model, route) }),
    isUrgent: urgent(model, severity),
    isSpecified: true,
  };
}

function declared(model: Model, route: Route): AlertKind {
  const { severity, audience } = route;
  const labels = staticLabels(model, severity, audience);
  return {
    name: `an alert of ${severity} for ${audience}`,
    space: labelSpace(new Map([...labels, ['alertname', some]])),
    receiver: conventions.receiverName(model, route),
    isUrgent: urgent(model, severity),
    isSpecified: false,
  };
}

const staticLabels = ({ service }: Model, severity: string, audience: string) =>
  [
    ['severity', only(severity)],
    ['audience', only(audience)],
    ['service', only(service)],
  ] as const;

/** A query may give a label other values than its metrics have, so none is looked up for its sake. */
const ofNoQuery: ReadonlyMap<string, Metric> = new Map();

function valuesOf(model: Model, alert: Alert, label: string): LabelValues {
  if (label === 'job') return { values: model.jobs.map(({ name }) => name), isOpen: false };
  const domains = metricsOfCondition(alert.when, ofNoQuery).flatMap(
    (metric) => metric.labels.find(({ name }) => name === label)?.domain ?? [],
  );
  const enumerated = domains.flatMap((domain) => (domain.kind === 'enum' ? domain.values : []));
  const isClosed = domains.length > 0 && domains.every(({ kind }) => kind === 'enum');
  return isClosed ? { values: [...new Set(enumerated)], isOpen: false } : some;
}
