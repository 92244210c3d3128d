import { fail, ok, type Result } from '../../../shared/result.ts';
import type { InclusiveRange } from '../time/time-interval.ts';

/** What the ends of a range are. */
export type RangeKind = 'weekday' | 'day' | 'month' | 'year';

const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const months = 'january february march april may june july august september october november december'.split(' ');

/** A range such as `monday:friday` or `1`; both ends belong to it. */
export function parseRange(text: string, kind: RangeKind): Result<InclusiveRange, string> {
  const ends = text.toLowerCase().split(':');
  const [first = '', last = first] = ends;
  const [begin, end] = [memberOf(first, kind), memberOf(last, kind)];
  if (ends.length > 2) return fail(`\`${text}\` is not a range`);
  if (begin === undefined) return fail(`\`${first}\` is not a ${kind}`);
  if (end === undefined) return fail(`\`${last}\` is not a ${kind}`);
  if (kind === 'day') {
    const fault = dayFault(begin, end);
    return fault === undefined ? ok({ begin, end }) : fail(fault);
  }
  return begin > end ? fail(`\`${last}\` is before \`${first}\``) : ok({ begin, end });
}

function memberOf(text: string, kind: RangeKind): number | undefined {
  const names = kind === 'weekday' ? weekdays : kind === 'month' ? months : [];
  const index = names.indexOf(text);
  if (index >= 0) return kind === 'month' ? index + 1 : index;
  return kind !== 'weekday' && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

function dayFault(begin: number, end: number): string | undefined {
  for (const day of [begin, end]) if (day === 0 || day < -31 || day > 31) return `\`${day}\` is not a day of a month`;
  if (begin < 0 && end > 0) return 'the end counts from the start of the month, the beginning from its end';
  // No month is shorter: what is the wrong way round even there is so in all of them.
  const [from, to] = [begin, end].map((day) => (day < 0 ? 28 + day : day));
  return (from ?? 0) > (to ?? 0) ? `day \`${end}\` is always before day \`${begin}\`` : undefined;
}
