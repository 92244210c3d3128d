import type { Labels } from '../../promql/storage/label-table.ts';
import type { NotatedValue } from '../../promql/storage/series-notation.ts';
import { createStorage, type SampleValue, type Storage } from '../../promql/storage/storage.ts';

/** Input that is played into one storage again and again: label sets, columns and compiled queries are kept from run to run. */
export interface Feed {
  readonly storage: Storage;
  /** Empties the storage. */
  rewind(): void;
  /** Appends the samples up to a time in milliseconds. */
  load(timeMs: number): void;
}

/** Input series with a sample every `interval` milliseconds from `start` on. */
export interface FeedSource {
  readonly inputs: readonly { readonly labels: Labels; readonly values: readonly NotatedValue[] }[];
  readonly interval: number;
  readonly start: number;
}

/** Sorts the input by time. Of two inputs for the same series the last one counts, as for promtool. */
export function createFeed({ inputs, interval, start }: FeedSource): Feed {
  const storage = createStorage();
  const bySeries = new Map(inputs.map(({ labels, values }) => [storage.appender(labels), values]));
  const rows = [...bySeries]
    .flatMap(([appender, values]) =>
      values.flatMap((value, i) => (value === undefined ? [] : [{ time: start + i * interval, appender, value }])),
    )
    .sort((a, b) => a.time - b.time) satisfies readonly { readonly value: SampleValue }[];
  let next = 0;
  return {
    storage,
    rewind() {
      next = 0;
      for (const series of storage.series) {
        series.length = 0;
        series.staleAt.length = 0;
        series.histograms = undefined;
        series.starts = undefined;
      }
    },
    load(timeMs) {
      for (let row = rows[next]; row !== undefined && row.time <= timeMs; row = rows[++next])
        row.appender.append(row.time, row.value);
    },
  };
}
