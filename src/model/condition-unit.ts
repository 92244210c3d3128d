import { measuredUnit } from './measured-unit.ts';
import type { Condition } from './model.ts';

/** The unit of the value that an alert on this condition carries as `$value`; empty when it is a mere 1. */
export function conditionUnit(condition: Condition): string {
  switch (condition.kind) {
    case 'compare':
      return measuredUnit(condition.measure);
    case 'and':
    case 'or':
    case 'unless':
      return conditionUnit(condition.left);
    default:
      return '';
  }
}
