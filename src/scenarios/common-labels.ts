import type { Alert, Condition, Measure, Selection } from '../model/model.ts';
import { isWanted, wantedValues } from './pick-labels.ts';

function ofMeasure(measure: Measure): readonly Selection[] {
  switch (measure.kind) {
    case 'plus':
    case 'minus':
      return [...ofMeasure(measure.left), ...ofMeasure(measure.right)];
    case 'share':
      return [measure.of, measure.total];
    case 'up':
    case 'promql':
      return [];
    default:
      return [measure.of];
  }
}

function ofCondition(condition: Condition): readonly Selection[] {
  switch (condition.kind) {
    case 'compare':
      return ofMeasure(condition.measure);
    case 'is':
    case 'absent':
      return [condition.of];
    case 'and':
    case 'or':
    case 'unless':
      return [...ofCondition(condition.left), ...ofCondition(condition.right)];
    default:
      return [];
  }
}

/** For labels that an alert is grouped by, a value that every part of its condition selects, where there is one. */
export function commonLabels({ when, labels }: Alert): Readonly<Record<string, string>> {
  const selections = ofCondition(when);
  if (selections.length < 2) return {};
  return Object.fromEntries(
    labels.flatMap((label) => {
      const having = selections.filter(({ metric }) => metric.labels.some(({ name }) => name === label));
      const value = having
        .flatMap((of) => wantedValues(of, label, 8))
        .find((one) => having.every((of) => isWanted(of, label, one)));
      return value === undefined ? [] : [[label, value] as const];
    }),
  );
}
