import type { Output } from '../output/output.ts';

/** Series that Prometheus makes itself, and those about its own process that every client library exposes. */
const builtIn =
  /^(?:up|ALERTS|ALERTS_FOR_STATE|scrape_(?:duration_seconds|samples_scraped|samples_post_metric_relabeling|series_added)|process_(?:start_time_seconds|cpu_seconds_total|resident_memory_bytes|virtual_memory_bytes|virtual_memory_max_bytes|open_fds|max_fds))$/;

/** Whether something exposes or records a series of this name. */
export const isKnownSeries = ({ knowledge, recordingRules }: Output, name: string): boolean =>
  knowledge.series.has(name) || recordingRules.has(name) || builtIn.test(name);

const known = new WeakMap<Output, readonly string[]>();

/** Every name that is known, for suggestions. */
export function knownSeries(output: Output): readonly string[] {
  const names = known.get(output) ?? [...output.knowledge.series.keys(), ...output.recordingRules.keys()];
  known.set(output, names);
  return names;
}
