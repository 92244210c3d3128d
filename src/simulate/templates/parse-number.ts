import { type GoInt, goInt } from './go-value.ts';
import { TemplateError } from './template-error.ts';

/** The readings of a numeric constant: Go decides by the context which one is meant. */
export interface ConstantNumber {
  readonly int?: GoInt;
  readonly float?: number;
}

const maximumInt = 2n ** 63n - 1n;
const maximumUint = 2n ** 64n - 1n;

/** The value of a numeric constant of a template. Throws a TemplateError. */
export function parseNumber(source: string): ConstantNumber {
  if (source.endsWith('i')) throw new TemplateError(`complex number ${source} is not supported`);
  const whole = parseWhole(source);
  if (whole !== undefined) {
    if (whole > maximumUint || whole < -maximumInt - 1n) throw new TemplateError(`integer overflow: "${source}"`);
    return { ...(whole <= maximumInt ? { int: goInt(whole) } : {}), float: Number(whole) };
  }
  const float = parseGoFloat(source);
  if (float === undefined) throw new TemplateError(`illegal number syntax: "${source}"`);
  const fits = Number.isInteger(float) && Math.abs(float) < 2 ** 63;
  return { ...(fits ? { int: goInt(float) } : {}), float };
}

/** Whether a constant without a type is a `float64`: it says so by a point or an exponent. */
export const looksLikeFloat = (source: string): boolean =>
  /[.eEpP]/.test(source) && !/^[+-]?0[xX][^.pP]*$/.test(source);

/** Integer syntax of Go with the base from the prefix: `0x10`, `0b1`, `0o7`, `07`, `1_000`. */
function parseWhole(source: string): bigint | undefined {
  const match = /^([+-]?)(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|0[0-7_]*|[1-9][0-9_]*)$/.exec(source);
  const digits = match?.[2];
  if (digits === undefined || !separatesDigits(digits)) return undefined;
  const plain = digits.replaceAll('_', '');
  const value = BigInt(/^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain);
  return match?.[1] === '-' ? -value : value;
}

/** Underscores stand only between digits, or between the prefix and a digit. */
const separatesDigits = (digits: string): boolean => !/__|_$/.test(digits) && !/^_/.test(digits);

/**
 * `strconv.ParseFloat`: decimal and hexadecimal, `Inf`, `Infinity` and `NaN` in any case, underscores only with a prefix.
 * @returns `undefined` for other texts, and for numbers beyond the largest float.
 */
export function parseGoFloat(text: string): number | undefined {
  const special = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(text);
  if (special !== null) {
    if (special[2]?.toLowerCase() === 'nan') return special[1] === '' ? Number.NaN : undefined;
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const hexadecimal = /^([+-]?)0[xX]([0-9a-fA-F_]*)\.?([0-9a-fA-F_]*)[pP]([+-]?[0-9]+)$/.exec(text);
  if (hexadecimal === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent] = hexadecimal;
  const digits = (whole + fraction).replaceAll('_', '');
  if (digits === '') return undefined;
  const value = Number(`0x${digits}`) * 2 ** (Number(exponent) - 4 * fraction.replaceAll('_', '').length);
  return Number.isFinite(value) ? (sign === '-' ? -value : value) : undefined;
}
