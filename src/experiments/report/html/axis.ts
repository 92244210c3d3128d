/** From a value to a coordinate, linearly. */
export type Scale = (value: number) => number;

/** A scale between two values and two coordinates; coordinates have one decimal. */
export function linear([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  const span = high - low;
  return (value) => Math.round((from + (span === 0 ? 0 : (value - low) / span) * (to - from)) * 10) / 10;
}

const steps = [15, 30, 60, 120, 300, 600, 1200, 1800, 3600].map((seconds) => seconds * 1000);

/** Round times within a span, ten at most where the span allows; milliseconds. */
export function timeTicks(from: number, to: number): readonly number[] {
  const step = steps.find((one) => (to - from) / one <= 10) ?? Math.ceil((to - from) / 10);
  const ticks: number[] = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) ticks.push(time);
  return ticks;
}

/** A value on the axis of its unit. */
export function valueText(unit: string, value: number): string {
  const digits = (number: number): string => String(Number(number.toPrecision(3)));
  if (unit === 'ratio') return `${digits(value * 100)}%`;
  if (unit === 'seconds') return `${digits(value)} s`;
  return digits(value);
}
