import type { ComparisonOperator } from '../../../model/document.ts';
import { leavesOf } from '../../../model/leaves-of.ts';
import type { Condition } from '../../../model/model.ts';
import type { Thresholds } from './page.ts';

export type Comparison = Extract<Condition, { kind: 'compare' }>;

/** The comparisons of a condition, from left to right. */
export const comparisonsOf = (condition: Condition): readonly Comparison[] =>
  leavesOf(condition).filter((leaf) => leaf.kind === 'compare');

const compares: Readonly<Record<ComparisonOperator, (value: number, threshold: number) => boolean>> = {
  above: (value, threshold) => value > threshold,
  atLeast: (value, threshold) => value >= threshold,
  below: (value, threshold) => value < threshold,
  atMost: (value, threshold) => value <= threshold,
};

/** Whether the condition can hold when the compared values are `value`; undefined where other things decide alone. */
function holdsAt(condition: Condition, shown: ReadonlySet<Comparison>, value: number): boolean | undefined {
  switch (condition.kind) {
    case 'compare':
      return shown.has(condition) ? compares[condition.op](value, condition.threshold.value) : undefined;
    case 'and':
    case 'or':
    case 'unless': {
      const left = holdsAt(condition.left, shown, value);
      const right = holdsAt(condition.right, shown, value);
      if (condition.kind === 'or') return left === undefined || right === undefined ? (left ?? right) : left || right;
      const wanted = condition.kind === 'unless' && right !== undefined ? !right : right;
      return left === undefined || wanted === undefined ? (left ?? wanted) : left && wanted;
    }
    default:
      return undefined;
  }
}

const rounded = (value: number): number => Number(value.toPrecision(3));

/**
 * The thresholds of some comparisons of a condition, with the sides on which it holds in red.
 * @param nonNegative whether the values are never below zero: a side that cannot be left is not shaded
 * @returns undefined without comparisons
 */
export function thresholdsOf(
  condition: Condition,
  comparisons: readonly Comparison[],
  nonNegative: boolean,
): Thresholds | undefined {
  const bounds = [...new Set(comparisons.map(({ threshold }) => threshold.value))].toSorted((a, b) => a - b);
  const [lowest] = bounds;
  const highest = bounds.at(-1);
  if (lowest === undefined || highest === undefined) return undefined;
  const shown = new Set(comparisons);
  // The colour of a side is that of a value inside it: Grafana cannot tell `above` from `at least`.
  const colourBetween = (from: number, to: number) =>
    holdsAt(condition, shown, (from + to) / 2) === true ? ('red' as const) : ('transparent' as const);
  const beyond = Math.max(1, Math.abs(lowest), Math.abs(highest));
  const edges = [lowest - beyond, ...bounds, highest + beyond];
  const steps = edges.slice(0, -1).map((value, index) => ({
    value: index === 0 ? null : value,
    colour: colourBetween(value, edges[index + 1] ?? value),
  }));
  const visible = steps.filter((_, index) => !nonNegative || (edges[index + 1] ?? 0) > 0);
  const pad = Math.max(Math.abs(lowest), Math.abs(highest)) * 0.25 || 1;
  return {
    steps,
    shaded: visible.some(({ colour }) => colour === 'transparent'),
    reach: { from: nonNegative ? 0 : rounded(lowest - pad), to: rounded(highest + pad) },
  };
}
