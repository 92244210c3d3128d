import { toSchema } from './arithmetic.ts';
import { beyondZeroBucket, mapToBounds, sharedBounds } from './buckets.ts';
import { type Buckets, type NativeHistogram, sameNumbers, usesCustomBuckets } from './native-histogram.ts';
import { widenedZeroBucket } from './zero-bucket.ts';

/**
 * Whether a counter was reset between two histograms: a hint says so, a count fell, a populated bucket vanished, or the
 * layout became finer, which only a restart can do. The sum does not count: observations may be negative.
 */
export function detectReset(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (current.counterResetHint === 'reset') return true;
  if (current.counterResetHint === 'not_reset') return false;
  if (current.count < previous.count) return true;
  if (usesCustomBuckets(current)) {
    return !usesCustomBuckets(previous) || customBucketsFell(current, previous);
  }
  if (usesCustomBuckets(previous)) return true;
  if (current.schema > previous.schema || current.zeroThreshold < previous.zeroThreshold) return true;
  const zero = widenedZeroBucket(previous, current.zeroThreshold);
  if (zero.threshold !== current.zeroThreshold || current.zeroCount < zero.count) return true;
  const { schema, zeroThreshold } = current;
  const coarse = toSchema(previous, schema);
  return (
    anyFell(outside(current.positive, schema, zeroThreshold), outside(coarse.positive, schema, zeroThreshold)) ||
    anyFell(outside(current.negative, schema, zeroThreshold), outside(coarse.negative, schema, zeroThreshold))
  );
}

const outside = (buckets: Buckets, schema: number, threshold: number): Buckets =>
  threshold === 0 ? buckets : beyondZeroBucket(buckets, schema, threshold);

function customBucketsFell(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (sameNumbers(current.customValues, previous.customValues)) return anyFell(current.positive, previous.positive);
  const bounds = sharedBounds(current.customValues, previous.customValues);
  return anyFell(
    mapToBounds(current.positive, current.customValues, bounds),
    mapToBounds(previous.positive, previous.customValues, bounds),
  );
}

function anyFell(current: Buckets, previous: Buckets): boolean {
  let j = 0;
  for (let i = 0; i < previous.indexes.length; i++) {
    const before = previous.counts[i] ?? 0;
    const index = previous.indexes[i] ?? 0;
    while (j < current.indexes.length && (current.indexes[j] ?? 0) < index) j++;
    const now = current.indexes[j] === index ? (current.counts[j] ?? 0) : 0;
    if (now < before) return true;
  }
  return false;
}
