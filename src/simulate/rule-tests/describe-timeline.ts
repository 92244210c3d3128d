import { formatLabelSet } from '../../promql/storage/format-labels.ts';
import { compare } from '../../shared/compare.ts';
import { formatDuration } from '../../shared/duration.ts';
import type { AlertTimeline, TimelineEntry } from './timeline.ts';

/** The states of an alert around the evaluation at `at`, one line for each label set that was ever active. */
export function describeTimeline({ name, rows }: AlertTimeline, at: number): readonly string[] {
  if (rows.length === 0) return [`timeline: \`${name}\` is never pending or firing around that time`];
  const shown = rows.slice(0, 5).map(({ labels, entries }) => {
    const { alertname: _, ...rest } = labels;
    const names = Object.keys(rest).sort(compare);
    const set = { id: 0, names, values: names.map((label) => rest[label] ?? ''), labels: rest };
    return `timeline ${formatLabelSet(set)}: ${runsOf(entries, at)}`;
  });
  return rows.length > 5 ? [...shown, `... and ${rows.length - 5} more`] : shown;
}

/** `inactive 0s-2m | pending 3m-7m | > firing 8m-16m`: the arrow is where the test looks. */
function runsOf(entries: readonly TimelineEntry[], at: number): string {
  const runs: { state: string; first: number; last: number; values: string[] }[] = [];
  for (const { time, state, value } of entries) {
    const run = runs.at(-1);
    if (run?.state === state) {
      run.last = time;
      run.values.push(value);
    } else runs.push({ state, first: time, last: time, values: [value] });
  }
  return runs
    .map(({ state, first, last, values }) => {
      const span = first === last ? formatDuration(first) : `${formatDuration(first)}-${formatDuration(last)}`;
      const [start = '', end = ''] = [values[0], values.at(-1)];
      const value = start === '' ? '' : start === end ? ` (value ${start})` : ` (value ${start} to ${end})`;
      return `${first <= at && at <= last ? '> ' : ''}${state} ${span}${value}`;
    })
    .join(' | ');
}
