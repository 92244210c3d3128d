import { formatFloatG } from '../eval/format-float.ts';
import { type Bucket, negativeBucket, positiveBucket, zeroBucket } from './bounds.ts';
import type { NativeHistogram } from './native-histogram.ts';

/** `{count:20, sum:10, (0.5,1]:1}`: how Prometheus prints a histogram, for example as a label of `count_values`. */
export function formatHistogram(histogram: NativeHistogram): string {
  const parts = [`count:${formatFloatG(histogram.count)}`, `sum:${formatFloatG(histogram.sum)}`];
  const add = (bucket: Bucket): void => {
    if (bucket.count !== 0) parts.push(formatBucket(bucket));
  };
  for (let i = histogram.negative.indexes.length - 1; i >= 0; i--) add(negativeBucket(histogram, i));
  add(zeroBucket(histogram));
  for (let i = 0; i < histogram.positive.indexes.length; i++) add(positiveBucket(histogram, i));
  return `{${parts.join(', ')}}`;
}

function formatBucket(bucket: Bucket): string {
  const open = bucket.lowerInclusive ? '[' : '(';
  const close = bucket.upperInclusive ? ']' : ')';
  return `${open}${formatFloatG(bucket.lower)},${formatFloatG(bucket.upper)}${close}:${formatFloatG(bucket.count)}`;
}
