import type { ComparisonOperator } from '../../model/document.ts';
import type { Condition, Measure, Model } from '../../model/model.ts';
import type { BinaryOperator, Expr } from '../../promql/ast.ts';
import { aggregate, binary, call, number, range, selector } from '../../promql/builder.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { selectorOf } from './matchers.ts';
import { countOf, type MeasureOptions, measureExpr } from './measure-expr.ts';

/** The PromQL operator of a comparison in words. */
export const comparison: Readonly<Record<ComparisonOperator, BinaryOperator>> = {
  above: '>',
  atLeast: '>=',
  below: '<',
  atMost: '<=',
};

/** A share whose numerator may have no series yet: below a threshold, none of the total is a share of 0. */
function shareOrZero(model: Model, share: Extract<Measure, { kind: 'share' }>, options: MeasureOptions): Expr {
  const part = measureExpr(model, countOf(share, share.of), options);
  const total = measureExpr(model, countOf(share, share.total), options);
  return binary(binary(part, 'or', binary(number(0), '*', total)), '/', total);
}

/** The PromQL of a condition: a series with the condition's labels for each group in which it holds. */
export function conditionExpr(model: Model, condition: Condition, options: MeasureOptions = {}): Expr {
  const select = options.select ?? [];
  switch (condition.kind) {
    case 'compare': {
      const { measure, op, threshold } = condition;
      const low = op === 'below' || op === 'atMost';
      const value =
        measure.kind === 'share' && low ? shareOrZero(model, measure, options) : measureExpr(model, measure, options);
      const compared = binary(value, comparison[op], number(threshold.value));
      if (measure.kind !== 'share' || measure.floor === 0) return compared;
      const total = measureExpr(model, countOf(measure, measure.total), options);
      return binary(compared, 'and', binary(total, '>=', number(measure.floor)));
    }
    case 'is': {
      const series = selectorOf(condition.of, '', select);
      const group = (expr: Expr): Expr => aggregate('group', condition.by, expr);
      const inState = group(binary(series, '==', number(condition.state.value)));
      if (condition.goneWithin === undefined) return inState;
      const seen = group(call('last_over_time', range(series, condition.goneWithin)));
      return binary(inState, 'or', binary(seen, 'unless', group(series)));
    }
    case 'absent':
      // absent_over_time() gives labels from the matchers; the condition promises none.
      return aggregate(
        'group',
        [],
        call('absent_over_time', range(absentSelector(condition, select), condition.window)),
      );
    case 'down':
      return binary(selector('up', [{ name: 'job', op: '=', value: condition.job.name }, ...select]), '==', number(0));
    case 'always':
      return call('vector', number(1));
    case 'and':
    case 'or':
    case 'unless':
      return binary(
        conditionExpr(model, condition.left, options),
        condition.kind,
        conditionExpr(model, condition.right, options),
      );
    default:
      return assertNever(condition);
  }
}

/** A histogram has no series of its own name; its count has one for each combination of labels. */
function absentSelector(condition: Extract<Condition, { kind: 'absent' }>, select: MeasureOptions['select'] = []) {
  return selectorOf(condition.of, condition.of.metric.type === 'histogram' ? '_count' : '', select);
}
