/** Milliseconds of each unit of a Prometheus duration, largest first: the order in which they must be written. */
const unitMs = { y: 31_536_000_000, w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

const units = Object.entries(unitMs);

/** `model.ParseDuration` of prometheus/common: units in descending order, each at most once. */
const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * Milliseconds of a duration as Prometheus writes it (`5m`, `1h30m`, `250ms`, `0`).
 * @returns `undefined` for any other text, and for durations beyond 2^53 ms.
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const match = pattern.exec(text);
  if (match === null || text === '') return undefined;
  let ms = 0;
  for (let i = 0; i < units.length; i++) {
    const count = match[i + 1];
    if (count !== undefined) ms += Number(count) * (units[i]?.[1] ?? 0);
  }
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/**
 * The shortest Prometheus duration of a whole, non-negative number of milliseconds: `300000` is `5m`, `5400000` is `1h30m`.
 * Years and weeks are used only when they divide the value, as `model.Duration.String` does.
 */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  let rest = ms;
  let text = '';
  for (const [unit, size] of units) {
    if (rest < size || (size >= unitMs.d && rest % size !== 0)) continue;
    const count = Math.floor(rest / size);
    text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
