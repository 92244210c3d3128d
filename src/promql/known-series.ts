import { nearName } from '../shared/near-name.ts';
import type { VectorSelector } from './ast.ts';

/** A metric that a query may use. */
export interface KnownMetric {
  readonly type: 'counter' | 'gauge' | 'state' | 'histogram';
  /** Its own labels, each with its values where those are all known. */
  readonly labels: ReadonlyMap<string, readonly string[] | undefined>;
}

/** By the name under which it is declared. */
export type KnownMetrics = ReadonlyMap<string, KnownMetric>;

/** The series that a selector's name stands for. */
export interface KnownSeries {
  readonly name: string;
  /** `counter`: only ever grows, and starts again at 0. */
  readonly type: 'counter' | 'gauge';
  readonly labels: ReadonlyMap<string, readonly string[] | undefined>;
}

/** What Prometheus itself writes for every target. */
const scrapeSeries: readonly string[] = [
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
];

/** What Prometheus itself writes for every alert; their labels are those of the alerts. */
const alertSeries: readonly string[] = ['ALERTS', 'ALERTS_FOR_STATE'];

/** The classic histogram's series, by suffix. */
const histogramSuffixes: readonly string[] = ['_bucket', '_count', '_sum'];

/** The name that a selector asks for, whether before its braces or as `__name__="..."`. */
export function nameOf({ name, matchers }: VectorSelector): string | undefined {
  return name ?? matchers.find((matcher) => matcher.name === '__name__' && matcher.op === '=')?.value;
}

/** The series of that name, with the labels that targets give them; `undefined` when it is not known. */
export function seriesNamed(
  name: string,
  metrics: KnownMetrics,
  targetLabels: readonly string[],
): KnownSeries | undefined {
  const target = targetLabels.map((label): [string, undefined] => [label, undefined]);
  const metric = metrics.get(name);
  if (metric !== undefined && metric.type !== 'histogram') {
    const type = metric.type === 'counter' ? 'counter' : 'gauge';
    return { name, type, labels: new Map([...target, ...metric.labels]) };
  }
  if (scrapeSeries.includes(name)) return { name, type: 'gauge', labels: new Map(target) };
  const suffix = histogramSuffixes.find((each) => name.endsWith(each));
  if (suffix === undefined) return undefined;
  const histogram = metrics.get(name.slice(0, -suffix.length));
  if (histogram?.type !== 'histogram') return undefined;
  const own: [string, undefined][] = suffix === '_bucket' ? [['le', undefined]] : [];
  return { name, type: 'counter', labels: new Map([...target, ...histogram.labels, ...own]) };
}

/** Whether a name is known to exist although nothing is known about its labels. */
export const isAlertSeries = (name: string): boolean => alertSeries.includes(name);

/** What to do about a name that no series has. */
export function suggestSeries(name: string, metrics: KnownMetrics): string | undefined {
  if (metrics.get(name)?.type === 'histogram')
    return `use one of its series: ${histogramSuffixes.map((suffix) => `\`${name}${suffix}\``).join(', ')}`;
  const candidates = [...metrics].flatMap(([each, { type }]) =>
    type === 'histogram' ? histogramSuffixes.map((suffix) => each + suffix) : [each],
  );
  const near = nearName(name, [...candidates, ...scrapeSeries]);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}
