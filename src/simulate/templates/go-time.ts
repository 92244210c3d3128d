import { formatFixed } from './float-digits.ts';
import { type ZoneReading, zoneReading } from './time-zone.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const perSecond = 1_000_000_000n;

/** The calendar reading of a moment in UTC. */
export interface Calendar {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 to 366. */
  readonly yearDay: number;
}

/** Reads nanoseconds since 1970 as a calendar does, in UTC or in a zone of the time zone database. */
export function calendarOf(at: bigint, zone?: string): Calendar {
  const { offsetSeconds } = zoneReading(zone, Number(at / 1_000_000n));
  const ns = at + BigInt(offsetSeconds) * perSecond;
  const nanosecond = Number(((ns % perSecond) + perSecond) % perSecond);
  const seconds = Number((ns - BigInt(nanosecond)) / perSecond);
  const date = new Date(seconds * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond,
    weekday: date.getUTCDay(),
    yearDay: Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1,
  };
}

export const monthName = (month: number): string => months[month - 1] ?? '';
export const weekdayName = (weekday: number): string => weekdays[weekday] ?? '';

/** `2006-01-02 15:04:05.999999999 +0000 UTC`: how Go prints a moment. */
export const formatTime = (ns: bigint, zone?: string): string =>
  formatLayout(ns, '2006-01-02 15:04:05.999999999 -0700 MST', zone);

const layoutWords =
  /January|Jan|Monday|Mon|MST|2006|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|[.,]0+(?![0-9])|[.,]9+(?![0-9])|__2|_2006|_2|002|01|02|03|04|05|06|15|PM|pm|1|2|3|4|5/g;

/** Go's `Time.Format`: the layout shows how 2006-01-02 15:04:05 would look. */
export function formatLayout(ns: bigint, layout: string, zone?: string): string {
  const time = calendarOf(ns, zone);
  const reading = zoneReading(zone, Number(ns / 1_000_000n));
  return layout.replace(layoutWords, (word) => layoutPart(word, time, reading));
}

/** `-07:00` and its like, of an offset. */
function offsetText(word: string, seconds: number): string {
  if (word.startsWith('Z') && seconds === 0) return 'Z';
  const size = Math.abs(seconds);
  const numbers = [size / 3600, (size / 60) % 60, size % 60].map((one) => String(Math.floor(one)).padStart(2, '0'));
  const count = (word.replace(/\D/g, '').length + 1) >> 1;
  return (seconds < 0 ? '-' : '+') + numbers.slice(0, count).join(word.includes(':') ? ':' : '');
}

function layoutPart(word: string, time: Calendar, { offsetSeconds, abbreviation }: ZoneReading): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const { year, month, day, hour, minute, second, nanosecond, weekday, yearDay } = time;
  const hour12 = hour % 12 === 0 ? 12 : hour % 12;
  switch (word) {
    case 'January':
      return monthName(month);
    case 'Jan':
      return monthName(month).slice(0, 3);
    case 'Monday':
      return weekdayName(weekday);
    case 'Mon':
      return weekdayName(weekday).slice(0, 3);
    case 'MST':
      return abbreviation;
    case '2006':
      return String(year).padStart(4, '0');
    case '_2006':
      return `_${String(year).padStart(4, '0')}`;
    case '06':
      return two(year % 100);
    case '01':
      return two(month);
    case '1':
      return String(month);
    case '02':
      return two(day);
    case '_2':
      return String(day).padStart(2, ' ');
    case '2':
      return String(day);
    case '002':
      return String(yearDay).padStart(3, '0');
    case '__2':
      return String(yearDay).padStart(3, ' ');
    case '15':
      return two(hour);
    case '03':
      return two(hour12);
    case '3':
      return String(hour12);
    case '04':
      return two(minute);
    case '4':
      return String(minute);
    case '05':
      return two(second);
    case '5':
      return String(second);
    case 'PM':
      return hour < 12 ? 'AM' : 'PM';
    case 'pm':
      return hour < 12 ? 'am' : 'pm';
  }
  if (word.startsWith('Z') || word.startsWith('-')) return offsetText(word, offsetSeconds);
  // A fraction of a second: zeros are always shown, nines only as far as needed.
  const digits = String(nanosecond)
    .padStart(9, '0')
    .slice(0, word.length - 1)
    .padEnd(word.length - 1, '0');
  if (word[1] === '0') return word.charAt(0) + digits;
  const short = digits.replace(/0+$/, '');
  return short === '' ? '' : word.charAt(0) + short;
}

/** How Go prints a length of time: `1h30m0s`, `1.5ms`. */
export function formatGoDuration(ns: bigint): string {
  if (ns === 0n) return '0s';
  const sign = ns < 0n ? '-' : '';
  const size = ns < 0n ? -ns : ns;
  const strip = (text: string): string => text.replace(/\.?0+$/, '');
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${strip(formatFixed(Number(size) / 1e3, 3))}µs`;
  if (size < perSecond) return `${sign}${strip(formatFixed(Number(size) / 1e6, 6))}ms`;
  const whole = size / perSecond;
  const fraction = (size % perSecond).toString().padStart(9, '0').replace(/0+$/, '');
  const seconds = `${whole % 60n}${fraction === '' ? '' : `.${fraction}`}s`;
  if (whole < 60n) return sign + seconds;
  const minutes = (whole / 60n) % 60n;
  return whole < 3600n ? `${sign}${minutes}m${seconds}` : `${sign}${whole / 3600n}h${minutes}m${seconds}`;
}
