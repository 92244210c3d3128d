import { parseDuration } from '../../shared/duration.ts';
import { NotationFault, type Scanner, take } from './notation-scanner.ts';

const special = /[+-]?(?:[iI][nN][fF]|[nN][aA][nN])(?!\w)/y;
const numbers = {
  '3': /[+-]?(?:(?:[0-9]+(?:ms|[smhdwy]))+|(?:[0-9]+(?:_[0-9]+)*)?(?:\.(?:[0-9]+(?:_[0-9]+)*)?)?(?:[eE][+-]?[0-9]+)?)(?!_)/y,
  '2.42': /[+-]?(?:[0-9]+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?(?![_smhdwy])/y,
} as const;

/** A number as series notation writes it; hexadecimal ones are not allowed, for `0x3` is a zero repeated. */
export function takeNumber(scanner: Scanner): number {
  const start = scanner.offset;
  const text = take(scanner, special) ?? take(scanner, numbers[scanner.dialect]) ?? '';
  const digits = text.replace(/^[+-]/, '');
  const sign = text.startsWith('-') ? -1 : 1;
  const value = unsignedNumber(digits);
  if (value === undefined) throw new NotationFault('expected a number', start);
  if (value === Number.POSITIVE_INFINITY && /[0-9]/.test(digits))
    throw new NotationFault('the number is too large', start);
  return sign * value;
}

function unsignedNumber(digits: string): number | undefined {
  const lower = digits.toLowerCase();
  if (lower === 'inf') return Number.POSITIVE_INFINITY;
  if (lower === 'nan') return Number.NaN;
  if (/^[0-9]+(?:ms|[smhdwy])/.test(digits)) {
    const duration = parseDuration(digits);
    return duration === undefined ? undefined : duration / 1000;
  }
  if (!/[0-9]/.test(digits)) return undefined;
  return Number(digits.replaceAll('_', ''));
}
