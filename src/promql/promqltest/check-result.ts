import type { Annotation } from '../eval/annotation.ts';
import type { Point, QueryResult, QueryValue, ResultSeries, Sample } from '../eval/query-result.ts';
import { formatHistogram } from '../histogram/format-histogram.ts';
import { compareText } from '../storage/compare-text.ts';
import type { Labels } from '../storage/label-table.ts';
import type { NotatedValue } from '../storage/series-notation.ts';
import { almostEqual, almostEqualHistograms } from './compare-values.ts';
import type { Expectations, ExpectedSeries, TextExpectation } from './test-file.ts';

/** The times of the expected values of a matrix. */
export interface Times {
  readonly start: number;
  readonly step: number;
}

/** What is wrong with a result, or nothing. */
export function checkResult(
  { value, annotations }: QueryResult,
  expect: Expectations,
  times: Times,
): string | undefined {
  return checkAnnotations(annotations, expect) ?? checkValue(value, expect, times);
}

/** What is wrong with the value alone. */
export function checkValue(value: QueryValue, expect: Expectations, times: Times): string | undefined {
  switch (value.kind) {
    case 'scalar':
      if (expect.scalar === undefined) return `got the scalar ${value.value}`;
      return almostEqual(expect.scalar, value.value) ? undefined : `expected ${expect.scalar}, got ${value.value}`;
    case 'string':
      return expect.string === value.value ? undefined : `expected ${expect.string}, got the string ${value.value}`;
    case 'vector':
      return checkVector(value.samples, expect);
    case 'matrix':
      return checkMatrix(value.series, expect, expect.rangeVector ?? times);
  }
}

const key = (labels: Labels): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([, text]) => text !== '')
      .sort(([a], [b]) => compareText(a, b)),
  );

function checkVector(samples: readonly Sample[], { series, scalar, ordered }: Expectations): string | undefined {
  if (scalar !== undefined) return `expected the scalar ${scalar}, got a vector`;
  const got = new Map(samples.map((sample, i) => [key(sample.labels), { sample, i }]));
  for (const [i, expected] of series.entries()) {
    const found = got.get(key(expected.labels));
    if (found === undefined) return `no result for ${key(expected.labels)}`;
    if (ordered && found.i !== i) return `${key(expected.labels)} is number ${found.i + 1} instead of ${i + 1}`;
    const wrong = checkPoint(found.sample.value, expected.values[0], expected);
    if (wrong !== undefined) return `${key(expected.labels)}: ${wrong}`;
    got.delete(key(expected.labels));
  }
  const [extra] = got.keys();
  return extra === undefined ? undefined : `unexpected result ${extra}`;
}

function checkMatrix(
  series: readonly ResultSeries[],
  { series: wanted }: Expectations,
  times: Times,
): string | undefined {
  const got = new Map(series.map((one) => [key(one.labels), one.points]));
  for (const expected of wanted) {
    const points = got.get(key(expected.labels)) ?? [];
    const wrong = checkPoints(points, expected, times);
    if (wrong !== undefined) return `${key(expected.labels)}: ${wrong}`;
    got.delete(key(expected.labels));
  }
  const [extra] = got.keys();
  return extra === undefined ? undefined : `unexpected series ${extra}`;
}

function checkPoints(points: readonly Point[], expected: ExpectedSeries, { start, step }: Times): string | undefined {
  const byTime = new Map(points.map((point) => [point.t, point.value]));
  for (const [i, value] of expected.values.entries()) {
    if (value === undefined) continue;
    const time = start + i * step;
    const found = byTime.get(time);
    if (found === undefined) return `no value at ${time / 1000} s`;
    const wrong = checkPoint(found, value, expected);
    if (wrong !== undefined) return `at ${time / 1000} s: ${wrong}`;
    byTime.delete(time);
  }
  const [extra] = byTime.keys();
  return extra === undefined ? undefined : `unexpected value at ${extra / 1000} s`;
}

const show = (value: Point['value']): string =>
  typeof value === 'number'
    ? String(value)
    : `${formatHistogram(value)} (schema ${value.schema}, ${value.counterResetHint})`;

function checkPoint(got: Point['value'], wanted: NotatedValue, { comparesHints }: ExpectedSeries): string | undefined {
  if (wanted === undefined || wanted === 'stale') return `expected no value, got ${show(got)}`;
  const equal =
    typeof wanted === 'number'
      ? typeof got === 'number' && almostEqual(wanted, got)
      : typeof got !== 'number' && almostEqualHistograms(wanted, got, comparesHints);
  return equal ? undefined : `expected ${show(wanted)}, got ${show(got)}`;
}

/** Whether a text is as expected. */
export function fits(text: string, expectation: TextExpectation): boolean {
  if (expectation.kind === 'any') return true;
  return expectation.kind === 'text' ? text === expectation.text : new RegExp(expectation.text).test(text);
}

function checkAnnotations(annotations: readonly Annotation[], expect: Expectations): string | undefined {
  const texts = (severity: Annotation['severity']): string[] =>
    annotations.filter((annotation) => annotation.severity === severity).map(({ text }) => text);
  return (
    checkTexts('warning', texts('warning'), expect.warnings, expect.noWarning) ??
    checkTexts('info', texts('info'), expect.infos, expect.noInfo)
  );
}

function checkTexts(
  kind: string,
  texts: readonly string[],
  wanted: readonly TextExpectation[],
  none: boolean,
): string | undefined {
  if (none && texts.length > 0) return `unexpected ${kind}: ${texts[0]}`;
  if (wanted.length === 0) return undefined;
  const missing = wanted.find((expectation) => !texts.some((text) => fits(text, expectation)));
  if (missing !== undefined) return `no ${kind} like \`${missing.text}\`, but ${JSON.stringify(texts)}`;
  const extra = texts.find((text) => !wanted.some((expectation) => fits(text, expectation)));
  return extra === undefined ? undefined : `unexpected ${kind}: ${extra}`;
}
