/** The fraction with the smallest denominator between two numbers, both inclusive (a walk down the Stern-Brocot tree). */
export function simplestBetween(low: number, high: number): number {
  const whole = Math.ceil(low);
  if (whole <= high) return whole;
  const floor = Math.floor(low);
  return floor + 1 / simplestBetween(1 / (high - floor), 1 / (low - floor));
}
