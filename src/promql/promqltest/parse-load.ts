import { parseDuration } from '../../shared/duration.ts';
import { parseSeries, parseSeriesLabels } from '../storage/series-notation.ts';
import { type Line, timeOf } from './line.ts';
import type { Command, LoadedSeries } from './test-file.ts';
import { TestFileFault } from './test-file-fault.ts';

/** Parses `load 5m` and the series after it. */
export function parseLoad(head: Line, body: readonly Line[]): Command {
  const match = /^load(_with_nhcb)?\s+(\S+)$/i.exec(head.text);
  if (match === null) throw new TestFileFault('expected `load` and a duration', head.number);
  const gapMs = timeOf(match[2] ?? '', head);
  // The same labels again in one block replace the earlier line.
  const series = new Map<string, LoadedSeries>();
  let pending: { readonly key: string; readonly offsets: readonly (number | undefined)[] } | undefined;
  for (const line of body) {
    const stamped = /^(.*)@st\s+(.*)$/.exec(line.text);
    if (stamped !== null) {
      pending = { key: keyOf(stamped[1] ?? '', line), offsets: parseOffsets(stamped[2] ?? '', line) };
      continue;
    }
    const parsed = parseSeries(line.text);
    if (!parsed.ok) throw new TestFileFault(parsed.errors.map(({ message }) => message).join('; '), line.number);
    const { labels, values } = parsed.value;
    const key = JSON.stringify(Object.entries(labels).sort());
    const offsets = pending?.key === key ? pending.offsets : [];
    pending = undefined;
    const starts = values.map((_, i) => {
      const offset = offsets[i];
      return offset === undefined ? 0 : i * gapMs + offset;
    });
    series.set(key, { labels, values, starts });
  }
  const withCustomBuckets = match[1] !== undefined;
  return { kind: 'load', line: head.number, gapMs, withCustomBuckets, series: [...series.values()] };
}

function keyOf(metric: string, line: Line): string {
  const labels = parseSeriesLabels(metric);
  if (!labels.ok) throw new TestFileFault(labels.errors.map(({ message }) => message).join('; '), line.number);
  return JSON.stringify(Object.entries(labels.value).sort());
}

/** `-1mx3`, `-30s-1mx2`, `_`: how far before or after its sample each counting started. */
function parseOffsets(text: string, line: Line): (number | undefined)[] {
  const offsets: (number | undefined)[] = [];
  for (const item of text.trim().split(/\s+/)) {
    const blank = /^_(?:x(\d+))?$/.exec(item);
    if (blank !== null) {
      for (let i = 0; i < Number(blank[1] ?? 1); i++) offsets.push(undefined);
      continue;
    }
    const stepped = /^([+-]?[0-9a-z]+?)(?:([+-][0-9a-z]+?))?(?:x(\d+))?$/.exec(item);
    if (stepped === null) throw new TestFileFault(`\`${item}\` is not an offset`, line.number);
    let offset = signedDuration(stepped[1] ?? '', line);
    const step = stepped[2] === undefined ? 0 : signedDuration(stepped[2], line);
    for (let i = 0; i <= Number(stepped[3] ?? 0); i++) {
      offsets.push(offset);
      offset += step;
    }
  }
  return offsets;
}

function signedDuration(text: string, line: Line): number {
  const duration = parseDuration(text.replace(/^[+-]/, ''));
  if (duration === undefined) throw new TestFileFault(`\`${text}\` is not a duration`, line.number);
  return text.startsWith('-') ? -duration : duration;
}
