import { changes, resets } from './changes-resets.ts';
import { instantRateFunction } from './instant-rate.ts';
import { overTimeFunctions } from './over-time.ts';
import type { RangeFunction } from './range-function.ts';
import { rateFunction } from './rate.ts';
import { deriv, doubleExponentialSmoothing, predictLinear } from './regression.ts';

/** Functions of a range vector, by name. */
export const rangeFunctions: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([
  ...Object.entries(overTimeFunctions),
  ['rate', rateFunction({ isCounter: true, perSecond: true })],
  ['increase', rateFunction({ isCounter: true, perSecond: false })],
  ['delta', rateFunction({ isCounter: false, perSecond: false })],
  ['irate', instantRateFunction(true)],
  ['idelta', instantRateFunction(false)],
  ['changes', changes],
  ['resets', resets],
  ['deriv', deriv],
  ['predict_linear', predictLinear],
  ['double_exponential_smoothing', doubleExponentialSmoothing],
  ['holt_winters', doubleExponentialSmoothing],
]);

/** Range functions whose result is a sample of the series itself, so that it keeps the metric name. */
export const nameKeepingFunctions: ReadonlySet<string> = new Set(['first_over_time', 'last_over_time']);
