/**
 * Neumaier's variant of Kahan summation: the running sum, and the rounding errors it has lost so far. The true sum is
 * `sum + compensation`.
 */
export interface KahanSum {
  sum: number;
  compensation: number;
}

/** Adds `value` to the sum in place. An infinite sum forgets its errors, which would turn it into NaN. */
export function kahanAdd(into: KahanSum, value: number): void {
  const total = into.sum + value;
  if (total === Number.POSITIVE_INFINITY || total === Number.NEGATIVE_INFINITY) into.compensation = 0;
  else if (Math.abs(into.sum) >= Math.abs(value)) into.compensation += into.sum - total + value;
  else into.compensation += value - total + into.sum;
  into.sum = total;
}
