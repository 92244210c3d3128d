import { assertNever } from '../shared/assert-never.ts';
import type { Events, Measure } from './model.ts';

/** What the events are counted in: `crashes`. */
export const eventUnit = ({ metric }: Events): string => (metric.type === 'counter' ? metric.unit : metric.observes);

/**
 * The unit of a measure's values: that of the metric, `<unit>/s` for a rate, `ratio` for a share, and `state` and `up`
 * for the two measures that can only be drawn.
 */
export function measuredUnit(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
      return eventUnit(measure.of);
    case 'rate':
      return `${eventUnit(measure.of)}/s`;
    case 'share':
      return 'ratio';
    case 'quantile':
    case 'value':
      return measure.of.metric.unit;
    case 'plus':
    case 'minus':
      return measuredUnit(measure.left);
    case 'states':
      return 'state';
    case 'up':
      return 'up';
    case 'promql':
      return measure.unit;
    default:
      return assertNever(measure);
  }
}
