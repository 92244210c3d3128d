import type { Measure } from '../../../model/model.ts';
import { metricsOf, type PlanContext } from './plan-context.ts';

/** `p95`, `p99.9`. */
export const quantileName = (q: number): string => `p${Number((q * 100).toPrecision(12))}`;

/** What the only series of a measure is called. */
function nameOf(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
    case 'rate': {
      const { view, metric } = measure.of;
      if (metric.type === 'counter') return metric.unit;
      const bound = view.kind === 'exceeding' ? ` over ${view.bound.written}` : '';
      return view.kind === 'within' ? `${metric.observes} within ${view.bound.written}` : metric.observes + bound;
    }
    case 'share':
      return 'share';
    case 'quantile':
      return quantileName(measure.q);
    case 'value':
      return measure.pick;
    case 'states':
      return measure.of.metric.name;
    case 'up':
      return measure.job.name;
    case 'plus':
      return 'sum';
    case 'minus':
      return 'difference';
    case 'promql':
      return 'value';
  }
}

/** Labels that tell the series of a measure apart: `job` does not when all of them are of one job. */
const tellingLabels = (context: PlanContext, measure: Measure): readonly string[] => {
  const jobs = new Set(metricsOf(context, measure).map(({ job }) => job));
  const others = measure.by.filter((label) => label !== 'job');
  return others.length > 0 && (measure.kind === 'up' || jobs.size === 1) ? others : measure.by;
};

/**
 * Grafana's template for the names of a measure's series: its labels, or what it is when there is only one.
 * @param among whether series of other measures are drawn beside them, so that the labels alone would not tell them apart
 */
export function legendOf(context: PlanContext, measure: Measure, among = false): string {
  const labels = tellingLabels(context, measure);
  if (labels.length === 0) return nameOf(measure);
  return among ? `${legendOfLabels(labels)}: ${nameOf(measure)}` : legendOfLabels(labels);
}

/** Grafana's template for series that differ by these labels. */
export const legendOfLabels = (labels: readonly string[]): string => labels.map((label) => `{{${label}}}`).join(' · ');
