import type { NativeHistogram } from '../histogram/native-histogram.ts';
import { nativeVariance } from '../histogram/quantile.ts';

/** Functions of each native histogram of a vector that leave floats out, by name. */
export const nativeFunctions: ReadonlyMap<string, (histogram: NativeHistogram) => number> = new Map<
  string,
  (histogram: NativeHistogram) => number
>([
  ['histogram_count', ({ count }) => count],
  ['histogram_sum', ({ sum }) => sum],
  ['histogram_avg', ({ sum, count }) => sum / count],
  ['histogram_stdvar', nativeVariance],
  ['histogram_stddev', (histogram) => Math.sqrt(nativeVariance(histogram))],
]);
