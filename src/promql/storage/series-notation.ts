import { fail, ok, type Result } from '../../shared/result.ts';
import { combineHistograms } from '../histogram/arithmetic.ts';
import type { NativeHistogram } from '../histogram/native-histogram.ts';
import type { Dialect } from '../promql-error.ts';
import { takeHistogram } from './histogram-notation.ts';
import type { Labels } from './label-table.ts';
import { takeNumber } from './notation-number.ts';
import {
  expectToken,
  type NotationError,
  NotationFault,
  type Scanner,
  skipBlanks,
  take,
  takeString,
} from './notation-scanner.ts';
import type { SampleValue } from './storage.ts';

/** One position of a series: a value, or nothing. */
export type NotatedValue = SampleValue | undefined;

/** A series as promtool and promqltest write it: `metric{label="x"} 1 2+3x4 _ stale`. */
export interface NotatedSeries {
  readonly labels: Labels;
  readonly values: readonly NotatedValue[];
}

/** Words that the lexer of PromQL reads as something else. */
const notNames = /^(?:on|ignoring|group_left|group_right|bool|inf|nan)$/i;

/** More positions than this are refused: `0x99999999` is one slip of a finger. */
const maximumPositions = 10_000_000;

/** Parses a series, labels and values. */
export function parseSeries(text: string, dialect: Dialect = '3'): Result<NotatedSeries, NotationError> {
  return parsing(text, dialect, (scanner) => {
    const labels = takeMetric(scanner);
    return { labels, values: takeValues(scanner) };
  });
}

/** Parses the values of a series alone, as in the `values` of promtool's `input_series`. */
export const parseSeriesValues = (
  text: string,
  dialect: Dialect = '3',
): Result<readonly NotatedValue[], NotationError> => parsing(text, dialect, takeValues);

/** Parses the labels of a series alone: `metric{label="x"}`, `{__name__="metric"}`, `{"quoted.name"}`. */
export const parseSeriesLabels = (text: string, dialect: Dialect = '3'): Result<Labels, NotationError> =>
  parsing(text, dialect, takeMetric);

function parsing<T>(text: string, dialect: Dialect, parse: (scanner: Scanner) => T): Result<T, NotationError> {
  const scanner = { text, dialect, offset: 0 };
  try {
    const value = parse(scanner);
    skipBlanks(scanner);
    if (scanner.offset < text.length) throw new NotationFault(`unexpected \`${text[scanner.offset]}\``, scanner.offset);
    return ok(value);
  } catch (error) {
    if (error instanceof NotationFault) return fail({ message: error.message, offset: error.offset });
    throw error;
  }
}

function takeMetric(scanner: Scanner): Labels {
  skipBlanks(scanner);
  const start = scanner.offset;
  const labels: Record<string, string> = Object.create(null);
  const name = take(scanner, /[a-zA-Z_:][a-zA-Z0-9_:]*/y);
  if (name !== undefined && notNames.test(name)) throw new NotationFault(`\`${name}\` is not a metric name`, start);
  skipBlanks(scanner);
  const opens = scanner.text[scanner.offset] === '{' && scanner.text[scanner.offset + 1] !== '{';
  if (opens) takeLabels(scanner, labels);
  // The name before the braces wins over one within.
  if (name !== undefined) labels['__name__'] = name;
  if (!opens && name === undefined) throw new NotationFault('expected a metric name or `{`', start);
  return labels;
}

function takeLabels(scanner: Scanner, labels: Record<string, string>): void {
  expectToken(scanner, '{');
  skipBlanks(scanner);
  while (scanner.text[scanner.offset] !== '}') {
    const start = scanner.offset;
    const plain = take(scanner, /[a-zA-Z_][a-zA-Z0-9_]*/y);
    if (plain === undefined && scanner.dialect === '2.42') throw new NotationFault('expected a label name', start);
    const name = plain ?? takeString(scanner);
    skipBlanks(scanner);
    if (plain === undefined && scanner.text[scanner.offset] !== '=') {
      if (labels['__name__'] !== undefined) throw new NotationFault('the metric name is given twice', start);
      labels['__name__'] = name;
    } else {
      expectToken(scanner, '=');
      skipBlanks(scanner);
      if (labels[name] !== undefined) throw new NotationFault(`label \`${name}\` is given twice`, start);
      labels[name] = takeString(scanner);
      skipBlanks(scanner);
    }
    if (scanner.text[scanner.offset] === '}') break;
    expectToken(scanner, ',');
    skipBlanks(scanner);
  }
  expectToken(scanner, '}');
}

function takeValues(scanner: Scanner): NotatedValue[] {
  const values: NotatedValue[] = [];
  skipBlanks(scanner);
  while (scanner.offset < scanner.text.length) {
    const start = scanner.offset;
    takeItem(scanner, values);
    if (values.length > maximumPositions) {
      throw new NotationFault(`more than ${maximumPositions} values`, start);
    }
    const next = scanner.text[scanner.offset];
    if (next !== undefined && !/[ \t\n\r]/.test(next)) {
      throw new NotationFault(`unexpected \`${next}\`: values are separated by spaces`, scanner.offset);
    }
    skipBlanks(scanner);
  }
  return values;
}

function takeItem(scanner: Scanner, values: NotatedValue[]): void {
  if (take(scanner, /_(?![\w.])|_(?=x)/y) !== undefined) {
    repeat(values, takeCount(scanner) ?? 1, undefined);
  } else if (take(scanner, /stale(?=x|[ \t\n\r]|$)/y) !== undefined) {
    repeat(values, (takeCount(scanner) ?? 0) + 1, 'stale');
  } else if (scanner.dialect === '3' && scanner.text.startsWith('{{', scanner.offset)) {
    takeHistogramItem(scanner, values);
  } else {
    takeFloatItem(scanner, values);
  }
}

function repeat(values: NotatedValue[], count: number, value: NotatedValue): void {
  for (let i = 0; i < count; i++) values.push(value);
}

/** `x5` */
function takeCount(scanner: Scanner): number | undefined {
  const start = scanner.offset;
  if (take(scanner, /x/y) === undefined) return undefined;
  const digits = take(scanner, /[0-9]+/y);
  if (digits === undefined) throw new NotationFault('expected a number of repetitions after `x`', scanner.offset);
  const count = Number(digits);
  if (count > maximumPositions) throw new NotationFault(`more than ${maximumPositions} repetitions`, start);
  return count;
}

function takeFloatItem(scanner: Scanner, values: NotatedValue[]): void {
  const first = takeNumber(scanner);
  const next = scanner.text[scanner.offset];
  if (next !== '+' && next !== '-') {
    repeat(values, (takeCount(scanner) ?? 0) + 1, first);
    return;
  }
  const step = takeNumber(scanner);
  const count = takeCount(scanner);
  if (count === undefined) throw new NotationFault('expected `x` and a number of repetitions', scanner.offset);
  // Repeated addition, because promtool's values drift the same way.
  let value = first;
  for (let i = 0; i <= count; i++) {
    values.push(value);
    value += step;
  }
}

function takeHistogramItem(scanner: Scanner, values: NotatedValue[]): void {
  const first = takeHistogram(scanner);
  const sign = take(scanner, /[+-](?=\{\{)/y);
  if (sign === undefined) {
    repeat(values, (takeCount(scanner) ?? 0) + 1, first);
    return;
  }
  const start = scanner.offset;
  const step = takeHistogram(scanner);
  const count = takeCount(scanner);
  if (count === undefined) throw new NotationFault('expected `x` and a number of repetitions', scanner.offset);
  let value: NativeHistogram = first;
  for (let i = 0; i <= count; i++) {
    values.push(value);
    const next = combineHistograms(value, step, sign === '-' ? -1 : 1);
    if (next === undefined) throw new NotationFault('exponential and custom buckets cannot be added', start);
    // Whatever the hints of both operands say, the samples that follow the first continue it.
    value = { ...next.histogram, counterResetHint: sign === '-' ? 'unknown' : next.histogram.counterResetHint };
  }
}
