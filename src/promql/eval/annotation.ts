import type { Span } from '../ast.ts';
import { quoteGo } from '../storage/format-labels.ts';

/** A remark on a result: the query ran, but not as its author may think. */
export interface Annotation {
  readonly severity: 'warning' | 'info';
  /** As Prometheus prints it, with the position when the text of the query is known. */
  readonly text: string;
}

/** A remark before the position is added. */
export interface Remark {
  readonly severity: 'warning' | 'info';
  readonly message: string;
  readonly span: Span | undefined;
}

/** How a histogram came to be combined with another, in the words of Prometheus. */
export type HistogramOperation = 'addition' | 'subtraction' | 'aggregation';

const warning = (message: string, span: Span | undefined): Remark => ({ severity: 'warning', message, span });
const info = (message: string, span: Span | undefined): Remark => ({ severity: 'info', message, span });
const forMetric = (message: string, metric: string): string =>
  metric === '' ? message : `${message} for metric name ${quoteGo(metric)}`;

/** The remarks of Prometheus 3, in its own words. */
export const remarks = {
  invalidQuantile: (value: string, span: Span | undefined) =>
    warning(`quantile value should be between 0 and 1, got ${value}`, span),
  invalidRatio: (value: string, cap: string, span: Span | undefined) =>
    warning(`ratio value should be between -1 and 1, got ${value}, capping to ${cap}`, span),
  badBucketLabel: (metric: string, label: string, span: Span | undefined) =>
    warning(forMetric(`bucket label "le" is missing or has a malformed value of ${quoteGo(label)}`, metric), span),
  mixedFloatsHistograms: (metric: string, span: Span | undefined) =>
    warning(`encountered a mix of histograms and floats for metric name ${quoteGo(metric)}`, span),
  mixedFloatsHistogramsInAggregation: (span: Span | undefined) =>
    warning('encountered a mix of histograms and floats for aggregation', span),
  mixedClassicNative: (metric: string, span: Span | undefined) =>
    warning(forMetric('vector contains a mix of classic and native histograms', metric), span),
  notACounter: (metric: string, span: Span | undefined) =>
    warning(`this native histogram metric is not a counter: ${quoteGo(metric)}`, span),
  notAGauge: (metric: string, span: Span | undefined) =>
    warning(`this native histogram metric is not a gauge: ${quoteGo(metric)}`, span),
  mixedBucketKinds: (metric: string, span: Span | undefined) =>
    warning(
      `vector contains a mix of histograms with exponential and custom buckets schemas for metric name ${quoteGo(metric)}`,
      span,
    ),
  incompatibleBuckets: (operator: string, span: Span | undefined) =>
    warning(`incompatible bucket layout encountered for binary operator ${operator}`, span),
  sortInRangeQuery: (span: Span | undefined) =>
    warning('sort is ineffective for range queries since results are always ordered by labels', span),
  resetCollision: (operation: HistogramOperation, span: Span | undefined) =>
    warning(`conflicting counter resets during histogram ${operation}`, span),
  overlappingStart: (metric: string, span: Span | undefined) =>
    warning(`sample has start time that overlaps with previous sample timestamp for metric ${quoteGo(metric)}`, span),
  possibleNonCounter: (metric: string, span: Span | undefined) =>
    info(`metric might not be a counter, name does not end in _total/_sum/_count/_bucket: ${quoteGo(metric)}`, span),
  incompatibleTypes: (left: string, operator: string, right: string, span: Span | undefined) =>
    info(
      `incompatible sample types encountered for binary operator ${quoteGo(operator)}: ${left} ${operator} ${right}`,
      span,
    ),
  histogramIgnored: (aggregation: string, span: Span | undefined) =>
    info(`ignored histogram in ${aggregation} aggregation`, span),
  histogramIgnoredInRange: (metric: string, span: Span | undefined) =>
    info(
      `ignored histograms in a range containing both floats and histograms for metric name ${quoteGo(metric)}`,
      span,
    ),
  nanResult: (metric: string, span: Span | undefined) =>
    info(forMetric('input to histogram_quantile has NaN observations, result is NaN', metric), span),
  nanSkew: (metric: string, span: Span | undefined) =>
    info(forMetric('input to histogram_quantile has NaN observations, result is skewed higher', metric), span),
  nanFraction: (metric: string, span: Span | undefined) =>
    info(
      forMetric('input to histogram_fraction has NaN observations, which are excluded from all fractions', metric),
      span,
    ),
  boundsReconciled: (operation: HistogramOperation, span: Span | undefined) =>
    info(`mismatched custom buckets were reconciled during ${operation}`, span),
};

/** The base of the remark that collects every correction of a classic histogram. */
export const forcedMonotonicity = (metric: string): string =>
  forMetric(
    'input to histogram_quantile needed to be fixed for monotonicity (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)',
    metric,
  );

/** `1:21`: line and byte column, both from 1, of a UTF-16 offset. */
export function positionIn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const lastLine = before.slice(before.lastIndexOf('\n') + 1);
  return `${line}:${utf8Length(lastLine) + 1}`;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
