/** Deeper down the fractions are finer than doubles are, and for two equal bounds the walk might never end. */
const deepest = 40;

/** The fraction with the smallest denominator between two finite numbers, both inclusive (a walk down the Stern-Brocot tree). */
export function simplestBetween(low: number, high: number, depth = deepest): number {
  const whole = Math.ceil(low);
  if (whole <= high) return whole;
  if (depth === 0) return high;
  const floor = Math.floor(low);
  return floor + 1 / simplestBetween(1 / (high - floor), 1 / (low - floor), depth - 1);
}
