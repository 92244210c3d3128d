import { assertNever } from '../shared/assert-never.ts';
import type { ComparisonOperator } from './document.ts';
import type { Measure } from './model.ts';

/** The least and the greatest value that a measure can have. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const unlimited: Bounds = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

/** What a measure's values lie between. A quantile never leaves the finite buckets: beyond the last it is that bound, and nothing reads less than all observations in the first. */
export function possibleValues(measure: Measure): Bounds {
  switch (measure.kind) {
    case 'count':
    case 'rate':
      return { min: 0, max: Number.POSITIVE_INFINITY };
    case 'share':
    case 'up':
      return { min: 0, max: 1 };
    case 'quantile': {
      const bounds = measure.of.metric.buckets.map(({ value }) => value);
      const [first = 0, last = Number.POSITIVE_INFINITY] = [bounds[0], bounds.at(-1)];
      // In the first bucket it goes up from 0, and all observations there read `q` of the bound.
      const q = Math.min(1, Math.max(0, measure.q));
      return { min: first > 0 ? Number((q * first).toPrecision(12)) : first, max: last };
    }
    case 'plus': {
      const [left, right] = [possibleValues(measure.left), possibleValues(measure.right)];
      return { min: left.min + right.min, max: left.max + right.max };
    }
    case 'minus': {
      const [left, right] = [possibleValues(measure.left), possibleValues(measure.right)];
      return { min: left.min - right.max, max: left.max - right.min };
    }
    case 'value':
    case 'states':
    case 'promql':
      return unlimited;
    default:
      return assertNever(measure);
  }
}

/** Whether only whole numbers come out of it: counts, their sums and differences. */
export function isWhole(measure: Measure): boolean {
  switch (measure.kind) {
    case 'count':
      return true;
    case 'plus':
    case 'minus':
      return isWhole(measure.left) && isWhole(measure.right);
    default:
      return false;
  }
}

/** What is known of a comparison before any value is. */
export function verdict({ min, max }: Bounds, op: ComparisonOperator, threshold: number): 'always' | 'never' | 'open' {
  switch (op) {
    case 'above':
      return threshold >= max ? 'never' : threshold < min ? 'always' : 'open';
    case 'atLeast':
      return threshold > max ? 'never' : threshold <= min ? 'always' : 'open';
    case 'below':
      return threshold <= min ? 'never' : threshold > max ? 'always' : 'open';
    case 'atMost':
      return threshold < min ? 'never' : threshold >= max ? 'always' : 'open';
    default:
      return assertNever(op);
  }
}
