import type { MetricDocument } from '../model/document.ts';
import { type CheckedLabels, valuesOf } from './label-values.ts';

/** More series than this are not made in advance: a process would pay for combinations that never occur. */
const maximalEnumeratedSeries = 10_000;

/**
 * Every combination of label values of a metric whose labels all have a closed list of them; one without labels has one.
 * None when a label is open, or when there are too many.
 */
export function enumeratedSeries(metric: MetricDocument): readonly CheckedLabels[] {
  let series: readonly CheckedLabels[] = [{}];
  for (const [label, domain] of Object.entries(metric.labels ?? {})) {
    const values = valuesOf(domain);
    if (values === undefined || series.length * values.length > maximalEnumeratedSeries) return [];
    series = series.flatMap((labels) => values.map((value) => ({ ...labels, [label]: value })));
  }
  return series;
}
