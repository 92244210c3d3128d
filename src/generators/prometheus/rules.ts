import type { Artifact } from '../../formats/artifact.ts';
import { type Rule, type RuleGroup, serialiseRuleFile } from '../../formats/rule-file.ts';
import { conditionUnit } from '../../model/condition-unit.ts';
import { conventions } from '../../model/conventions.ts';
import type { Alert, Model } from '../../model/model.ts';
import { prettyPrint } from '../../promql/printer.ts';
import { formatDuration } from '../../shared/duration.ts';
import { conditionExpr } from '../expressions/condition-expr.ts';
import { alertClusters, recordings } from '../expressions/recordings.ts';
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

/** The rule files of a model. What is tested is what is deployed: a test loads the file of its alert and no other. */
export function ruleFiles(model: Model): readonly RuleFile[] {
  const recorded = new Map<string, Rule[]>();
  for (const { name, expr, alerts } of recordings(model).all) {
    const [reader] = alerts;
    if (reader === undefined) continue;
    recorded.set(reader, [...(recorded.get(reader) ?? []), { record: name, expr: prettyPrint(expr) }]);
  }
  return alertClusters(model).map((alerts) => {
    const name = alerts[0]?.name ?? '';
    const rules = [
      ...alerts.flatMap((alert) => recorded.get(alert.name) ?? []),
      ...alerts.map((alert) => alertRule(model, alert)),
    ];
    return { name, alerts, groups: [{ name, interval: formatDuration(model.evaluationInterval), rules }] };
  });
}

/** `prometheus/rules/*.rules.yml`. */
export function generateRules(model: Model): readonly Artifact[] {
  return ruleFiles(model).map(({ name, alerts, groups }) => ({
    path: conventions.rulesPath(name),
    content: serialiseRuleFile(groups),
    from: alerts.map((alert) => `alert ${alert.name}`).join(', '),
  }));
}
