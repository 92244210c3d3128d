import type { Alert, Condition, Measure } from '../../../model/model.ts';
import type { Expr } from '../../../promql/ast.ts';
import { aggregate, binary, call, number, range, selector } from '../../../promql/builder.ts';
import { print } from '../../../promql/printer.ts';
import { conditionExpr } from '../../expressions/condition-expr.ts';
import { selectorOf } from '../../expressions/matchers.ts';
import { countOf } from '../../expressions/measure-expr.ts';
import { recordings } from '../../expressions/recordings.ts';
import { legendOf, legendOfLabels } from './legend.ts';
import { stateTexts } from './meaning-colours.ts';
import { curveOf, formatOf, linesOf, measurePicture, upTexts } from './measure-picture.ts';
import type { Curve, Picture, Timeline } from './page.ts';
import { isNonNegative, type PlanContext, queryOf, unitOf } from './plan-context.ts';
import { type Comparison, comparisonsOf, thresholdsOf } from './thresholds.ts';

/**
 * The picture of an alert: what it measures with the thresholds it compares to, or when its condition held.
 * With `show`, that measure is drawn instead, with those thresholds that are in its unit.
 */
export function alertPicture(context: PlanContext, alert: Alert, show: Measure | undefined): Picture {
  const comparisons = comparisonsOf(alert.when);
  const [first] = comparisons;
  if (show !== undefined && (first === undefined || show.kind === 'states' || show.kind === 'up')) {
    return measurePicture(context, show);
  }
  if (first !== undefined) return comparisonLines(context, alert.when, comparisons, show, first.measure);
  return conditionTimeline(context, alert);
}

/**
 * Lines of all measures that a condition compares; those in other units than the first go to the right axis.
 * A measure that the author chose to show stands for those in its unit.
 */
function comparisonLines(
  context: PlanContext,
  condition: Condition,
  comparisons: readonly Comparison[],
  show: Measure | undefined,
  first: Measure,
): Picture {
  const main = show ?? first;
  const unit = unitOf(main);
  const isMain = ({ measure }: Comparison): boolean => unitOf(measure) === unit;
  const drawn = new Set([print(queryOf(context, main))]);
  const more: Curve[] = [];
  for (const comparison of comparisons) {
    const { measure } = comparison;
    const query = print(queryOf(context, measure));
    if (!drawn.has(query) && !(isMain(comparison) && show !== undefined)) {
      drawn.add(query);
      more.push(isMain(comparison) ? curveOf(context, measure, true) : onRight(context, condition, comparison));
    }
    if (measure.kind === 'share' && measure.floor > 0) more.push(volumeOf(context, measure));
  }
  const thresholds = thresholdsOf(condition, comparisons.filter(isMain), isNonNegative(main));
  return linesOf(context, main, thresholds, more);
}

function onRight(context: PlanContext, condition: Condition, comparison: Comparison): Curve {
  const { measure, threshold } = comparison;
  const thresholds = thresholdsOf(condition, [comparison], isNonNegative(measure));
  return {
    ...curveOf(context, measure, true),
    right: {
      // Said in full: what is left out would be that of the left axis.
      format: { decimals: 2, axisLabel: '', ...formatOf(measure, [threshold.value]) },
      faint: false,
      ...(thresholds === undefined ? {} : { thresholds: { ...thresholds, shaded: false } }),
    },
  };
}

/** What a share is a share of: a share of few says little, and the condition ignores it below its floor. */
function volumeOf(context: PlanContext, share: Extract<Measure, { kind: 'share' }>): Curve {
  const total = countOf(share, share.total);
  const curve = curveOf(context, total);
  const { name } = share.total.metric;
  return {
    expr: curve.expr,
    legend: share.by.length === 0 ? `all (${name})` : `${curve.legend} (all)`,
    exemplars: false,
    right: { format: formatOf(total), faint: true },
  };
}

/** When a condition that compares no numbers held. */
function conditionTimeline(context: PlanContext, alert: Alert): Timeline {
  const { when } = alert;
  const { model } = context;
  switch (when.kind) {
    case 'always': {
      const firing = selector('ALERTS', [
        { name: 'alertname', op: '=', value: alert.name },
        { name: 'alertstate', op: '=', value: 'firing' },
        { name: 'service', op: '=', value: model.service },
      ]);
      return {
        kind: 'timeline',
        tracks: [{ expr: binary(aggregate('max', [], firing), 'or', call('vector', number(0))), legend: alert.name }],
        values: [
          { value: 1, text: 'Fires, as it must', colour: 'green' },
          { value: 0, text: 'Silent', colour: 'red' },
        ],
      };
    }
    case 'down': {
      const up: Measure = { kind: 'up', job: when.job, by: ownTargetLabels(context) };
      return {
        kind: 'timeline',
        tracks: [{ expr: queryOf(context, up), legend: legendOf(context, up) }],
        values: upTexts,
      };
    }
    case 'is':
      if (when.goneWithin === undefined && tellsSeriesApart(context, when)) {
        const states: Measure = { kind: 'states', of: when.of, by: when.by };
        return {
          kind: 'timeline',
          tracks: [{ expr: queryOf(context, states), legend: trackName(alert) }],
          values: stateTexts(when.of.metric, context.alertedStates),
        };
      }
      break;
    default:
  }
  return {
    kind: 'timeline',
    tracks: [{ expr: heldExpr(context, alert), legend: trackName(alert) }],
    values: [
      { value: 1, text: heldText(when), colour: 'red' },
      { value: 0, text: 'OK', colour: 'green' },
    ],
  };
}

const trackName = ({ name, labels }: Alert): string => (labels.length === 0 ? name : legendOfLabels(labels));

/** Labels that tell the targets of one job apart. */
const ownTargetLabels = ({ model }: PlanContext): readonly string[] =>
  model.targetLabels.filter((label) => label !== 'job');

/** Whether each group has one series, so that the number of its state can be drawn as it is. */
function tellsSeriesApart(context: PlanContext, { of, by }: Extract<Condition, { kind: 'is' }>): boolean {
  const pinned = of.where.flatMap((test) => (test.kind === 'in' && test.values.length === 1 ? [test.label] : []));
  return [...ownTargetLabels(context), ...of.metric.labels.map(({ name }) => name)].every(
    (label) => by.includes(label) || pinned.includes(label),
  );
}

/** 1 for the groups in which the condition holds, 0 for those that are known but fine. */
function heldExpr(context: PlanContext, { when, labels }: Alert): Expr {
  const { model, chosen } = context;
  const { instead } = recordings(model);
  const condition = conditionExpr(model, when, { select: chosen, instead: (part) => instead(part, chosen) });
  const holds = givesOne(when) ? condition : aggregate('group', labels, condition);
  const known = knownGroups(context, when);
  const fine =
    known === undefined ? call('vector', number(0)) : binary(number(0), '*', aggregate('group', labels, known));
  return binary(holds, 'or', fine);
}

/** Whether the value of a condition's results is 1 already. */
function givesOne(condition: Condition): boolean {
  switch (condition.kind) {
    case 'compare':
    case 'down':
      return false;
    case 'is':
    case 'absent':
    case 'always':
      return true;
    case 'or':
      return givesOne(condition.left) && givesOne(condition.right);
    case 'and':
    case 'unless':
      return givesOne(condition.left);
  }
}

/** Series that exist whether the condition holds or not; undefined when it has one result without labels. */
function knownGroups(context: PlanContext, condition: Condition): Expr | undefined {
  switch (condition.kind) {
    case 'compare':
      return queryOf(context, condition.measure);
    case 'is': {
      const series = selectorOf(condition.of, '', context.chosen);
      return condition.goneWithin === undefined ? series : call('last_over_time', range(series, condition.goneWithin));
    }
    case 'down':
      return selector('up', [{ name: 'job', op: '=', value: condition.job.name }, ...context.chosen]);
    case 'absent':
    case 'always':
      return undefined;
    case 'and':
    case 'unless':
      return knownGroups(context, condition.left);
    case 'or': {
      const left = knownGroups(context, condition.left);
      const right = knownGroups(context, condition.right);
      return left === undefined || right === undefined ? undefined : binary(left, 'or', right);
    }
  }
}

/** What is said of a group in which the condition holds. */
function heldText(condition: Condition): string {
  switch (condition.kind) {
    case 'is':
      return condition.goneWithin === undefined ? condition.state.name : `${condition.state.name} or gone`;
    case 'absent':
      return 'Absent';
    case 'down':
      return 'Down';
    case 'and':
    case 'unless':
      return heldText(condition.left);
    case 'compare':
    case 'or':
    case 'always':
      return 'Condition holds';
  }
}
