import type { Dialect } from './promql-error.ts';

/** What an expression evaluates to, in the words of Prometheus' documentation. */
export type ValueType = 'scalar' | 'instant vector' | 'range vector' | 'string';

/** What a function takes and gives. */
export interface FunctionSignature {
  /** Types of the arguments in order; the last one is also that of any further argument. */
  readonly params: readonly ValueType[];
  readonly min: number;
  /** Infinite for a function of any number of arguments. */
  readonly max: number;
  readonly returns: ValueType;
  /** Behind `--enable-feature=promql-experimental-functions` in Prometheus 3. */
  readonly experimental: boolean;
  /** The dialects that have the function. */
  readonly dialects: readonly Dialect[];
}

const scalar: ValueType = 'scalar';
const vector: ValueType = 'instant vector';
const range: ValueType = 'range vector';
const string: ValueType = 'string';
const both: readonly Dialect[] = ['3', '2.42'];

type Row = readonly [name: string, signature: FunctionSignature];

/** Functions of one shape, by name. Mirrors `promql/parser/functions.go` of v3.14.0 and v2.42.0. */
function rows(
  names: string,
  params: readonly ValueType[],
  returns: ValueType,
  { min = params.length, max = params.length, dialects = both, experimental = false } = {},
): readonly Row[] {
  return names.split(' ').map((name) => [name, { params, min, max, returns, experimental, dialects }]);
}

const recent = { dialects: ['3'] as readonly Dialect[] };
const experimental = { ...recent, experimental: true };

/** Every function of either dialect, by name. */
export const signatures: ReadonlyMap<string, FunctionSignature> = new Map<string, FunctionSignature>([
  ...rows('pi time', [], scalar),
  ...rows('end range start step', [], scalar, experimental),
  ...rows('max_of min_of', [scalar, scalar], scalar, experimental),
  ...rows('scalar', [vector], scalar),
  ...rows('vector', [scalar], vector),
  ...rows('absent timestamp', [vector], vector),
  ...rows('start_timestamp', [vector], vector, experimental),
  ...rows('abs ceil exp floor ln log10 log2 sgn sqrt', [vector], vector),
  ...rows('acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh deg rad', [vector], vector),
  ...rows('round', [vector, scalar], vector, { min: 1 }),
  ...rows('clamp', [vector, scalar, scalar], vector),
  ...rows('clamp_max clamp_min', [vector, scalar], vector),
  ...rows('day_of_month day_of_week day_of_year days_in_month hour minute month year', [vector], vector, { min: 0 }),
  ...rows('sort sort_desc', [vector], vector),
  ...rows('sort_by_label sort_by_label_desc', [vector, string], vector, { ...experimental, min: 1, max: Infinity }),
  ...rows('label_replace', [vector, string, string, string, string], vector),
  ...rows('label_join', [vector, string, string, string], vector, { min: 3, max: Infinity }),
  ...rows('info', [vector, vector], vector, { ...experimental, min: 1 }),
  ...rows('histogram_count histogram_sum', [vector], vector),
  ...rows('histogram_avg histogram_stddev histogram_stdvar', [vector], vector, recent),
  ...rows('histogram_quantile', [scalar, vector], vector),
  ...rows('histogram_fraction', [scalar, scalar, vector], vector),
  ...rows('histogram_quantiles', [vector, string, scalar, scalar], vector, { ...experimental, min: 3, max: 12 }),
  ...rows('changes delta deriv idelta increase irate rate resets absent_over_time', [range], vector),
  ...rows('avg_over_time count_over_time last_over_time max_over_time min_over_time', [range], vector),
  ...rows('present_over_time stddev_over_time stdvar_over_time sum_over_time', [range], vector),
  ...rows('first_over_time', [range], vector, recent),
  ...rows('mad_over_time ts_of_first_over_time ts_of_last_over_time', [range], vector, experimental),
  ...rows('ts_of_max_over_time ts_of_min_over_time', [range], vector, experimental),
  ...rows('predict_linear', [range, scalar], vector),
  ...rows('quantile_over_time', [scalar, range], vector),
  ...rows('double_exponential_smoothing', [range, scalar, scalar], vector, experimental),
  ...rows('holt_winters', [range, scalar, scalar], vector, { dialects: ['2.42'] }),
]);

/** What an aggregation operator takes before its vector. */
export interface AggregatorSignature {
  readonly param?: 'scalar' | 'string';
  readonly experimental: boolean;
  readonly dialects: readonly Dialect[];
}

const aggregators = (
  names: string,
  rest: Partial<AggregatorSignature> = {},
): readonly [string, AggregatorSignature][] =>
  names.split(' ').map((name) => [name, { experimental: false, dialects: both, ...rest }]);

/** Every aggregation operator of either dialect, by name. */
export const aggregations: ReadonlyMap<string, AggregatorSignature> = new Map<string, AggregatorSignature>([
  ...aggregators('avg count group max min stddev stdvar sum'),
  ...aggregators('bottomk quantile topk', { param: 'scalar' }),
  ...aggregators('count_values', { param: 'string' }),
  ...aggregators('limitk limit_ratio', { param: 'scalar', experimental: true, dialects: ['3'] }),
]);
