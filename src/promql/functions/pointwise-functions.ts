/** A function of each float of a vector and of scalar arguments. */
export type PointwiseFunction = (value: number, scalars: readonly number[]) => number;

/** Functions that are applied to each float of a vector by itself and leave histograms out, by name. */
export const pointwiseFunctions: ReadonlyMap<string, PointwiseFunction> = new Map<string, PointwiseFunction>([
  ['abs', Math.abs],
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['exp', Math.exp],
  ['sqrt', Math.sqrt],
  ['ln', Math.log],
  ['log2', Math.log2],
  ['log10', Math.log10],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['asin', Math.asin],
  ['acos', Math.acos],
  ['atan', Math.atan],
  ['sinh', Math.sinh],
  ['cosh', Math.cosh],
  ['tanh', Math.tanh],
  ['asinh', Math.asinh],
  ['acosh', Math.acosh],
  ['atanh', Math.atanh],
  ['deg', (value) => (value * 180) / Math.PI],
  ['rad', (value) => (value * Math.PI) / 180],
  ['sgn', (value) => (value < 0 ? -1 : value > 0 ? 1 : value)],
  ['round', round],
  ['clamp', (value, [low = Number.NaN, high = Number.NaN]) => larger(low, smaller(high, value))],
  ['clamp_min', (value, [low = Number.NaN]) => larger(low, value)],
  ['clamp_max', (value, [high = Number.NaN]) => smaller(high, value)],
]);

/** To the nearest multiple, ties upwards; multiplied by the inverse as Prometheus does, which rounds more evenly. */
function round(value: number, [toNearest = 1]: readonly number[]): number {
  const inverse = 1 / toNearest;
  return Math.floor(value * inverse + 0.5) / inverse;
}

/** Go lets an infinity win over NaN; JavaScript does not. */
const larger = (a: number, b: number): number =>
  a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.max(a, b);

const smaller = (a: number, b: number): number =>
  a === Number.NEGATIVE_INFINITY || b === Number.NEGATIVE_INFINITY ? Number.NEGATIVE_INFINITY : Math.min(a, b);
