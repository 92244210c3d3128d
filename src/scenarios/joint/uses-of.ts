import type { Condition, Events, Histogram, Measure, Quantity, Selection, StateMetric } from '../../model/model.ts';
import { assertNever } from '../../shared/assert-never.ts';

/** What one part of a condition reads: which series, in which groups, and against which value. */
export type Use = {
  readonly of: Selection;
  readonly by: readonly string[];
  /** Number of the part: a measure of a sum is one of its own, the two sides of a share are one together. */
  readonly part: number;
} & (
  | { readonly kind: 'gauge'; readonly threshold: number; readonly isSum: boolean }
  | { readonly kind: 'state'; readonly of: Selection<StateMetric> }
  | { readonly kind: 'rate'; readonly of: Events; readonly threshold: number }
  | { readonly kind: 'count'; readonly of: Events; readonly threshold: number; readonly window: number }
  | {
      readonly kind: 'share';
      readonly of: Events;
      readonly threshold: number;
      readonly window: number;
      readonly floor: number;
    }
  | {
      readonly kind: 'quantile';
      readonly of: Selection<Histogram>;
      readonly threshold: number;
      readonly q: number;
      /** Of a sum or difference of two quantiles of one metric: what the other one is. */
      readonly beside?: { readonly q: number; readonly sign: 1 | -1 };
    }
);

/** What the parts of a condition read; undefined where a part reads more than values of series: raw PromQL, absence. */
export function usesOf(condition: Condition): readonly Use[] | undefined {
  let part = 0;
  const ofMeasure = (measure: Measure, threshold: Quantity, isSum: boolean): readonly Use[] | undefined => {
    const value = threshold.value;
    switch (measure.kind) {
      case 'value':
        return [{ kind: 'gauge', of: measure.of, by: measure.by, part: part++, threshold: value, isSum }];
      case 'rate':
        return [{ kind: 'rate', of: measure.of, by: measure.by, part: part++, threshold: value }];
      case 'count': {
        const { of, by, window } = measure;
        if (measure.newborn === 'count') return [{ kind: 'count', of, by, part: part++, threshold: value, window }];
        return [{ kind: 'rate', of, by, part: part++, threshold: (value * 1000) / window }];
      }
      case 'share': {
        const { of, total, by, window, floor } = measure;
        const share = { kind: 'share', by, part: part++, threshold: value, window, floor } as const;
        return [
          { ...share, of },
          { ...share, of: total },
        ];
      }
      case 'quantile':
        return [{ kind: 'quantile', of: measure.of, by: measure.by, part: part++, threshold: value, q: measure.q }];
      case 'plus':
      case 'minus': {
        const { left, right, kind } = measure;
        const uses = both(ofMeasure(left, threshold, true), ofMeasure(right, threshold, true));
        if (left.kind !== 'quantile' || right.kind !== 'quantile' || left.of.metric !== right.of.metric) return uses;
        const beside = { q: right.q, sign: kind === 'plus' ? 1 : -1 } as const;
        return uses?.map((use, i) => (i === 0 && use.kind === 'quantile' ? { ...use, beside } : use));
      }
      case 'states':
      case 'up':
      case 'promql':
        return undefined;
      default:
        return assertNever(measure);
    }
  };
  const ofCondition = (one: Condition): readonly Use[] | undefined => {
    switch (one.kind) {
      case 'compare':
        return ofMeasure(one.measure, one.threshold, false);
      case 'is':
        return [{ kind: 'state', of: one.of, by: one.by, part: part++ }];
      case 'down':
        return [];
      case 'absent':
      case 'always':
        return undefined;
      case 'and':
      case 'or':
      case 'unless':
        return both(ofCondition(one.left), ofCondition(one.right));
      default:
        return assertNever(one);
    }
  };
  return ofCondition(condition);
}

const both = <T>(left: readonly T[] | undefined, right: readonly T[] | undefined): readonly T[] | undefined =>
  left === undefined || right === undefined ? undefined : [...left, ...right];
