/** The nearest number above (`1`) or below (`-1`) a finite one that a double can hold. */
export function nextNumber(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const number = new Float64Array(bits.buffer);
  number[0] = value;
  bits[0] = (bits[0] ?? 0n) + (value > 0 === (direction === 1) ? 1n : -1n);
  return number[0];
}
