import { customBucketsSchema, emptyHistogram, type NativeHistogram } from '../histogram/native-histogram.ts';
import type { Labels } from '../storage/label-table.ts';
import type { LoadedSeries } from './test-file.ts';

interface Family {
  readonly labels: Labels;
  /** By position in the series. */
  readonly buckets: Map<number, Map<number, number>>;
  readonly counts: Map<number, number>;
  readonly sums: Map<number, number>;
}

/** The classic histograms among the series, as series of native histograms with custom buckets. */
export function toCustomBuckets(series: readonly LoadedSeries[]): LoadedSeries[] {
  const families = new Map<string, Family>();
  for (const { labels, values } of series) {
    const suffix = /_(?:bucket|count|sum)$/.exec(labels['__name__'] ?? '')?.[0];
    if (suffix === undefined || (suffix === '_bucket' && labels['le'] === undefined)) continue;
    const family = familyOf(families, labels, suffix);
    const bound = suffix === '_bucket' ? boundOf(labels['le'] ?? '') : 0;
    if (bound === undefined) continue;
    values.forEach((value, i) => {
      if (typeof value !== 'number') return;
      if (suffix === '_count') family.counts.set(i, value);
      else if (suffix === '_sum') family.sums.set(i, value);
      else {
        const buckets = family.buckets.get(i) ?? new Map<number, number>();
        family.buckets.set(i, buckets.set(bound, value));
      }
    });
  }
  return [...families.values()].map((family) => ({ labels: family.labels, values: histogramsOf(family), starts: [] }));
}

function familyOf(families: Map<string, Family>, labels: Labels, suffix: string): Family {
  const base: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(labels)) if (name !== 'le') base[name] = value;
  base['__name__'] = (labels['__name__'] ?? '').slice(0, -suffix.length);
  const key = JSON.stringify(Object.entries(base).sort());
  let family = families.get(key);
  if (family === undefined) {
    family = { labels: base, buckets: new Map(), counts: new Map(), sums: new Map() };
    families.set(key, family);
  }
  return family;
}

function boundOf(text: string): number | undefined {
  if (/^\+?inf$/i.test(text)) return Number.POSITIVE_INFINITY;
  const bound = Number(text);
  return text === '' || Number.isNaN(bound) ? undefined : bound;
}

function histogramsOf(family: Family): (NativeHistogram | undefined)[] {
  const positions = [...new Set([...family.buckets.keys(), ...family.counts.keys(), ...family.sums.keys()])];
  const values = new Array<NativeHistogram | undefined>(Math.max(0, ...positions.map((i) => i + 1))).fill(undefined);
  for (const i of positions) values[i] = histogramAt(family, i);
  return values;
}

function histogramAt(family: Family, i: number): NativeHistogram {
  const cumulative = [...(family.buckets.get(i) ?? [])].sort(([a], [b]) => a - b);
  const counted = family.counts.get(i);
  if (cumulative.at(-1)?.[0] !== Number.POSITIVE_INFINITY && counted !== undefined) {
    cumulative.push([Number.POSITIVE_INFINITY, counted]);
  }
  const counts = cumulative.map(([, count], j) => count - (cumulative[j - 1]?.[1] ?? 0));
  const kept = counts.map((_, j) => j).filter((j) => counts[j] !== 0);
  return {
    ...emptyHistogram,
    schema: customBucketsSchema,
    count: counted ?? cumulative.at(-1)?.[1] ?? 0,
    sum: family.sums.get(i) ?? 0,
    customValues: cumulative.map(([bound]) => bound).filter(Number.isFinite),
    positive: { indexes: kept, counts: kept.map((j) => counts[j] ?? 0) },
  };
}
