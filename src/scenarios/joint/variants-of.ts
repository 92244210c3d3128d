import type { ComparisonOperator } from '../../model/document.ts';
import type { Condition, LabelTest, Measure, Selection } from '../../model/model.ts';
import { isWhole } from '../../model/possible-values.ts';

/**
 * The condition with one small change each: what a story must tell apart. Parts that do not change are the same objects,
 * so that what was read of them need not be read again.
 */
export function variantsOf(condition: Condition, siblings: Siblings): readonly Condition[] {
  switch (condition.kind) {
    case 'compare': {
      const { measure, op, threshold } = condition;
      const nudge = threshold.value === 0 || isWhole(measure) ? 1 : 0.01 * Math.abs(threshold.value);
      return [
        ...operators.filter((other) => other !== op).map((other) => ({ ...condition, op: other })),
        ...[threshold.value - nudge, threshold.value + nudge, 0.1 * threshold.value, 10 * threshold.value].map(
          (value) => ({ ...condition, threshold: { ...threshold, value } }),
        ),
        ...measuresNear(measure, siblings).map((near) => ({ ...condition, measure: near })),
        ...sidesOf(measure).map((side) => ({ kind: 'and', left: condition, right: exists(side) }) as const),
      ];
    }
    case 'is':
      return [
        ...condition.of.metric.states
          .filter(({ value }) => value !== condition.state.value)
          .map((state) => ({ ...condition, state })),
        ...selectionsNear(condition.of).map((of) => ({ ...condition, of })),
        ...shorter(condition.by).map((by) => ({ ...condition, by })),
      ];
    case 'and':
    case 'or':
    case 'unless': {
      const { left, right } = condition;
      return [
        left,
        right,
        ...connectives.filter((kind) => kind !== condition.kind).map((kind) => ({ ...condition, kind })),
        ...variantsOf(left, siblings).map((near) => ({ ...condition, left: near })),
        ...variantsOf(right, siblings).map((near) => ({ ...condition, right: near })),
      ];
    }
    default:
      return [];
  }
}

/**
 * The condition with one small change each that shows only while something changes: windows of other lengths, and another
 * value of a window. Each carries the condition's own objects where nothing differs.
 */
export function timedVariantsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'compare':
      return timedMeasures(condition.measure).map((measure) => ({ ...condition, measure }));
    case 'is': {
      const { goneWithin, ...now } = condition;
      if (goneWithin === undefined) return [];
      // What only changes for series that are gone: the state is asked of the series as before, and of others no state is.
      const gone = { ...condition, state: { name: 'none', value: Number.NaN } };
      return [
        ...scales.map((by) => ({ ...condition, goneWithin: by * goneWithin })),
        now,
        ...selectionsNear(condition.of).map((of) => ({ kind: 'or', left: now, right: { ...gone, of } }) as const),
      ];
    }
    case 'and':
    case 'or':
    case 'unless': {
      const { left, right } = condition;
      return [
        ...timedVariantsOf(left).map((near) => ({ ...condition, left: near })),
        ...timedVariantsOf(right).map((near) => ({ ...condition, right: near })),
      ];
    }
    default:
      return [];
  }
}

const scales = [0.5, 2] as const;

function timedMeasures(measure: Measure): readonly Measure[] {
  switch (measure.kind) {
    case 'value': {
      const { window, ...last } = measure;
      if (window === undefined) return [];
      return [
        ...scales.map((by) => ({ ...measure, window: by * window })),
        ...picks.filter((pick) => pick !== measure.pick).map((pick) => ({ ...measure, pick })),
        last,
      ];
    }
    case 'count':
    case 'rate':
    case 'share':
    case 'quantile':
      return scales.map((by) => ({ ...measure, window: by * measure.window }));
    case 'plus':
    case 'minus': {
      const { left, right } = measure;
      return [
        ...timedMeasures(left).map((near) => ({ ...measure, left: near })),
        ...timedMeasures(right).map((near) => ({ ...measure, right: near })),
      ];
    }
    default:
      return [];
  }
}

const operators: readonly ComparisonOperator[] = ['above', 'atLeast', 'below', 'atMost'];
const connectives = ['and', 'or', 'unless'] as const;
const picks = ['max', 'min', 'avg', 'sum'] as const;

/** The two sides of a sum or difference of events, of which one that does not exist is 0. */
const sidesOf = (measure: Measure): readonly Measure[] =>
  (measure.kind === 'plus' || measure.kind === 'minus') && [measure.left, measure.right].every(areEvents)
    ? [measure.left, measure.right]
    : [];

const areEvents = ({ kind }: Measure): boolean => kind === 'count' || kind === 'rate';

const exists = (measure: Measure): Condition => ({
  kind: 'compare',
  measure,
  op: 'atLeast',
  threshold: { value: Number.NEGATIVE_INFINITY, written: '-Inf' },
});

/** By the name of a metric, a test that leaves out the series that stands beside another one in its group. */
export type Siblings = ReadonlyMap<string, LabelTest>;

function measuresNear(measure: Measure, siblings: Siblings): readonly Measure[] {
  switch (measure.kind) {
    case 'value':
      return [
        ...picks.filter((pick) => pick !== measure.pick).map((pick) => ({ ...measure, pick })),
        ...selectionsNear(measure.of).map((of) => ({ ...measure, of })),
        ...shorter(measure.by).map((by) => ({ ...measure, by })),
      ];
    case 'count':
    case 'rate':
      return [
        ...alone(measure.of, siblings).map((of) => ({ ...measure, of })),
        ...selectionsNear(measure.of).map((of) => ({ ...measure, of })),
        ...shorter(measure.by).map((by) => ({ ...measure, by })),
      ];
    case 'quantile':
      return [
        ...alone(measure.of, siblings).map((of) => ({ ...measure, of })),
        ...[measure.q - 0.01, measure.q + 0.01].map((q) => ({ ...measure, q })),
        ...selectionsNear(measure.of).map((of) => ({ ...measure, of })),
        ...shorter(measure.by).map((by) => ({ ...measure, by })),
      ];
    case 'share':
      return [
        { ...measure, floor: measure.floor + 1 },
        { ...measure, floor: Math.max(0, measure.floor - 1) },
        ...alone(measure.of, siblings).map((of) => ({ ...measure, of })),
        ...alone(measure.total, siblings).map((total) => ({ ...measure, total })),
        ...selectionsNear(measure.of).map((of) => ({ ...measure, of })),
        ...selectionsNear(measure.total).map((total) => ({ ...measure, total })),
        ...shorter(measure.by).map((by) => ({ ...measure, by })),
      ];
    case 'plus':
    case 'minus': {
      const { left, right } = measure;
      return [
        left,
        right,
        { ...measure, kind: measure.kind === 'plus' ? 'minus' : 'plus' },
        ...measuresNear(left, siblings).map((near) => ({ ...measure, left: near })),
        ...measuresNear(right, siblings).map((near) => ({ ...measure, right: near })),
      ];
    }
    default:
      return [];
  }
}

/** Without what stands beside it: as an aggregation that does not add up. */
function alone<S extends Selection>(of: S, siblings: Siblings): readonly S[] {
  const test = siblings.get(of.metric.name);
  return test === undefined ? [] : [{ ...of, where: [...of.where, test] }];
}

/** Without each of the labels. */
const shorter = (by: readonly string[]): readonly (readonly string[])[] =>
  by.map((_, without) => by.filter((_, i) => i !== without));

/** Without each of the tests, and with each in which one of several values is forgotten. */
function selectionsNear<S extends Selection>(of: S): readonly S[] {
  return of.where.flatMap((test, at) => [
    { ...of, where: of.where.filter((_, i) => i !== at) },
    ...narrowed(test).map((other) => ({ ...of, where: of.where.with(at, other) })),
  ]);
}

function narrowed(test: LabelTest): readonly LabelTest[] {
  if ('regex' in test) {
    const parts = test.regex.split('|');
    if (parts.length < 2 || /[()[\]\\]/.test(test.regex)) return [];
    return parts.map((_, at) => ({ ...test, regex: parts.filter((_, i) => i !== at).join('|') }));
  }
  if (test.values.length < 2) return [];
  return test.values.map((_, at) => ({ ...test, values: test.values.filter((_, i) => i !== at) }));
}
