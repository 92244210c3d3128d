import { monthName, weekdayName } from './go-time.ts';

/** Numbers of a moment as they are read; what the layout does not have is as in the year 1. */
interface Read {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  offsetSeconds: number;
  isAfternoon?: boolean;
}

const names = (nameOf: (n: number) => string, first: number, count: number, length?: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => nameOf(first + i).slice(0, length));
const months = names(monthName, 1, 12);
const shortMonths = names(monthName, 1, 12, 3);

type Part = readonly [pattern: string, take: (read: Read, text: string) => void];

const number = (pattern: string, key: keyof Read): Part => [
  pattern,
  (read, text) => Object.assign(read, { [key]: Number(text) }),
];
const month = (list: readonly string[]): Part => [
  list.join('|'),
  (read, text) => {
    read.month = list.findIndex((name) => name.toLowerCase() === text.toLowerCase()) + 1;
  },
];
const ignored = (pattern: string): Part => [pattern, () => undefined];
const halfDay: Part = [
  '[AaPp][Mm]',
  (read, text) => {
    read.isAfternoon = text.toLowerCase() === 'pm';
  },
];
const zone = (pattern: string): Part => [
  pattern,
  (read, text) => {
    const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?/.exec(text) ?? [];
    read.offsetSeconds = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  },
];

const parts: Readonly<Record<string, Part>> = {
  January: month(months),
  Jan: month(shortMonths),
  Monday: ignored(names(weekdayName, 0, 7).join('|')),
  Mon: ignored(names(weekdayName, 0, 7, 3).join('|')),
  MST: ignored('UTC|[A-Z]{3,4}'),
  '2006': number('\\d{4}', 'year'),
  '06': [
    '\\d\\d',
    (read, text) => {
      read.year = Number(text) + (Number(text) >= 69 ? 1900 : 2000);
    },
  ],
  '01': number('\\d\\d', 'month'),
  '1': number('\\d\\d?', 'month'),
  '02': number('\\d\\d', 'day'),
  _2: number(' ?\\d\\d?', 'day'),
  '2': number('\\d\\d?', 'day'),
  '15': number('\\d\\d', 'hour'),
  '03': number('\\d\\d', 'hour'),
  '3': number('\\d\\d?', 'hour'),
  '04': number('\\d\\d', 'minute'),
  '4': number('\\d\\d?', 'minute'),
  '05': number('\\d\\d', 'second'),
  '5': number('\\d\\d?', 'second'),
  PM: halfDay,
  pm: halfDay,
  'Z07:00': zone('Z|[+-]\\d\\d:\\d\\d'),
  Z0700: zone('Z|[+-]\\d{4}'),
  '-07:00': zone('[+-]\\d\\d:\\d\\d'),
  '-0700': zone('[+-]\\d{4}'),
  '-07': zone('[+-]\\d\\d'),
};
const words =
  /January|Jan|Monday|Mon|MST|2006|Z07:00|Z0700|-07:00|-0700|-07|[.,][09]+(?![0-9])|01|02|03|04|05|06|_2|15|PM|pm|1|2|3|4|5/g;

const fraction: Part = [
  '[.,]\\d+',
  (read, text) => {
    read.nanosecond = Number(text.slice(1, 10).padEnd(9, '0'));
  },
];
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Go's `time.Parse`: nanoseconds since 1970 of a text in a layout; `undefined` when it is none. Without a zone it is UTC. */
export function parseTime(layout: string, text: string): bigint | undefined {
  const takes: Part[1][] = [];
  let pattern = '';
  let end = 0;
  for (const match of layout.matchAll(words)) {
    const [word] = match;
    const part = /^[.,]/.test(word) ? fraction : parts[word];
    if (part === undefined) continue;
    pattern += escaped(layout.slice(end, match.index));
    pattern += `(${part[0]})`;
    takes.push(part[1]);
    end = match.index + word.length;
    // A fraction of a second is read although the layout has none.
    if ((word === '05' || word === '5') && !/^[.,][09]/.test(layout.slice(end))) {
      pattern += '([.,]\\d+)?';
      takes.push((read, found) => fraction[1](read, found));
    }
  }
  const found = new RegExp(`^${pattern}${escaped(layout.slice(end))}$`, 'i').exec(text);
  if (found === null) return undefined;
  const read: Read = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0, offsetSeconds: 0 };
  for (const [i, take] of takes.entries()) {
    const group = found[i + 1];
    if (group !== undefined) take(read, group);
  }
  if (read.isAfternoon !== undefined) {
    if (read.hour > 12) return undefined;
    read.hour = (read.hour % 12) + (read.isAfternoon ? 12 : 0);
  }
  return momentOf(read);
}

function momentOf({ year, month: m, day, hour, minute, second, nanosecond, offsetSeconds }: Read): bigint | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, m - 1, day);
  const isDay = date.getUTCMonth() === m - 1 && date.getUTCDate() === day && m >= 1 && m <= 12;
  if (!isDay || hour > 23 || minute > 59 || second > 59) return undefined;
  const seconds = BigInt(date.getTime() / 1000) + BigInt(hour * 3600 + minute * 60 + second - offsetSeconds);
  return seconds * 1_000_000_000n + BigInt(nanosecond);
}
