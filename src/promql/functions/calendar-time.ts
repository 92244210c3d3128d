/** A time of the proleptic Gregorian calendar in UTC. */
export interface CalendarTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  /** From 1. */
  readonly day: number;
  /** From 0 for Sunday. */
  readonly weekday: number;
  /** From 1. */
  readonly yearDay: number;
  readonly secondOfDay: number;
}

/** The calendar of Go begins here, in a year that starts a cycle of 400 with a Monday. */
const zeroYear = -292_277_022_399n;
const unixToZero = 9_223_372_028_715_321_600n;
const smallestInt64 = -(2n ** 63n);

/**
 * Splits a Unix time in seconds as Go does: fractions are cut off towards zero, and what fits no 64-bit integer, NaN
 * included, becomes the smallest one, which wraps around to a time in the far future.
 */
export function calendarTime(seconds: number): CalendarTime {
  const fits = seconds >= -(2 ** 63) && seconds < 2 ** 63;
  const sinceZero = BigInt.asUintN(64, (fits ? BigInt(Math.trunc(seconds)) : smallestInt64) + unixToZero);
  const days = sinceZero / 86_400n;
  const cycles = days / 146_097n;
  let rest = Number(days % 146_097n);
  // The last century of a cycle, and the last year of four, have a day more.
  const centuries = Math.min(3, Math.floor(rest / 36_524));
  rest -= centuries * 36_524;
  const olympiads = Math.floor(rest / 1461);
  rest -= olympiads * 1461;
  const years = Math.min(3, Math.floor(rest / 365));
  rest -= years * 365;
  const isLeap = years === 3 && (olympiads !== 24 || centuries === 3);
  // Any year of the same length has the same months.
  const date = new Date(Date.UTC(isLeap ? 2000 : 2001, 0, 1 + rest));
  return {
    year: Number(400n * cycles + zeroYear) + 100 * centuries + 4 * olympiads + years,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: Number((days + 1n) % 7n),
    yearDay: rest + 1,
    secondOfDay: Number(sinceZero % 86_400n),
  };
}
