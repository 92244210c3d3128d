/** The first four significant digits and the decimal exponent; exact ties go to the even digit, as in Go. */
function roundedToFour(value: number): { readonly digits: string; readonly exponent: number } {
  // A hundred digits decide every tie: a double that lies exactly between two has far fewer.
  const [mantissa = '', exponentText = '0'] = Math.abs(value).toExponential(100).split('e');
  const all = mantissa.replace('.', '');
  const [kept, rest] = [Number(all.slice(0, 4)), all.slice(4)];
  const half = `5${'0'.repeat(rest.length - 1)}`;
  const up = rest > half || (rest === half && kept % 2 === 1);
  const digits = String(kept + (up ? 1 : 0));
  const carried = digits.length > 4;
  return { digits: digits.slice(0, 4), exponent: Number(exponentText) + (carried ? 1 : 0) };
}

/** Go's `%.4g`: four significant digits, exponent form below 1e-4 and from 1e+04 on. */
export function fourDigits(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  if (Number.isInteger(value) && Math.abs(value) < 10_000) return String(value);
  const { digits, exponent } = roundedToFour(value);
  const sign = value < 0 ? '-' : '';
  const strip = (text: string): string => (text.includes('.') ? text.replace(/\.?0*$/, '') : text);
  if (exponent < -4 || exponent >= 4) {
    const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
    return `${sign}${strip(`${digits[0]}.${digits.slice(1)}`)}e${power}`;
  }
  if (exponent < 0) return `${sign}${strip(`0.${'0'.repeat(-exponent - 1)}${digits}`)}`;
  return `${sign}${strip(`${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`)}`;
}

const larger = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'] as const;
const smaller = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'] as const;

function scaledDown(value: number, step: number, prefixes: readonly string[]): readonly [number, string] {
  let [scaled, prefix] = [value, ''];
  for (const next of prefixes) {
    if (Math.abs(scaled) < step) break;
    prefix = next;
    scaled /= step;
  }
  return [scaled, prefix];
}

function scaledUp(value: number): readonly [number, string] {
  let [scaled, prefix] = [value, ''];
  for (const next of smaller) {
    if (Math.abs(scaled) >= 1) break;
    prefix = next;
    scaled *= 1000;
  }
  return [scaled, prefix];
}

const isPlain = (value: number): boolean => value === 0 || !Number.isFinite(value);

/** Prometheus' `humanize`: `1.234k`, `12.5m`. */
export function humanize(value: number): string {
  if (isPlain(value)) return fourDigits(value);
  const [scaled, prefix] = Math.abs(value) >= 1 ? scaledDown(value, 1000, larger) : scaledUp(value);
  return `${fourDigits(scaled)}${prefix}`;
}

/** Prometheus' `humanize1024`: `1.5ki`. */
export function humanize1024(value: number): string {
  if (Math.abs(value) <= 1 || !Number.isFinite(value)) return fourDigits(value);
  const [scaled, prefix] = scaledDown(value, 1024, ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi']);
  return `${fourDigits(scaled)}${prefix}`;
}

/** Prometheus' `humanizePercentage`: `12.5%` for 0.125. */
export const humanizePercentage = (value: number): string => `${fourDigits(value * 100)}%`;

/** Prometheus' `humanizeDuration`: `1d 2h 3m 4s`, `1.5s`, `250ms`. */
export function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return fourDigits(seconds);
  if (seconds === 0) return `${fourDigits(seconds)}s`;
  if (Math.abs(seconds) < 1) {
    const [scaled, prefix] = scaledUp(seconds);
    return `${fourDigits(scaled)}${prefix}s`;
  }
  const sign = seconds < 0 ? '-' : '';
  const positive = Math.abs(seconds);
  // Go converts to int64; beyond its range amd64 gives the smallest one.
  const whole = positive >= 2 ** 63 ? -(2n ** 63n) : BigInt(Math.trunc(positive));
  const [s, m, h, d] = [whole % 60n, (whole / 60n) % 60n, (whole / 3600n) % 24n, whole / 86_400n];
  if (d !== 0n) return `${sign}${d}d ${h}h ${m}m ${s}s`;
  if (h !== 0n) return `${sign}${h}h ${m}m ${s}s`;
  if (m !== 0n) return `${sign}${m}m ${s}s`;
  return `${sign}${fourDigits(positive)}s`;
}
