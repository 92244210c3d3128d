import { maximumSteps } from './execution.ts';
import { type GoValue, goInt } from './go-value.ts';
import { sortedEntries } from './stringer.ts';

/** What `range` goes over: keys or indexes, and elements. A text is why it cannot. */
export type RangeRows = readonly (readonly [GoValue, GoValue])[] | string;

/** The rows of a value; `undefined` when no value of its kind has any. */
export function rangeRows(value: GoValue, rangesOverNumbers: boolean): RangeRows | undefined {
  if (value === undefined) return [];
  if (typeof value !== 'object') return undefined;
  switch (value.kind) {
    case 'map':
      return sortedEntries(value);
    case 'list':
      return value.items.map((item, i) => [goInt(i), item]);
    case 'vector':
      return value.samples.map((sample, i) => [goInt(i), sample]);
    case 'int': {
      if (!rangesOverNumbers) return undefined;
      if (value.value > BigInt(maximumSteps)) return `takes more than ${maximumSteps} steps`;
      return Array.from({ length: Number(value.value) }, (_, i) => [goInt(i), goInt(i)]);
    }
    default:
      return undefined;
  }
}
