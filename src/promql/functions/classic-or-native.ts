import type { Call } from '../ast.ts';
import { remarks } from '../eval/annotation.ts';
import { formatFloatG } from '../eval/format-float.ts';
import type { VectorPlan } from '../eval/plan.ts';
import { metricName, type Runtime } from '../eval/runtime.ts';
import type { Vector } from '../eval/vector.ts';
import type { NativeHistogram } from '../histogram/native-histogram.ts';
import { nativeFraction, nativeQuantile } from '../histogram/quantile.ts';
import { type ClassicBucket, classicFraction, classicQuantile } from './classic-buckets.ts';
import type { Arguments } from './compile-call.ts';
import { createNamelessRows } from './nameless-rows.ts';
import { spanOf } from './range-function.ts';

/** A function of histograms in either form; each result may get a label. */
interface HistogramFunction {
  /** Position of the vector among the arguments. */
  readonly vector: number;
  readonly parameters: readonly number[];
  readonly label: string | undefined;
  native(histogram: NativeHistogram, parameters: readonly number[], i: number, labels: number): number;
  classic(
    buckets: readonly ClassicBucket[],
    parameters: readonly number[],
    i: number,
    labels: number,
    time: number,
  ): number;
}

/** `histogram_quantile`, `histogram_quantiles` and `histogram_fraction`. */
export function compileClassicOrNative(expr: Call, args: Arguments, runtime: Runtime): VectorPlan {
  const shape = expr.func === 'histogram_fraction' ? fractionOf(expr, runtime) : quantilesOf(expr, args, runtime);
  const vector = args.vector(shape.vector);
  const parameters = shape.parameters.map((i) => args.scalar(i));
  const isQuantile = expr.func !== 'histogram_fraction';
  const resultCount = isQuantile ? parameters.length : 1;
  const rows = createNamelessRows(runtime);
  const collect = createCollector(expr, shape.vector, runtime);
  const { table } = runtime;

  return {
    kind: 'vector',
    at(time) {
      const values = parameters.map((plan) => plan.at(time));
      if (isQuantile) {
        values.forEach((q, i) => {
          if (q >= 0 && q <= 1) return;
          runtime.annotations.add(
            remarks.invalidQuantile(formatFloatG(q), spanOf(expr.args[shape.parameters[i] ?? 0])),
          );
        });
      }
      const { natives, classics } = collect(vector.at(time));
      rows.reset();
      for (let i = 0; i < resultCount; i++) {
        const labelled = (labels: number): number =>
          shape.label === undefined ? labels : table.with(labels, shape.label, openMetricsFloat(values[i] ?? 0));
        for (const [labels, histogram] of natives)
          rows.push(labelled(labels), shape.native(histogram, values, i, labels));
        for (const [labels, buckets] of classics) {
          rows.push(labelled(labels), shape.classic(buckets, values, i, labels, time));
        }
      }
      return rows.finish();
    },
  };
}

function quantilesOf(expr: Call, args: Arguments, runtime: Runtime): HistogramFunction {
  const several = expr.func === 'histogram_quantiles';
  const vector = several ? 0 : 1;
  const span = spanOf(expr.args[vector]);
  const { annotations, options } = { annotations: () => runtime.annotations, options: runtime.options };
  return {
    vector,
    parameters: several ? Array.from({ length: args.length - 2 }, (_, i) => i + 2) : [0],
    label: several ? args.string(1) : undefined,
    native(histogram, quantiles, i, labels) {
      const { value, nan } = nativeQuantile(quantiles[i] ?? Number.NaN, histogram);
      if (nan === 'result') annotations().add(remarks.nanResult(metricName(runtime, labels), span));
      if (nan === 'skewed') annotations().add(remarks.nanSkew(metricName(runtime, labels), span));
      return value;
    },
    classic(buckets, quantiles, i, labels, time) {
      const { value, fix } = classicQuantile(
        quantiles[i] ?? Number.NaN,
        buckets,
        options.semantics.toleratesBucketNoise,
      );
      if (fix !== undefined) {
        const metric = options.delayedNameRemoval ? metricName(runtime, labels) : '';
        annotations().addBucketFix(metric, span, { timeMs: time, ...fix });
      }
      return value;
    },
  };
}

function fractionOf(expr: Call, runtime: Runtime): HistogramFunction {
  return {
    vector: 2,
    parameters: [0, 1],
    label: undefined,
    native(histogram, [lower = Number.NaN, upper = Number.NaN], _, labels) {
      const { value, ignoredNan } = nativeFraction(lower, upper, histogram);
      if (ignoredNan) runtime.annotations.add(remarks.nanFraction(metricName(runtime, labels), spanOf(expr.args[2])));
      return value;
    },
    classic: (buckets, [lower = Number.NaN, upper = Number.NaN]) => classicFraction(lower, upper, buckets),
  };
}

interface Collected {
  readonly natives: ReadonlyMap<number, NativeHistogram>;
  readonly classics: ReadonlyMap<number, readonly ClassicBucket[]>;
}

/** Sorts a vector into native histograms and the buckets of classic ones; a series that has both is left out. */
function createCollector(expr: Call, position: number, runtime: Runtime): (input: Vector) => Collected {
  const span = spanOf(expr.args[position]);
  const { table, options } = runtime;
  const known = new Map<number, { readonly family: number; readonly bound: number | undefined }>();
  const le = new Set(['le']);

  function bucketOf(labels: number): { readonly family: number; readonly bound: number | undefined } {
    let bucket = known.get(labels);
    if (bucket === undefined) {
      bucket = { family: table.drop(labels, le), bound: parseGoFloat(table.value(labels, 'le')) };
      known.set(labels, bucket);
    }
    return bucket;
  }

  return (input) => {
    const natives = new Map<number, NativeHistogram>();
    const classics = new Map<number, ClassicBucket[]>();
    for (let row = 0; row < input.size; row++) {
      const labels = input.labels[row] ?? 0;
      const histogram = input.histograms[row];
      if (histogram !== undefined) {
        natives.set(labels, histogram);
        continue;
      }
      const { family, bound } = bucketOf(labels);
      if (bound === undefined) {
        runtime.annotations.add(remarks.badBucketLabel(metricName(runtime, labels), table.value(labels, 'le'), span));
        continue;
      }
      const bucket = { bound, count: input.values[row] ?? 0 };
      const buckets = classics.get(family);
      if (buckets === undefined) classics.set(family, [bucket]);
      else buckets.push(bucket);
    }
    // Prometheus 2.42 knows shares of native histograms only.
    if (options.compat === '2.42' && expr.func === 'histogram_fraction') return { natives, classics: new Map() };
    for (const labels of natives.keys()) {
      if (!classics.delete(labels)) continue;
      natives.delete(labels);
      runtime.annotations.add(remarks.mixedClassicNative(metricName(runtime, labels), span));
    }
    return { natives, classics };
  };
}

/** Go's `strconv.ParseFloat` without hexadecimal numbers. */
function parseGoFloat(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (/^[+]?inf(?:inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-inf(?:inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY;
  return /^nan$/i.test(text) ? Number.NaN : undefined;
}

/** OpenMetrics writes whole numbers with a decimal point. */
function openMetricsFloat(value: number): string {
  const text = formatFloatG(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
