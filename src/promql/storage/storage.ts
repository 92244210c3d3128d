import { type NativeHistogram, withHint } from '../histogram/native-histogram.ts';
import { createLabelTable, type Labels, type LabelTable } from './label-table.ts';
import { createSeries, newestTime, pushSample, type Series } from './series.ts';
import { storedHint } from './stored-hint.ts';
import { createTimelines } from './timelines.ts';
import { createValueIndex, type ValueIndex } from './value-index.ts';

/** A value of a sample; `stale` says that the series ended. */
export type SampleValue = number | NativeHistogram | 'stale';

/**
 * What became of an appended sample: like Prometheus, the storage refuses samples older than the newest of their series,
 * and a second sample at the same time.
 */
export type AppendOutcome = 'stored' | 'out-of-order' | 'duplicate';

/** Appends to one series without looking its labels up again. */
export interface SeriesAppender {
  append(timeMs: number, value: SampleValue, startMs?: number): AppendOutcome;
}

/** Samples in memory, indexed by metric name. */
export interface Storage {
  readonly labels: LabelTable;
  /** Counts appended samples. */
  readonly version: number;
  /** All series in order of creation; only ever grows. */
  readonly series: readonly Series[];
  /** The series of one metric in order of creation; the same array at every call, only ever growing. */
  named(metric: string): readonly Series[];
  /**
   * Those of them with a label value, which must not be empty. The array only ever grows, but new series are in it only
   * after the next call.
   */
  namedWith(metric: string, label: string, value: string): readonly Series[];
  /** The series of a label set, created when it is new. */
  appender(labels: Labels): SeriesAppender;
  append(labels: Labels, timeMs: number, value: SampleValue): AppendOutcome;
  /** The earliest time at which anything was appended after `version` was current, or Infinity. */
  earliestChangeSince(version: number): number;
}

/** An empty storage. */
export function createStorage(): Storage {
  const labels = createLabelTable();
  const all: Series[] = [];
  const byName = new Map<string, Series[]>();
  const valueIndexes = new Map<string, Map<string, ValueIndex>>();
  const byLabels = new Map<number, Series>();
  const appenders = new Map<Series, SeriesAppender>();
  const changes = createChangeLog();
  const timelines = createTimelines();

  function named(metric: string): Series[] {
    let bucket = byName.get(metric);
    if (bucket === undefined) {
      bucket = [];
      byName.set(metric, bucket);
    }
    return bucket;
  }

  function namedWith(metric: string, label: string, value: string): readonly Series[] {
    let ofMetric = valueIndexes.get(metric);
    if (ofMetric === undefined) {
      ofMetric = new Map();
      valueIndexes.set(metric, ofMetric);
    }
    let index = ofMetric.get(label);
    if (index === undefined) {
      index = createValueIndex(named(metric), (series) => labels.value(series.labels, label));
      ofMetric.set(label, index);
    }
    return index(value);
  }

  function seriesOf(record: Labels): Series {
    const id = labels.intern(record);
    let series = byLabels.get(id);
    if (series === undefined) {
      series = createSeries(id, timelines);
      byLabels.set(id, series);
      all.push(series);
      named(labels.value(id, '__name__')).push(series);
    }
    return series;
  }

  function appendTo(series: Series, time: number, value: SampleValue, start: number): AppendOutcome {
    const newest = newestTime(series);
    if (time < newest) return 'out-of-order';
    if (time === newest) return 'duplicate';
    changes.record(time);
    if (value === 'stale') series.staleAt.push(time);
    else if (typeof value === 'number') pushSample(series, time, value, start);
    else pushSample(series, time, withHint(value, storedHint(value, lastHistogram(series))), start);
    return 'stored';
  }

  function appender(record: Labels): SeriesAppender {
    const series = seriesOf(record);
    let known = appenders.get(series);
    if (known === undefined) {
      known = { append: (time, value, start = 0) => appendTo(series, time, value, start) };
      appenders.set(series, known);
    }
    return known;
  }

  return {
    labels,
    get version() {
      return changes.version();
    },
    series: all,
    named,
    namedWith,
    appender,
    append: (record, time, value) => appendTo(seriesOf(record), time, value, 0),
    earliestChangeSince: changes.earliestSince,
  };
}

function lastHistogram(series: Series): NativeHistogram | undefined {
  const time = series.times[series.length - 1];
  if (series.length === 0 || time === undefined || (series.staleAt.at(-1) ?? Number.NEGATIVE_INFINITY) > time)
    return undefined;
  return series.histograms?.[series.length - 1];
}

/** Remembers, for each version, the earliest time touched since: entries rise in both version and time. */
function createChangeLog() {
  let version = 0;
  const versions: number[] = [];
  const times: number[] = [];
  return {
    version: () => version,
    record(time: number): void {
      version++;
      while (times.length > 0 && (times[times.length - 1] ?? 0) >= time) {
        times.pop();
        versions.pop();
      }
      times.push(time);
      versions.push(version);
    },
    earliestSince(since: number): number {
      if (since >= version) return Number.POSITIVE_INFINITY;
      let low = 0;
      let high = versions.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((versions[middle] ?? 0) > since) high = middle;
        else low = middle + 1;
      }
      return times[low] ?? Number.POSITIVE_INFINITY;
    },
  };
}
