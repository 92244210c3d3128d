import type { Labels } from '../../promql/storage/label-table.ts';
import type { NotatedValue } from '../../promql/storage/series-notation.ts';
import { createStorage, type SampleValue, type Storage } from '../../promql/storage/storage.ts';

/** The input of a test group in the order of time, ready to be fed to one storage after the other. */
export interface Feed {
  /** A function that appends the samples up to a time in milliseconds. */
  into(storage: Storage): (timeMs: number) => void;
}

/** Input series with a sample every `interval` milliseconds from `start` on. */
export interface FeedSource {
  readonly inputs: readonly { readonly labels: Labels; readonly values: readonly NotatedValue[] }[];
  readonly interval: number;
  readonly start: number;
}

interface Row {
  readonly time: number;
  readonly series: number;
  readonly value: SampleValue;
}

/** Sorts the input once. Of two inputs for the same series the last one counts, as for promtool. */
export function createFeed({ inputs, interval, start }: FeedSource): Feed {
  const scratch = createStorage();
  const bySeries = new Map(inputs.map((input) => [scratch.appender(input.labels), input]));
  const kept = [...bySeries.values()];
  const rows = kept
    .flatMap(({ values }, series) =>
      values.flatMap((value, i): readonly Row[] =>
        value === undefined ? [] : [{ time: start + i * interval, series, value }],
      ),
    )
    .sort((a, b) => a.time - b.time);
  const labels: readonly Labels[] = kept.map((input) => input.labels);
  return {
    into(storage) {
      const appenders = labels.map((one) => storage.appender(one));
      let next = 0;
      return (timeMs) => {
        for (let row = rows[next]; row !== undefined && row.time <= timeMs; row = rows[++next])
          appenders[row.series]?.append(row.time, row.value);
      };
    },
  };
}
