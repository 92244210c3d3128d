import type { SeriesAppender, Storage } from '../../promql/storage/storage.ts';
import type { TestGroup } from './test-file.ts';

/** A function that appends the samples of the input up to a time. */
export function createLoader({ inputs, interval, start }: TestGroup, storage: Storage): (time: number) => void {
  // Of two inputs for the same series the last one counts.
  const sources = new Map<SeriesAppender, { readonly values: TestGroup['inputs'][number]['values']; next: number }>();
  for (const { labels, values } of inputs) sources.set(storage.appender(labels), { values, next: 0 });
  return (time) => {
    for (const [appender, source] of sources) {
      const { values } = source;
      for (; source.next < values.length; source.next++) {
        const at = start + source.next * interval;
        if (at > time) break;
        const value = values[source.next];
        if (value !== undefined) appender.append(at, value);
      }
    }
  };
}
