import fc from 'fast-check';
import type {
  ComparisonOperator,
  ConditionDocument,
  EventsDocument,
  GroupingDocument,
  LabelTestDocument,
  MeasureDocument,
  QuantityText,
  SelectionDocument,
  WhereDocument,
} from '../../../src/model/document.ts';
import type { Counter, Histogram, Metric } from '../../../src/model/model.ts';
import { rawMeasures } from './raw-measures.ts';
import { shopMetrics } from './shop-metrics.ts';

/** Half of them short: what takes hours to tell is slow to test. */
export const windows = fc.oneof(
  { arbitrary: fc.constantFrom('1m', '90s', '2m', '5m', '7m'), weight: 6 },
  { arbitrary: fc.constantFrom('10m', '15m', '20m'), weight: 4 },
  { arbitrary: fc.constantFrom('1h', '2h'), weight: 1 },
);

const targetLabels: readonly string[] = ['job', 'instance'];

/** Metrics that have all of these labels. */
export function metricsWith<T extends Metric['type']>(
  by: readonly string[],
  ...types: readonly T[]
): readonly Extract<Metric, { readonly type: T }>[] {
  const isWanted = (metric: Metric): metric is Extract<Metric, { readonly type: T }> =>
    types.some((type) => type === metric.type) &&
    by.every((label) => targetLabels.includes(label) || metric.labels.some(({ name }) => name === label));
  return shopMetrics.filter(isWanted);
}

/** How the grouping of a metric is written: an unbounded label needs a reason. */
export const groupings = (by: readonly string[]): readonly GroupingDocument[] =>
  by.map((label) => {
    const isUnbounded = shopMetrics.some(({ labels }) =>
      labels.some(({ name, domain }) => name === label && domain.kind === 'unbounded'),
    );
    return isUnbounded ? { label, because: 'each of them matters' } : label;
  });

function labelTests(values: readonly string[], isClosed: boolean): fc.Arbitrary<LabelTestDocument> {
  const some = fc.subarray([...values], { minLength: 1, maxLength: 2 });
  const one = fc.constantFrom(...values);
  const regexes = one.chain((value) =>
    fc.constantFrom(value, `${value.slice(0, 1)}.*`, `${value}|${values[0] ?? ''}`, `.*${value.slice(-1)}`),
  );
  return fc.oneof(
    one,
    some,
    one.map((not) => ({ not })),
    (isClosed ? some.filter(({ length }) => length < values.length) : some).map((not) => ({ not })),
    regexes.map((matching) => ({ matching })),
    regexes.map((notMatching) => ({ notMatching })),
  );
}

/** Tests of none, one or two labels of a metric. */
export function wheres({ labels }: Metric): fc.Arbitrary<WhereDocument> {
  const testable = [
    ...labels.map(({ name, domain }): [string, fc.Arbitrary<LabelTestDocument>] => [
      name,
      domain.kind === 'enum' ? labelTests(domain.values, true) : labelTests(['a-1', 'b-2', '137'], false),
    ]),
    ['instance', fc.constantFrom({ notMatching: 'test-.*' }, { not: 'shop-9:9090' })] as const,
  ] as const;
  const sizes = fc.constantFrom(0, 0, 0, 1, 1, 1, 2);
  return sizes.chain((size) =>
    fc
      .shuffledSubarray([...testable], {
        minLength: Math.min(size, testable.length),
        maxLength: Math.min(size, testable.length),
      })
      .chain((chosen) => fc.record(Object.fromEntries(chosen))),
  );
}

export const selections = (metrics: readonly Metric[]): fc.Arbitrary<SelectionDocument> =>
  fc.constantFrom(...metrics).chain((metric) => wheres(metric).map((where) => ({ metric: metric.name, where })));

const events = (metrics: readonly (Counter | Histogram)[]): fc.Arbitrary<EventsDocument> =>
  fc.constantFrom(...metrics).chain((metric) =>
    wheres(metric).chain((where): fc.Arbitrary<EventsDocument> => {
      const of = { metric: metric.name, where };
      if (metric.type === 'counter') return fc.constant(of);
      const bounds = fc.constantFrom(...metric.buckets.map(({ written }) => written));
      return fc
        .oneof(
          fc.constant('observations' as const),
          bounds.map((exceeding) => ({ exceeding })),
          bounds.map((within) => ({ within })),
        )
        .map((view) => ({ ...of, view }));
    }),
  );

const unitOf = (metric: Counter | Histogram): string => (metric.type === 'counter' ? metric.unit : metric.observes);

/** A measure, and the thresholds that it may be compared with. */
export interface RandomMeasure {
  readonly measure: MeasureDocument;
  readonly thresholds: fc.Arbitrary<QuantityText>;
}

const counts = fc.oneof(
  { arbitrary: fc.constantFrom(0, 1, 2, 3), weight: 3 },
  { arbitrary: fc.integer({ min: 4, max: 60 }), weight: 3 },
  { arbitrary: fc.constantFrom(100, 999, 5000, 1_000_000), weight: 1 },
);
const shares = fc.oneof(
  fc.constantFrom('0%', '0.1%', '1%', '5%', '10%', '20%', '25%', '50%'),
  fc.constantFrom('33.3%', '75%', '90%', '95%', '99%', '99.9%', '100%'),
);
const perTime = (unit: string): fc.Arbitrary<QuantityText> =>
  fc
    .tuple(fc.constantFrom('0', '0.05', '0.2', '0.5', '1', '3', '10', '250'), fc.constantFrom('s', 'min', 'h'))
    .map(([number, period]) => `${number} ${unit}/${period}`);
const lengths = fc.constantFrom('50ms', '100ms', '250ms', '500ms', '1s', '2s', '3.5s', '4900ms');

const levels: Readonly<Record<string, fc.Arbitrary<QuantityText>>> = {
  items: fc.constantFrom<QuantityText[]>(-5, 0, 1, 0.5, 2.75, 10, 100, 1e6),
  bytes: fc.constantFrom('0B', '100B', '1.5GiB', '2GB'),
  ratio: shares,
  seconds: fc.constantFrom('-500ms', '0s', '50ms', '1s', '1h'),
};

function countings(by: readonly string[], metrics: readonly (Counter | Histogram)[]): fc.Arbitrary<MeasureDocument> {
  return fc.record({
    kind: fc.constant('count'),
    of: events(metrics),
    in: windows,
    by: fc.constant(groupings(by)),
    newborn: fc.constantFrom('count', 'count', 'count', 'ignore'),
  });
}

const rates = (by: readonly string[], metrics: readonly (Counter | Histogram)[]): fc.Arbitrary<MeasureDocument> =>
  fc.record({ kind: fc.constant('rate'), of: events(metrics), over: windows, by: fc.constant(groupings(by)) });

/** Measures of one unit: what can be added up. */
function families(
  by: readonly string[],
): readonly { readonly of: fc.Arbitrary<RandomMeasure>; readonly weight: number }[] {
  const counted = metricsWith(by, 'counter', 'histogram');
  const gauges = metricsWith(by, 'gauge');
  const histograms = metricsWith(by, 'histogram');
  const units = [...new Set(counted.map(unitOf))];
  const found: { of: fc.Arbitrary<RandomMeasure>; weight: number }[] = [];
  const summed = (
    one: fc.Arbitrary<MeasureDocument>,
    thresholds: fc.Arbitrary<QuantityText>,
  ): fc.Arbitrary<RandomMeasure> =>
    fc
      .oneof(
        { arbitrary: one, weight: 6 },
        {
          arbitrary: fc.record({ kind: fc.constantFrom('plus' as const, 'minus' as const), left: one, right: one }),
          weight: 1,
        },
      )
      .map((measure) => ({ measure, thresholds }));
  for (const unit of units) {
    const same = counted.filter((metric) => unitOf(metric) === unit);
    const ofUnit = (metrics: typeof same): typeof same => metrics;
    found.push({ of: summed(countings(by, ofUnit(same)), counts), weight: 2 });
    found.push({ of: summed(rates(by, same), perTime(unit)), weight: 1 });
    const sides = fc.tuple(events(same), events(same)).map(([total, other]) => {
      if (other.metric !== total.metric) return { of: other, total };
      // What is tested in the total is tested in the part, too.
      return { of: { ...other, where: { ...other.where, ...total.where } }, total };
    });
    const part = fc.record({
      kind: fc.constant('share' as const),
      sides,
      in: windows,
      by: fc.constant(groupings(by)),
      atLeast: fc.constantFrom(0, 0, 1, 2, 10, 50, 1000),
    });
    found.push({
      of: summed(
        part.map(({ sides: both, ...rest }) => ({ ...rest, ...both })),
        shares,
      ),
      weight: 2,
    });
  }
  for (const unit of new Set(gauges.map((metric) => metric.unit))) {
    const same = gauges.filter((metric) => metric.unit === unit);
    const value = fc.record(
      {
        kind: fc.constant('value' as const),
        of: selections(same),
        pick: fc.constantFrom('max' as const, 'min' as const, 'avg' as const, 'sum' as const),
        over: fc.oneof(fc.constant('30s'), windows),
        by: fc.constant(groupings(by)),
      },
      { requiredKeys: ['kind', 'of', 'pick', 'by'] },
    );
    found.push({ of: summed(value, levels[unit] ?? counts), weight: 3 });
  }
  if (histograms.length > 0) {
    const quantile = fc.record({
      kind: fc.constant('quantile' as const),
      of: selections(histograms),
      q: fc.constantFrom(0.05, 0.5, 0.9, 0.95, 0.99, 0.999),
      over: windows,
      by: fc.constant(groupings(by)),
    });
    found.push({ of: summed(quantile, lengths), weight: 3 });
  }
  const raw = rawMeasures.filter((one) => one.measure.by.join() === by.join());
  if (raw.length > 0)
    found.push({
      of: fc
        .constantFrom(...raw)
        .map(({ measure, thresholds }) => ({ measure, thresholds: fc.constantFrom(...thresholds) })),
      weight: 2,
    });
  return found;
}

const operators: fc.Arbitrary<ComparisonOperator> = fc.constantFrom('above', 'above', 'atLeast', 'below', 'atMost');

/** A condition holds on the `high` sample of a query, and not on its `low` one. */
const facing = (measure: MeasureDocument, op: ComparisonOperator): MeasureDocument =>
  measure.kind === 'promql' && (op === 'below' || op === 'atMost')
    ? { ...measure, high: measure.low, low: measure.high }
    : measure;

/** A comparison of any measure that has a number for each combination of these labels. */
export function comparisons(by: readonly string[]): fc.Arbitrary<ConditionDocument> {
  const measures = fc.oneof(...families(by).map(({ of, weight }) => ({ arbitrary: of, weight })));
  return measures.chain(({ measure, thresholds }) =>
    fc
      .record({ kind: fc.constant('compare' as const), op: operators, threshold: thresholds })
      .map((compared) => ({ ...compared, measure: facing(measure, compared.op) })),
  );
}
