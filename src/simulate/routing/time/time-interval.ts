/** Times of the day, days, months and years; a part that is left out admits all. */
export interface TimeInterval {
  /** Minutes since midnight, the end exclusive. */
  readonly times?: readonly MinuteRange[];
  /** 0 is Sunday. */
  readonly weekdays?: readonly InclusiveRange[];
  /** Negative ones count from the end of the month. */
  readonly daysOfMonth?: readonly InclusiveRange[];
  readonly months?: readonly InclusiveRange[];
  readonly years?: readonly InclusiveRange[];
  /** A name of the IANA database; UTC when absent. */
  readonly location?: string;
}

export interface MinuteRange {
  readonly start: number;
  readonly end: number;
}

export interface InclusiveRange {
  readonly begin: number;
  readonly end: number;
}

/** A moment as clocks and calendars of a place show it. */
interface WallTime {
  readonly minute: number;
  readonly weekday: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(location: string): Intl.DateTimeFormat {
  let format = formats.get(location);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: location,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(location, format);
  }
  return format;
}

function wallTime(ms: number, location: string): WallTime {
  let [year, month, day, hour, minute] = [0, 0, 0, 0, 0];
  if (location === 'UTC') {
    const date = new Date(ms);
    [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    [hour, minute] = [date.getUTCHours(), date.getUTCMinutes()];
  } else {
    for (const { type, value } of formatOf(location).formatToParts(ms)) {
      if (type === 'year') year = Number(value);
      else if (type === 'month') month = Number(value);
      else if (type === 'day') day = Number(value);
      else if (type === 'hour') hour = Number(value);
      else if (type === 'minute') minute = Number(value);
    }
  }
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, weekday, minute: hour * 60 + minute };
}

/** Whether the interval contains a moment, given in milliseconds since 1970. */
export function containsTime(interval: TimeInterval, ms: number): boolean {
  const at = wallTime(ms, interval.location ?? 'UTC');
  const { times, weekdays, daysOfMonth, months, years } = interval;
  return (
    (times?.some(({ start, end }) => at.minute >= start && at.minute < end) ?? true) &&
    (daysOfMonth?.some((range) => containsDay(range, at)) ?? true) &&
    within(months, at.month) &&
    within(weekdays, at.weekday) &&
    within(years, at.year)
  );
}

const within = (ranges: readonly InclusiveRange[] | undefined, value: number): boolean =>
  ranges?.some(({ begin, end }) => value >= begin && value <= end) ?? true;

function containsDay(range: InclusiveRange, { year, month, day }: WallTime): boolean {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const begin = range.begin < 0 ? days + range.begin + 1 : range.begin;
  const end = range.end < 0 ? days + range.end + 1 : range.end;
  // What begins after the last day of a short month is not moved into it.
  return begin <= days && day >= Math.max(begin, -days) && day <= Math.min(end, days);
}

/** Whether the tool knows the place; names are compared with their case, as in Go. */
export function isLocation(name: string): boolean {
  if (name === '' || name === 'UTC' || name === 'Local') return true;
  if (!/^[A-Z]/.test(name) && !/^[a-z]+\/[A-Z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
