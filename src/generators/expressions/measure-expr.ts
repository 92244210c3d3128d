import type { Events, Measure, Model } from '../../model/model.ts';
import type { DurationExpr, Expr, LabelMatcher, VectorSelector } from '../../promql/ast.ts';
import { aggregate, binary, call, number, range, selector } from '../../promql/builder.ts';
import { mapSelectors } from '../../promql/walk.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { countExpr } from './count-expr.ts';
import { selectorOf } from './matchers.ts';

export interface MeasureOptions {
  /** Matchers put on every selector besides the measure's own: a dashboard's `instance=~"$instance"`. */
  readonly select?: readonly LabelMatcher[];
  /** Stands in for the window of `rate` and `quantile`: a dashboard's `$__rate_interval`. */
  readonly window?: DurationExpr;
  /** Replaces a measure (or a part of one) by another expression: the name under which it is recorded. */
  readonly instead?: (measure: Measure) => Expr | undefined;
}

type Part = { readonly sign: '+' | '-'; readonly series: VectorSelector };

/** The counter series whose sum, with signs, counts the events. */
function partsOf(events: Events, select: readonly LabelMatcher[]): readonly [Part, ...Part[]] {
  const { view, metric } = events;
  const bucket = (bound: number): VectorSelector => selectorOf(events, '_bucket', [leMatcher(bound), ...select]);
  switch (view.kind) {
    case 'counter':
      return [{ sign: '+', series: selectorOf(events, '', select) }];
    case 'observations':
      return [{ sign: '+', series: selectorOf(events, '_count', select) }];
    case 'within':
      return [{ sign: '+', series: bucket(view.bound.value) }];
    case 'exceeding':
      return [
        { sign: '+', series: selectorOf({ ...events, metric }, '_count', select) },
        { sign: '-', series: bucket(view.bound.value) },
      ];
    default:
      return assertNever(view);
  }
}

/** Matches a bucket's `le` label in both spellings of a whole number: `1` as clients write it, `1.0` as Prometheus 3 stores it. */
function leMatcher(bound: number): LabelMatcher {
  return Number.isInteger(bound)
    ? { name: 'le', op: '=~', value: `${bound}|${bound}\\.0` }
    : { name: 'le', op: '=', value: String(bound) };
}

function joined(parts: readonly [Part, ...Part[]], expr: (series: VectorSelector) => Expr): Expr {
  const [first, ...rest] = parts;
  return rest.reduce((sum: Expr, { sign, series }) => binary(sum, sign, expr(series)), expr(first.series));
}

/** Events counted or rated: a group of which one side has none yet still has the other side's number. */
const isEvents = ({ kind }: Measure): boolean => kind === 'count' || kind === 'rate';

/** The PromQL of a measure: a vector with exactly the labels in `measure.by`. */
export function measureExpr(model: Model, measure: Measure, options: MeasureOptions = {}): Expr {
  const instead = options.instead?.(measure);
  if (instead !== undefined) return instead;
  const select = options.select ?? [];
  const part = (inner: Measure): Expr => measureExpr(model, inner, options);
  switch (measure.kind) {
    case 'count': {
      const { of, window, by, newborn } = measure;
      return joined(partsOf(of, select), (series) =>
        newborn === 'ignore'
          ? aggregate('sum', by, call('increase', range(series, window)))
          : countExpr(model, { series, metric: of.metric, window, by, select }),
      );
    }
    case 'rate': {
      const length = options.window ?? measure.window;
      return joined(partsOf(measure.of, select), (series) =>
        aggregate('sum', measure.by, call('rate', range(series, length))),
      );
    }
    case 'share':
      return binary(part(countOf(measure, measure.of)), '/', part(countOf(measure, measure.total)));
    case 'quantile': {
      const buckets = range(selectorOf(measure.of, '_bucket', select), options.window ?? measure.window);
      return call(
        'histogram_quantile',
        number(measure.q),
        aggregate('sum', ['le', ...measure.by], call('rate', buckets)),
      );
    }
    case 'value': {
      const series = selectorOf(measure.of, '', select);
      const overTime = measure.pick === 'max' || measure.pick === 'min' ? measure.pick : 'avg';
      const inner =
        measure.window === undefined ? series : call(`${overTime}_over_time`, range(series, measure.window));
      return aggregate(measure.pick, measure.by, inner);
    }
    case 'plus':
    case 'minus': {
      const [left, right] = [part(measure.left), part(measure.right)];
      const op = measure.kind === 'plus' ? '+' : '-';
      if (!isEvents(measure.left) || !isEvents(measure.right)) return binary(left, op, right);
      const orNone = (side: Expr, other: Expr): Expr => binary(side, 'or', binary(number(0), '*', other));
      return binary(orNone(left, right), op, orNone(right, left));
    }
    case 'states':
      return aggregate('max', measure.by, selectorOf(measure.of, '', select));
    case 'up':
      return aggregate(
        'min',
        measure.by,
        selector('up', [{ name: 'job', op: '=', value: measure.job.name }, ...select]),
      );
    case 'promql':
      return select.length === 0
        ? measure.expr
        : mapSelectors(measure.expr, (found) => ({ ...found, matchers: [...found.matchers, ...select] }));
    default:
      return assertNever(measure);
  }
}

/** One side of a share as a count of its own, which may be recorded under its own name. */
export function countOf(share: Extract<Measure, { kind: 'share' }>, of: Events): Extract<Measure, { kind: 'count' }> {
  return { kind: 'count', of, window: share.window, by: share.by, newborn: 'count' };
}
