import { formatFloatG } from '../../promql/eval/format-float.ts';

/** The decimal digits of a positive number, all of them: `0.DIGITS` times ten to the power of `point`. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

function exactDecimal(value: number): Decimal {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  const exponent = Math.max(biased, 1) - 1075;
  const text = (exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent)).toString();
  return trimmed({ digits: text, point: text.length + Math.min(exponent, 0) });
}

function trimmed({ digits, point }: Decimal): Decimal {
  const kept = digits.replace(/0+$/, '');
  const leading = kept.length - kept.replace(/^0+/, '').length;
  return kept === '' ? { digits: '', point: 0 } : { digits: kept.slice(leading), point: point - leading };
}

/** Keeps the first `count` digits, ties to even. */
function rounded({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: '', point: 0 };
  const kept = digits.slice(0, count);
  const rest = digits.slice(count);
  const isTie = rest === '5';
  const up = isTie ? count > 0 && Number(kept.at(-1)) % 2 === 1 : rest >= '5';
  if (!up) return trimmed({ digits: kept, point });
  const next = (BigInt(kept === '' ? 0 : kept) + 1n).toString().padStart(count, '0');
  return trimmed({ digits: next, point: point + next.length - count });
}

const signOf = (value: number): string => (value < 0 || Object.is(value, -0) ? '-' : '');

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return undefined;
  return value > 0 ? '+Inf' : '-Inf';
}

function fixedText({ digits, point }: Decimal, decimals: number): string {
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const fraction = `${'0'.repeat(Math.max(0, -point))}${digits.slice(Math.max(0, point))}`;
  return decimals === 0 ? whole : `${whole}.${fraction.padEnd(decimals, '0').slice(0, decimals)}`;
}

function exponentText({ digits, point }: Decimal, decimals: number): string {
  const exponent = digits === '' ? 0 : point - 1;
  const all = digits.padEnd(decimals + 1, '0');
  const fraction = decimals === 0 ? '' : `.${all.slice(1)}`;
  return `${all[0]}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Go's `%.Nf`. */
export function formatFixed(value: number, decimals: number): string {
  const exact = exactDecimal(Math.abs(value));
  return special(value) ?? signOf(value) + fixedText(rounded(exact, exact.point + decimals), decimals);
}

/** Go's `%.Ne`. */
export const formatExponent = (value: number, decimals: number): string =>
  special(value) ?? signOf(value) + exponentText(rounded(exactDecimal(Math.abs(value)), decimals + 1), decimals);

/** Go's `%.Ng`; without a precision, as few digits as tell the number from its neighbours. */
export function formatGeneral(value: number, precision: number | undefined): string {
  if (precision === undefined) return formatFloatG(value);
  const text = special(value);
  if (text !== undefined) return text;
  const count = Math.max(precision, 1);
  const decimal = rounded(exactDecimal(Math.abs(value)), count);
  const { digits, point } = decimal;
  const exponent = point - 1;
  const limit = count > digits.length && digits.length >= point ? digits.length : count;
  if (digits === '') return `${signOf(value)}0`;
  if (exponent < -4 || exponent >= limit) return signOf(value) + exponentText(decimal, digits.length - 1);
  return signOf(value) + fixedText(decimal, Math.max(digits.length - point, 0));
}

/** Go's `%x` of a float: `0x1.8p+01`. */
export function formatHexFloat(value: number): string {
  const text = special(value);
  if (text !== undefined) return text;
  if (value === 0) return `${signOf(value)}0x0p+00`;
  // From the bits: a power of two as a number overflows at the ends of the range.
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(value));
  let fraction = bits.getBigUint64(0) & 0xfffffffffffffn;
  let exponent = Math.max(bits.getUint16(0) >> 4, 1) - 1023;
  const isSubnormal = bits.getUint16(0) >> 4 === 0;
  if (isSubnormal) {
    const shift = 53 - fraction.toString(2).length;
    fraction = (fraction << BigInt(shift)) & 0xfffffffffffffn;
    exponent -= shift;
  }
  const digits = fraction.toString(16).padStart(13, '0').replace(/0+$/, '');
  const mantissa = digits === '' ? '1' : `1.${digits}`;
  const sign = exponent < 0 ? '-' : '+';
  return `${signOf(value)}0x${mantissa}p${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
