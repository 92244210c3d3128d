import { dashboardOf } from './dashboard-of.ts';
import type { Alert, Dashboard, Model, Route } from './model.ts';

/** Every emitted name, path and address that two generators or a generator and a validator must agree on. */
export const conventions = {
  /** Static labels of every alert, next to the labels of its condition. */
  alertLabels: ['severity', 'audience', 'service'],
  rulesPath: (alert: string) => `prometheus/rules/${alert}.rules.yml`,
  ruleTestPath: (alert: string) => `prometheus/tests/${alert}.test.yml`,
  prometheusPath: 'prometheus/prometheus.yml',
  alertmanagerPath: 'alertmanager/alertmanager.yml',
  templatesFolder: 'alertmanager/templates',
  routeTestFolder: 'alertmanager/tests',
  routeTestPath: ({ service }: Pick<Model, 'service'>) => `alertmanager/tests/${service}.routes.yml`,
  /**
   * Alertmanager keeps `send_resolved` in the receiver, the model in the route: a receiver that is used in both ways
   * becomes two. No name in a spec has a dot.
   */
  receiverName: (model: Model, { receiver, sendResolved }: Pick<Route, 'receiver' | 'sendResolved'>): string => {
    const alsoResolved = model.routes.some((route) => route.receiver === receiver && route.sendResolved);
    return sendResolved || !alsoResolved ? receiver : `${receiver}.firing-only`;
  },
  dashboardPath: (dashboard: string) => `grafana/dashboards/${dashboard}.json`,
  provisioningFolder: 'grafana/provisioning',
  runbookIndexPath: 'runbooks/README.md',
  runbookPath: (alert: string) => `runbooks/${alert}.md`,
  experimentPath: (experiment: string) => `runbooks/experiments/${experiment}.md`,
  logSchemaPath: 'logs/log-record.schema.json',
  /** Read by Grafana Alloy. */
  logPipelinePath: 'logs/config.alloy',
  /** Read by the OpenTelemetry Collector. */
  collectorPath: 'traces/otel-collector.yml',
  manifestPath: 'manifest.json',
  datasourceUid: { prometheus: 'prometheus', loki: 'loki', tempo: 'tempo' },
  dashboardUid: (service: string, dashboard: string) => `${service}-${dashboard}`,
  runbookUrl: (model: Model, alert: string) => `${model.links.runbooks}/${alert}.md`,
  /** Opens the alert's own panel alone. */
  panelUrl: (model: Model, dashboard: Pick<Dashboard, 'uid'>, panelId: number) =>
    `${model.links.grafana}/d/${dashboard.uid}?viewPanel=${panelId}`,
  dashboardUrl: (model: Model, alert: Alert): string => {
    const dashboard = dashboardOf(model, alert);
    if (dashboard === undefined) throw new Error(`alert ${alert.name} names an unknown dashboard`);
    return conventions.panelUrl(model, dashboard, alert.panel.id);
  },
} as const;
