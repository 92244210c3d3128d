import type { MetricDocument } from '../model/document.ts';
import { type DeclaredMetric, declarationOf } from './declaration.ts';
import { type Measure, measure } from './measure.ts';
import { isList, node } from './node.ts';
import { isPlain, type Plain, plain } from './plain.ts';

declare const isSeriesName: unique symbol;

/** The name of one of the series of a histogram, to be put in a `promql` template. */
export interface SeriesName extends Plain<string> {
  readonly [isSeriesName]: true;
}

/** What a `promql` template can name: a metric of one series per set of labels, or a chosen series of a histogram. */
export type Nameable = DeclaredMetric<'counter' | 'gauge' | 'state'> | SeriesName;

/** What the compiler cannot read off a `promql` text. */
export interface PromqlOptions<U extends string, K extends readonly string[]> {
  readonly unit: U;
  /** The labels that the result keeps. */
  readonly by: K;
  /** Input series, in promtool's notation with one value per scrape, on which a condition on the measure holds ... */
  readonly high: Readonly<Record<string, string>>;
  /** ... and on which it does not. */
  readonly low: Readonly<Record<string, string>>;
}

/** A template tag: PromQL, word for word (backslashes included), over the names of metrics. */
export type PromqlTemplate<U extends string, K extends readonly string[]> = (
  text: TemplateStringsArray,
  ...names: readonly Nameable[]
) => Measure<K[number], U>;

/** The name of a series for a `promql` template. */
export const seriesName = (name: string): SeriesName => {
  const handle: Omit<SeriesName, typeof isSeriesName> = { [plain]: name };
  return handle as SeriesName;
};

/** The escape hatch: any PromQL with one number per combination of `by`. */
export const promql =
  <const U extends string, const K extends readonly string[]>(options: PromqlOptions<U, K>): PromqlTemplate<U, K> =>
  (text, ...names) =>
    measure(
      node(
        { kind: 'promql', text: isList(text?.raw) ? String.raw(text, ...names.map(nameOf)) : String(text) },
        options,
      ),
    );

function nameOf(value: Nameable): string {
  const declared = declarationOf(value);
  return declared?.kind === 'metric'
    ? (declared.document as MetricDocument).name
    : String(isPlain(value) ? value[plain] : value);
}
