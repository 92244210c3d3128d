import { formatDuration } from '../../shared/duration.ts';

/** A time after the fault: `45s`, `1m30s`, and with a minus before it. */
export function timeText(ms: number): string {
  const rounded = Math.round(ms / 100) * 100;
  return rounded < 0 ? `-${formatDuration(-rounded)}` : formatDuration(rounded);
}

/** One time for each run: `45s`, `30s to 45s`, `30s to 45s, or never`. */
export function times(found: readonly (number | undefined)[]): string {
  const known = found.filter((time) => time !== undefined);
  const [low, high] = [timeText(Math.min(...known)), timeText(Math.max(...known))];
  const range = low === high ? low : `${low} to ${high}`;
  return known.length < found.length ? `${range}, or never` : range;
}
