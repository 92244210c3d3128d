import { selectorsOf } from '../promql/walk.ts';
import { assertNever } from '../shared/assert-never.ts';
import type { Declared } from './declared.ts';
import { leavesOf } from './leaves-of.ts';
import type { Condition, Measure, Metric } from './model.ts';

const seriesSuffix = /_(?:bucket|count|sum)$/;

/** The metrics that a measure reads, those of a PromQL text included. */
export function metricsOfMeasure(measure: Measure, metrics: Declared<Metric>): readonly Metric[] {
  switch (measure.kind) {
    case 'share':
      return [measure.of.metric, measure.total.metric];
    case 'plus':
    case 'minus':
      return [...metricsOfMeasure(measure.left, metrics), ...metricsOfMeasure(measure.right, metrics)];
    case 'up':
      return [];
    case 'promql':
      return selectorsOf(measure.expr).flatMap(({ name = '' }) => {
        const metric = metrics.get(name) ?? metrics.get(name.replace(seriesSuffix, ''));
        return metric === undefined ? [] : [metric];
      });
    case 'count':
    case 'rate':
    case 'quantile':
    case 'value':
    case 'states':
      return [measure.of.metric];
    default:
      return assertNever(measure);
  }
}

/** The metrics that a condition reads. */
export const metricsOfCondition = (condition: Condition, metrics: Declared<Metric>): readonly Metric[] =>
  leavesOf(condition).flatMap((leaf) => {
    switch (leaf.kind) {
      case 'compare':
        return metricsOfMeasure(leaf.measure, metrics);
      case 'is':
      case 'absent':
        return leaf.of.metric;
      case 'down':
      case 'always':
        return [];
      default:
        return assertNever(leaf);
    }
  });
