/** What the series of a metric can be: scenarios outside of that prove nothing. */
export interface MetricFacts {
  readonly kind: 'counter' | 'gauge' | 'flag' | 'start-time' | 'bucket';
  /** The only values that it takes. */
  readonly values?: readonly number[];
  /** Whether its values are whole numbers. */
  readonly isWhole: boolean;
  /** Values of labels that can have no others, the labels of its target among them. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}

/** Facts that are known of metrics by name; what is not known is guessed from the conventions of names. */
export type FactsOf = (name: string) => MetricFacts | undefined;

/** What the conventions of Prometheus say about a metric of that name. */
export function conventionalFacts(name: string): MetricFacts {
  if (name === 'up') return { kind: 'flag', values: [0, 1], isWhole: true };
  if (name === 'process_start_time_seconds') return { kind: 'start-time', isWhole: false };
  if (name.endsWith('_bucket')) return { kind: 'bucket', isWhole: true };
  if (/_(?:total|count)$/.test(name)) return { kind: 'counter', isWhole: true };
  if (name.endsWith('_sum')) return { kind: 'counter', isWhole: false };
  return { kind: 'gauge', isWhole: false };
}
