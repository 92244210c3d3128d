import { type CalendarTime, calendarTime } from './calendar-time.ts';

/** Parts of a time given in Unix seconds, in UTC, by function name. */
export const dateFunctions: ReadonlyMap<string, (seconds: number) => number> = new Map([
  ['days_in_month', partOf(({ year, month }) => daysInMonth(year, month))],
  ['day_of_month', partOf(({ day }) => day)],
  ['day_of_week', partOf(({ weekday }) => weekday)],
  ['day_of_year', partOf(({ yearDay }) => yearDay)],
  ['hour', partOf(({ secondOfDay }) => Math.floor(secondOfDay / 3600))],
  ['minute', partOf(({ secondOfDay }) => Math.floor(secondOfDay / 60) % 60)],
  ['month', partOf(({ month }) => month)],
  ['year', partOf(({ year }) => year)],
]);

function partOf(part: (time: CalendarTime) => number): (seconds: number) => number {
  return (seconds) => part(calendarTime(seconds));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
