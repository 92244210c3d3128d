import { compareText } from '../storage/compare-text.ts';

/**
 * Orders texts with the numbers in them by value: `a2` before `a10`.
 * @returns A negative number, zero or a positive number.
 */
export function naturalOrder(a: string, b: string): number {
  if (a === b) return 0;
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i] ?? '';
    const y = right[i] ?? '';
    const order = isNumber(x) && isNumber(y) ? numberOrder(x, y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const isNumber = (text: string): boolean => /^\d/.test(text);

function numberOrder(a: string, b: string): number {
  const x = BigInt(a);
  const y = BigInt(b);
  return x === y ? 0 : x < y ? -1 : 1;
}
