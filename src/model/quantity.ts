import { parseDuration } from '../shared/duration.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { quote } from './findings.ts';

/** What is wrong with a quantity, and how its unit is written. */
export interface QuantityFault {
  readonly message: string;
  readonly help: string;
}

/** Factor to the base unit as a fraction, so that `250ms` is 250/1000: rounded once, and equal to the literal 0.25. */
type Factor = readonly [numerator: number, denominator: number];

const seconds: Readonly<Record<string, Factor>> = {
  us: [1, 1_000_000],
  ms: [1, 1000],
  s: [1, 1],
  m: [60, 1],
  h: [3600, 1],
  d: [86_400, 1],
  w: [604_800, 1],
  y: [31_536_000, 1],
};

const bytes: Readonly<Record<string, Factor>> = {
  B: [1, 1],
  kB: [1e3, 1],
  MB: [1e6, 1],
  GB: [1e9, 1],
  TB: [1e12, 1],
  KiB: [1024, 1],
  MiB: [1024 ** 2, 1],
  GiB: [1024 ** 3, 1],
  TiB: [1024 ** 4, 1],
};

const periods: Readonly<Record<string, Factor>> = { s: [1, 1], min: [1, 60], h: [1, 3600] };

const decimal = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?`;
const numberWithUnit = new RegExp(`^(${decimal})(.*)$`, 's');
const secondsWithUnit = new RegExp(`^(${decimal})([a-z]+)$`);

/** A number of base units; undefined when it is beyond what a float holds. */
function scaled(text: string, [numerator, denominator]: Factor): number | undefined {
  const [, mantissa = '', fraction = '', exponent = '0'] = /^([-+]?\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(text) ?? [];
  const digits = Number(mantissa + fraction) * numerator;
  const power = Number(exponent) - fraction.length;
  const exact = Number.isSafeInteger(digits) && Math.abs(power) <= 22;
  const value = exact
    ? power < 0
      ? digits / (denominator * 10 ** -power)
      : (digits * 10 ** power) / denominator
    : (Number(text) * numerator) / denominator;
  return Number.isFinite(value) ? value : undefined;
}

/** How a quantity of the unit is written, for help. */
export function notation(unit: string): string {
  switch (unit) {
    case 'seconds':
      return 'a time such as `250ms` or `1h30m`';
    case 'bytes':
      return 'a size such as `512B`, `10MB` or `10MiB`';
    case 'ratio':
      return 'a percentage such as `20%`';
    case 'bytes/s':
      return 'a size per second such as `10MiB/s`';
    default:
      return unit.endsWith('/s')
        ? `a rate such as \`3 ${unit.slice(0, -2)}/min\``
        : `a number such as \`5\` or \`5 ${unit}\``;
  }
}

/**
 * A quantity in base units (seconds, bytes, 0 to 1, per second) from the notation of its unit, which is the unit check:
 * `20%` is not a number of seconds, and a bare `5` is not a rate.
 */
export function parseQuantity(written: string | number, unit: string): Result<number, QuantityFault> {
  const value = parse(String(written), typeof written === 'number', unit);
  if (value !== undefined && Number.isFinite(value)) return ok(value);
  return fail({ message: `${quote(written)} is not a quantity of \`${unit}\``, help: `write ${notation(unit)}` });
}

function parse(text: string, isNumber: boolean, unit: string): number | undefined {
  const [, amount, suffix = ''] = numberWithUnit.exec(text) ?? [];
  if (amount === undefined) return undefined;
  switch (unit) {
    case 'seconds':
      return isNumber ? undefined : parseSeconds(text);
    case 'bytes':
      return withFactor(amount, bytes, suffix);
    case 'ratio':
      return suffix === '%' ? scaled(amount, [1, 100]) : undefined;
    case 'bytes/s':
      return suffix.endsWith('/s') ? withFactor(amount, bytes, suffix.slice(0, -2)) : undefined;
    default: {
      if (!unit.endsWith('/s')) return suffix === '' || suffix === ` ${unit}` ? Number(amount) : undefined;
      const counted = ` ${unit.slice(0, -1)}`;
      return suffix.startsWith(counted) ? withFactor(amount, periods, suffix.slice(counted.length)) : undefined;
    }
  }
}

function withFactor(amount: string, factors: Readonly<Record<string, Factor>>, suffix: string): number | undefined {
  const factor = Object.hasOwn(factors, suffix) ? factors[suffix] : undefined;
  return factor && scaled(amount, factor);
}

/** One decimal number with a unit, or whole numbers with descending units as in a Prometheus duration. */
function parseSeconds(text: string): number | undefined {
  const [, amount, suffix = ''] = secondsWithUnit.exec(text) ?? [];
  if (amount !== undefined) return withFactor(amount, seconds, suffix);
  const ms = /^\d/.test(text) && text !== '0' ? parseDuration(text) : undefined;
  return ms && ms / 1000;
}
