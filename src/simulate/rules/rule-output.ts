import type { Labels } from '../../promql/storage/label-table.ts';
import { newestTime } from '../../promql/storage/series.ts';
import type { SampleValue, SeriesAppender, Storage } from '../../promql/storage/storage.ts';

/** One series that a rule writes. */
export interface OutputSeries {
  readonly labels: Labels;
  readonly appender: SeriesAppender;
  /** Time of the newest sample of this rule, in milliseconds. */
  writtenAt: number;
}

/** Writes the results of one rule, and marks series stale that it wrote at its last evaluation and does not write now. */
export interface RuleOutput {
  /** The series with these labels, the same object at every call. */
  series(labels: Labels): OutputSeries;
  /** Stores a sample. Returns why it cannot be stored. */
  write(series: OutputSeries, timeMs: number, value: SampleValue): string | undefined;
  /** To be called at the end of every evaluation that did not fail. */
  finish(timeMs: number): void;
}

/** The output of one rule into a storage. */
export function createRuleOutput(storage: Storage): RuleOutput {
  const known = new Map<number, OutputSeries>();
  let previous: OutputSeries[] = [];
  let current: OutputSeries[] = [];
  return {
    series(labels) {
      const id = storage.labels.intern(labels);
      let series = known.get(id);
      if (series === undefined) {
        const { labels: interned } = storage.labels.at(id);
        series = { labels: interned, appender: storage.appender(interned), writtenAt: Number.NEGATIVE_INFINITY };
        known.set(id, series);
      }
      return series;
    },
    write(series, timeMs, value) {
      // Prometheus looks for duplicates among stored samples, and stores those of one evaluation at its end: the first stays.
      if (series.writtenAt === timeMs) return undefined;
      const outcome = series.appender.append(timeMs, value);
      if (outcome === 'out-of-order') return 'out of order sample';
      // Prometheus accepts the same value twice.
      if (outcome === 'duplicate' && newestValue(storage, series.labels, timeMs) !== value)
        return 'duplicate sample for timestamp';
      series.writtenAt = timeMs;
      current.push(series);
      return undefined;
    },
    finish(timeMs) {
      for (const series of previous) {
        if (series.writtenAt !== timeMs) series.appender.append(timeMs, 'stale');
      }
      previous = current;
      current = [];
    },
  };
}

function newestValue(storage: Storage, labels: Labels, timeMs: number): SampleValue | undefined {
  const id = storage.labels.intern(labels);
  const series = storage.named(labels['__name__'] ?? '').find((one) => one.labels === id);
  if (series === undefined) return undefined;
  if (series.staleAt.at(-1) === newestTime(series)) return 'stale';
  const row = series.length - 1;
  return series.times[row] === timeMs ? (series.histograms?.[row] ?? series.values[row]) : undefined;
}
