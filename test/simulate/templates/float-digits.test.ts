import { expect, test } from 'vitest';
import { formatHexFloat } from '../../../src/simulate/templates/float-digits.ts';

test.each([
  { value: 1, text: '0x1p+00' },
  { value: -3, text: '-0x1.8p+01' },
  { value: 0.1, text: '0x1.999999999999ap-04' },
  { value: Number.MAX_VALUE, text: '0x1.fffffffffffffp+1023' },
  { value: Number.MIN_VALUE, text: '0x1p-1074' },
  { value: 2 ** -1023 * 1.5, text: '0x1.8p-1023' },
  { value: -0, text: '-0x0p+00' },
])('prints $value in hexadecimal at either end of the range', ({ value, text }) => {
  expect(formatHexFloat(value)).toBe(text);
});
