import { formatDuration, parseDuration } from '../../shared/duration.ts';

/** A duration in a world that runs `speed` times as fast, to the millisecond; nothing that lasts becomes nothing. */
export function scaledDuration(text: string, speed: number): string {
  const ms = parseDuration(text);
  if (ms === undefined) throw new Error(`\`${text}\` is not a duration`);
  return formatDuration(ms === 0 ? 0 : Math.max(1, Math.round(ms / speed)));
}
