import { measuredUnit } from '../../../model/measured-unit.ts';
import { metricsOfMeasure } from '../../../model/metrics-of.ts';
import type { Alert, Measure, Metric, Model } from '../../../model/model.ts';
import type { DurationExpr, Expr, LabelMatcher } from '../../../promql/ast.ts';
import { measureExpr } from '../../expressions/measure-expr.ts';
import { recordings } from '../../expressions/recordings.ts';
import { firingAnnotations } from './firing-annotations.ts';
import { type AlertedStates, alertedStates } from './meaning-colours.ts';
import type { PageAnnotation } from './page.ts';

/** What planning needs of a model, looked up once. */
export interface PlanContext {
  readonly model: Model;
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly alertedStates: AlertedStates;
  /** By name. */
  readonly metrics: ReadonlyMap<string, Metric>;
  /** Restricts a selector to the targets chosen at the top of the dashboard. */
  readonly chosen: readonly LabelMatcher[];
  readonly firing: readonly PageAnnotation[];
}

/** Grafana's shortest window that still holds a few scrapes at every zoom. */
export const rateInterval: DurationExpr = { kind: 'variable', name: '__rate_interval' };

/** Labels of targets in the order in which they narrow a choice: an instance belongs to a job, a job to the rest. */
export const narrowing = (targetLabels: readonly string[]): readonly string[] => [
  ...targetLabels.filter((label) => label !== 'job' && label !== 'instance'),
  'job',
  'instance',
];

export function planContext(model: Model): PlanContext {
  return {
    model,
    alerts: new Map(model.alerts.map((alert) => [alert.name, alert])),
    alertedStates: alertedStates(model),
    metrics: new Map(model.metrics.map((metric) => [metric.name, metric])),
    chosen: narrowing(model.targetLabels).map((name) => ({ name, op: '=~', value: `$${name}` })),
    firing: firingAnnotations(model),
  };
}

/** The query of a measure: its recorded series when an alert reads it too, else the measure itself. */
export function queryOf({ model, chosen }: PlanContext, measure: Measure): Expr {
  const { instead } = recordings(model);
  return measureExpr(model, measure, {
    select: chosen,
    window: rateInterval,
    instead: (part) => instead(part, chosen),
  });
}

/** Whether a measure is read from a recorded series, which has no exemplars. */
export const isRecorded = ({ model }: PlanContext, measure: Measure): boolean =>
  recordings(model).nameOf(measure) !== undefined;

/** Whether the values of a measure are never negative. */
export function isNonNegative(measure: Measure): boolean {
  switch (measure.kind) {
    case 'count':
    case 'rate':
    case 'share':
    case 'states':
    case 'up':
      return true;
    case 'quantile':
      return (measure.of.metric.buckets[0]?.value ?? 0) >= 0;
    case 'plus':
      return isNonNegative(measure.left) && isNonNegative(measure.right);
    case 'minus':
    case 'value':
    case 'promql':
      return false;
  }
}

/** The unit of a measure's values, `''` for a bare number. */
export const unitOf = (measure: Measure): string => measuredUnit(measure);

/** The metrics that a measure reads, each once. */
export const metricsOf = ({ metrics }: PlanContext, measure: Measure): readonly Metric[] => [
  ...new Set(metricsOfMeasure(measure, metrics)),
];
