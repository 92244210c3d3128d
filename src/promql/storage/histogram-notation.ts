import {
  type Buckets,
  type CounterResetHint,
  customBucketsSchema,
  emptyHistogram,
  type NativeHistogram,
} from '../histogram/native-histogram.ts';
import { takeNumber } from './notation-number.ts';
import { expectToken, NotationFault, type Scanner, skipBlanks, take } from './notation-scanner.ts';

const hints: readonly CounterResetHint[] = ['unknown', 'reset', 'not_reset', 'gauge'];

/** Consumes `{{schema:0 sum:5 count:4 buckets:[1 2 1]}}`; the fields come in any order, and all may be missing. */
export function takeHistogram(scanner: Scanner): NativeHistogram {
  expectToken(scanner, '{{');
  const numbers = new Map<string, number>();
  const lists = new Map<string, readonly number[]>();
  let counterResetHint: CounterResetHint = 'unknown';
  skipBlanks(scanner);
  while (!scanner.text.startsWith('}}', scanner.offset)) {
    const start = scanner.offset;
    const key = take(scanner, /[a-z_]+/y) ?? '';
    expectToken(scanner, ':');
    if (numericFields.has(key)) numbers.set(key, takeNumber(scanner));
    else if (listFields.has(key)) lists.set(key, takeList(scanner));
    else if (key === 'counter_reset_hint') counterResetHint = takeHint(scanner);
    else throw new NotationFault(`\`${key}\` is not a field of a histogram`, start);
    skipBlanks(scanner);
  }
  expectToken(scanner, '}}');
  const schema = numbers.get('schema') ?? 0;
  if (schema !== customBucketsSchema && (schema < -4 || schema > 8)) {
    throw new NotationFault(`the schema is between -4 and 8, or -53, and not ${schema}`, scanner.offset);
  }
  return {
    ...emptyHistogram,
    schema,
    sum: numbers.get('sum') ?? 0,
    count: numbers.get('count') ?? 0,
    zeroCount: numbers.get('z_bucket') ?? 0,
    zeroThreshold: numbers.get('z_bucket_w') ?? 0,
    positive: bucketsFrom(numbers.get('offset') ?? 0, lists.get('buckets') ?? []),
    negative: bucketsFrom(numbers.get('n_offset') ?? 0, lists.get('n_buckets') ?? []),
    customValues: lists.get('custom_values') ?? [],
    counterResetHint,
  };
}

const numericFields = new Set(['schema', 'sum', 'count', 'z_bucket', 'z_bucket_w', 'offset', 'n_offset']);
const listFields = new Set(['buckets', 'n_buckets', 'custom_values']);

function takeList(scanner: Scanner): number[] {
  expectToken(scanner, '[');
  const values: number[] = [];
  skipBlanks(scanner);
  while (scanner.text[scanner.offset] !== ']') {
    values.push(takeNumber(scanner));
    skipBlanks(scanner);
  }
  expectToken(scanner, ']');
  return values;
}

function takeHint(scanner: Scanner): CounterResetHint {
  const start = scanner.offset;
  const text = take(scanner, /[a-z_]+/y) ?? '';
  const hint = hints.find((known) => known === text);
  if (hint === undefined) throw new NotationFault(`the counter reset hint is one of ${hints.join(', ')}`, start);
  return hint;
}

const bucketsFrom = (offset: number, counts: readonly number[]): Buckets => ({
  indexes: counts.map((_, i) => offset + i),
  counts,
});
