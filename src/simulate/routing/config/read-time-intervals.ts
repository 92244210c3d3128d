import type { Path } from '../../rules/yaml-fields.ts';
import { isNull, type YamlNode } from '../../rules/yaml-node.ts';
import { type InclusiveRange, isLocation, type MinuteRange, type TimeInterval } from '../time/time-interval.ts';
import type { NamedTimeInterval } from './alertmanager.ts';
import { type ConfigContext, report } from './config-context.ts';
import { parseRange, type RangeKind } from './parse-range.ts';

const keys = new Set(['times', 'weekdays', 'days_of_month', 'months', 'years', 'location']);

/** `time_intervals` and, older, `mute_time_intervals`; they share their names. */
export function readTimeIntervals(
  fields: ReadonlyMap<string, YamlNode>,
  context: ConfigContext,
): ReadonlyMap<string, NamedTimeInterval> {
  const { read } = context;
  const named = new Map<string, NamedTimeInterval>();
  for (const key of ['mute_time_intervals', 'time_intervals']) {
    read.list(fields.get(key), [key]).forEach((item, i) => {
      const path = [key, i];
      const parts = read.fields(item, path, new Set(['name', 'time_intervals']), 'a time interval');
      const name = read.text(parts.get('name'), [...path, 'name']) ?? '';
      const at = [...path, 'time_intervals'];
      const intervals = read
        .list(parts.get('time_intervals'), at)
        .map((one, k) => readInterval(one, [...at, k], context));
      // Of an empty list item the decoder of Alertmanager makes an interval without a name.
      if (name === '' && !isNull(item)) {
        report(context, 'no-name', path, 'the time interval has no name', 'give it a `name`');
        return;
      }
      if (named.has(name)) {
        const help = 'give every time interval its own name';
        report(context, 'duplicate-interval', [...path, 'name'], `there is a time interval \`${name}\` already`, help);
        return;
      }
      named.set(name, { name, path, intervals });
    });
  }
  return named;
}

function readInterval(node: YamlNode, path: Path, context: ConfigContext): TimeInterval {
  const { read } = context;
  const fields = read.fields(node, path, keys, 'a time interval');
  const ranges = (key: string, kind: RangeKind): readonly InclusiveRange[] | undefined => {
    const list = fields.get(key);
    if (list === undefined || isNull(list)) return undefined;
    return read.list(list, [...path, key]).flatMap((item, i) => {
      const at = [...path, key, i];
      const range = parseRange(read.text(item, at) ?? '', kind);
      if (range.ok) return [range.value];
      report(context, 'time-range', at, range.errors.join('; '), helpOf[kind]);
      return [];
    });
  };
  const times = fields.get('times');
  const weekdays = ranges('weekdays', 'weekday');
  const daysOfMonth = ranges('days_of_month', 'day');
  const months = ranges('months', 'month');
  const years = ranges('years', 'year');
  const location = read.text(fields.get('location'), [...path, 'location']);
  if (location !== undefined && !isLocation(location)) {
    const help = 'use a name of the time zone database, such as `Europe/Berlin`';
    report(context, 'location', [...path, 'location'], `unknown time zone \`${location}\``, help);
  }
  const isElsewhere = location !== undefined && location !== '' && location !== 'Local' && isLocation(location);
  return {
    ...(times === undefined || isNull(times) ? {} : { times: readTimes(times, [...path, 'times'], context) }),
    ...(weekdays === undefined ? {} : { weekdays }),
    ...(daysOfMonth === undefined ? {} : { daysOfMonth }),
    ...(months === undefined ? {} : { months }),
    ...(years === undefined ? {} : { years }),
    ...(isElsewhere ? { location } : {}),
  };
}

const helpOf: Readonly<Record<RangeKind, string>> = {
  weekday: 'write it like `monday` or `monday:friday`; a week begins with `sunday`',
  day: 'write it like `1`, `1:7` or `-3:-1`',
  month: 'write it like `january`, `1` or `june:august`',
  year: 'write it like `2026` or `2026:2030`',
};

function readTimes(node: YamlNode, path: Path, context: ConfigContext): readonly MinuteRange[] {
  const { read } = context;
  return read.list(node, path).flatMap((item, i) => {
    const at = [...path, i];
    const fields = read.fields(item, at, new Set(['start_time', 'end_time']), 'a range of times');
    const minute = (key: string): number | undefined => {
      const text = read.text(fields.get(key), [...at, key]) ?? '';
      if (/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text))
        return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
      const message = text === '' ? `\`${key}\` is missing` : `\`${text}\` is not a time of the day`;
      report(
        context,
        'time-range',
        text === '' ? at : [...at, key],
        message,
        'write it like `09:00`; `24:00` ends a day',
      );
      return undefined;
    };
    const [start, end] = [minute('start_time'), minute('end_time')];
    if (start === undefined || end === undefined) return [];
    if (start < end) return [{ start, end }];
    const help = 'end it later; split what goes past midnight in two';
    report(context, 'time-range', at, 'the range does not end after it starts', help);
    return [];
  });
}
