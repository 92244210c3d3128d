import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonsOf, thresholdsOf } from '../../../src/generators/grafana/plan/thresholds.ts';
import type { Condition, Measure } from '../../../src/model/model.ts';

const measure: Measure = { kind: 'up', job: { name: 'x', targets: [], metricsPath: '', description: '' }, by: [] };
const operators = ['above', 'atLeast', 'below', 'atMost'] as const;

const compare = (op: (typeof operators)[number], value: number): Condition => ({
  kind: 'compare',
  measure,
  op,
  threshold: { value, written: String(value) },
});

const conditions = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(fc.constantFrom(...operators), fc.integer({ min: -20, max: 20 })).map(([op, value]) => compare(op, value)),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const, 'unless' as const), tie('condition'), tie('condition'))
      .map(([kind, left, right]) => ({ kind, left, right })),
  ),
})).condition;

/** The condition written down once more, over a value. */
function holds(condition: Condition, value: number): boolean {
  switch (condition.kind) {
    case 'compare': {
      const { value: bound } = condition.threshold;
      return { above: value > bound, atLeast: value >= bound, below: value < bound, atMost: value <= bound }[
        condition.op
      ];
    }
    case 'and':
      return holds(condition.left, value) && holds(condition.right, value);
    case 'or':
      return holds(condition.left, value) || holds(condition.right, value);
    case 'unless':
      return holds(condition.left, value) && !holds(condition.right, value);
    default:
      throw new Error(condition.kind);
  }
}

describe('thresholdsOf', () => {
  it('is red exactly where the condition holds', () => {
    fc.assert(
      fc.property(conditions, fc.integer({ min: -25, max: 25 }), (condition, near) => {
        // Off the bounds, which are whole: Grafana cannot tell "above" from "at least".
        const value = near + 0.5;
        const { steps } = thresholdsOf(condition, comparisonsOf(condition), false) ?? { steps: [] };
        const step = steps.findLast((one) => one.value === null || one.value <= value);
        expect(step?.colour).toBe(holds(condition, value) ? 'red' : 'transparent');
      }),
    );
  });

  it('keeps every threshold as a step, in ascending order, and within reach of the axis', () => {
    fc.assert(
      fc.property(conditions, fc.boolean(), (condition, nonNegative) => {
        const comparisons = comparisonsOf(condition);
        const thresholds = thresholdsOf(condition, comparisons, nonNegative);
        const values = thresholds?.steps.slice(1).map(({ value }) => value ?? Number.NaN) ?? [];
        expect(values).toEqual(
          [...new Set(comparisons.map(({ threshold }) => threshold.value))].toSorted((a, b) => a - b),
        );
        expect(Math.max(...values)).toBeLessThan(thresholds?.reach.to ?? Number.NaN);
      }),
    );
  });

  it('shades nothing when the axis shows only the side on which the alert fires', () => {
    const condition = compare('above', 0);
    expect(thresholdsOf(condition, comparisonsOf(condition), true)?.shaded).toBe(false);
    expect(thresholdsOf(condition, comparisonsOf(condition), false)?.shaded).toBe(true);
  });

  it('has nothing to say about a condition without comparisons', () => {
    expect(thresholdsOf({ kind: 'always' }, [], true)).toBeUndefined();
  });
});
