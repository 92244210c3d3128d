/**
 * The φ-quantile of values, interpolated between neighbours. NaN counts as smaller than everything. Sorts in place.
 * @returns NaN for no values or a NaN quantile, an infinity for a quantile outside 0 to 1.
 */
export function quantileOf(q: number, values: Float64Array): number {
  if (values.length === 0 || Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  values.sort();
  const nans = countTrailingNans(values);
  // A typed array sorts NaN to its end.
  const sorted = (i: number): number => (i < nans ? Number.NaN : (values[i - nans] ?? 0));
  const rank = q * (values.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(values.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return sorted(lower) * (1 - weight) + sorted(upper) * weight;
}

function countTrailingNans(values: Float64Array): number {
  let count = 0;
  while (count < values.length && Number.isNaN(values[values.length - 1 - count] ?? 0)) count++;
  return count;
}
