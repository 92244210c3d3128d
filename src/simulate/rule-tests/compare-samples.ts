import { formatHistogram } from '../../promql/histogram/format-histogram.ts';
import type { NativeHistogram } from '../../promql/histogram/native-histogram.ts';
import type { Dialect } from '../../promql/promql-error.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import { parseSeriesLabels, parseSeriesValues } from '../../promql/storage/series-notation.ts';
import { compare } from '../../shared/compare.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { GotSample } from './failure.ts';
import type { ExpectedSample } from './test-file.ts';

interface Wanted {
  readonly labels: Labels;
  readonly value: number | NativeHistogram;
}

/** Reads the labels and histograms of expected samples; the error says which cannot be read. */
export function readExpected(samples: readonly ExpectedSample[], dialect: Dialect): Result<readonly Wanted[], string> {
  const wanted: Wanted[] = [];
  for (const { labels, value, histogram } of samples) {
    const parsed = labels === '' ? ok<Labels>({}) : parseSeriesLabels(labels, dialect);
    if (!parsed.ok) return fail(...parsed.errors.map(({ message }) => `labels \`${labels}\`: ${message}`));
    if (histogram === undefined) {
      wanted.push({ labels: parsed.value, value });
      continue;
    }
    const values = parseSeriesValues(histogram);
    const first = values.ok ? values.value[0] : undefined;
    if (typeof first !== 'object') return fail(`histogram \`${histogram}\` is not a native histogram`);
    wanted.push({ labels: parsed.value, value: first });
  }
  return ok(wanted);
}

const keyOf = (labels: Labels): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => compare(a, b)),
  );

/** Whether a query gave exactly what is expected: values bit by bit, or with `isFuzzy` up to their last bit. */
export function sameSamples(wanted: readonly Wanted[], got: readonly GotSample[], isFuzzy: boolean): boolean {
  if (wanted.length !== got.length) return false;
  const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => compare(a.key, b.key);
  const left = wanted.map(({ labels, value }) => ({ key: keyOf(labels), value })).sort(byKey);
  const right = got.map(({ labels, value }) => ({ key: keyOf(labels), value })).sort(byKey);
  return left.every(({ key, value }, i) => {
    const other = right[i];
    return other !== undefined && key === other.key && sameValue(value, other.value, isFuzzy);
  });
}

function sameValue(a: number | NativeHistogram, b: number | NativeHistogram, isFuzzy: boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b || (isFuzzy && areNeighbours(a, b));
  if (typeof a === 'number' || typeof b === 'number') return false;
  return (
    a.schema === b.schema &&
    a.zeroThreshold === b.zeroThreshold &&
    a.counterResetHint === b.counterResetHint &&
    formatHistogram(a) === formatHistogram(b)
  );
}

/** Whether no float lies between two. */
function areNeighbours(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const [x, y] = [orderOf(a), orderOf(b)];
  return x - y <= 1n && y - x <= 1n;
}

/** Floats as whole numbers in the same order, without gaps. */
function orderOf(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & (2n ** 63n - 1n)) : bits;
}
