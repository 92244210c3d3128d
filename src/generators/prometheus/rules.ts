import type { Artifact } from '../../formats/artifact.ts';
import { type Rule, type RuleGroup, serialiseRuleFile } from '../../formats/rule-file.ts';
import { conditionUnit } from '../../model/condition-unit.ts';
import { conventions } from '../../model/conventions.ts';
import type { Alert, Model } from '../../model/model.ts';
import { prettyPrint } from '../../promql/printer.ts';
import { formatDuration } from '../../shared/duration.ts';
import { conditionExpr } from '../expressions/condition-expr.ts';
import { type AlertCluster, alertClusters, recordings } from '../expressions/recordings.ts';
import { goTemplate } from './go-template.ts';

/** The alerting rule of an alert, as it is deployed and tested. */
export function alertRule(model: Model, alert: Alert): Rule {
  const { instead } = recordings(model);
  const unit = conditionUnit(alert.when);
  return {
    alert: alert.name,
    expr: prettyPrint(conditionExpr(model, alert.when, { instead })),
    ...(alert.for === 0 ? {} : { for: formatDuration(alert.for) }),
    ...(alert.keepFiringFor === 0 ? {} : { keep_firing_for: formatDuration(alert.keepFiringFor) }),
    labels: { severity: alert.severity, audience: alert.audience, service: model.service },
    annotations: {
      summary: goTemplate(alert.summary, unit),
      description: goTemplate(alert.description, unit),
      action: alert.action,
      runbook_url: conventions.runbookUrl(model, alert.name),
      dashboard_url: conventions.dashboardUrl(model, alert),
    },
  };
}

/** One rule file: alerts that share recordings, with those recordings before them. Named after its first alert. */
export interface RuleFile {
  readonly name: string;
  readonly alerts: readonly Alert[];
  readonly groups: readonly RuleGroup[];
}

/** The rule file of a cluster of alerts. What is tested is what is deployed: a test loads the file of its alert and no other. */
function ruleFile(model: Model, alerts: AlertCluster): RuleFile {
  const { name } = alerts[0];
  const { firstReadBy } = recordings(model);
  const rules = [
    ...alerts.flatMap((alert) =>
      firstReadBy(alert.name).map((recording) => ({ record: recording.name, expr: prettyPrint(recording.expr) })),
    ),
    ...alerts.map((alert) => alertRule(model, alert)),
  ];
  return { name, alerts, groups: [{ name, interval: formatDuration(model.evaluationInterval), rules }] };
}

/** The rule files of a model. */
export const ruleFiles = (model: Model): readonly RuleFile[] =>
  alertClusters(model).map((alerts) => ruleFile(model, alerts));

/** The rule file of a cluster of alerts, as it is written. */
export function rulesOf(model: Model, cluster: AlertCluster): Artifact {
  const { name, alerts, groups } = ruleFile(model, cluster);
  return {
    path: conventions.rulesPath(name),
    content: serialiseRuleFile(groups),
    from: alerts.map((alert) => `alert ${alert.name}`).join(', '),
  };
}

/** `prometheus/rules/*.rules.yml`. */
export const generateRules = (model: Model): readonly Artifact[] =>
  alertClusters(model).map((cluster) => rulesOf(model, cluster));
