import { formatHistogram } from '../../promql/histogram/format-histogram.ts';
import { compareText } from '../../promql/storage/compare-text.ts';
import { formatGoDuration, formatTime } from './go-time.ts';
import type { GoMap, GoValue } from './go-value.ts';
import { pairsText, sortedPairs } from './key-values.ts';

/** The entries of a map in the order in which Go prints and ranges over them. */
export const sortedEntries = ({ entries }: GoMap): readonly (readonly [string, GoValue])[] =>
  [...entries].sort(([a], [b]) => compareText(a, b));

/** What the value's own `String` method returns, for those types that have one. */
export function stringerText(value: GoValue): string | undefined {
  if (typeof value !== 'object') return undefined;
  switch (value.kind) {
    case 'map':
      return value.type === 'template.KV' && value.isStringer === true ? pairsText(sortedPairs(value)) : undefined;
    case 'list':
      return value.isStringer === true ? pairsText(value) : undefined;
    case 'time':
      return formatTime(value.ns, value.zone);
    case 'duration':
      return formatGoDuration(value.ns);
    case 'named':
      return value.text;
    case 'histogram':
      return formatHistogram(value.histogram);
    default:
      return undefined;
  }
}
