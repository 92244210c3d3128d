import type { Measure } from '../../../model/model.ts';
import { numberFormat } from './grafana-unit.ts';
import { legendOf } from './legend.ts';
import { labelColours, onlyLabelDomain, stateTexts } from './meaning-colours.ts';
import type { Curve, Lines, NumberFormat, Picture, Thresholds, ValueText } from './page.ts';
import { isNonNegative, isRecorded, type PlanContext, queryOf, unitOf } from './plan-context.ts';

/** Whether a target answers. */
export const upTexts: readonly ValueText[] = [
  { value: 1, text: 'Up', colour: 'green' },
  { value: 0, text: 'Down', colour: 'red' },
];

/** Whether a measure counts in windows: its values are whole, and they jump. */
const isWhole = (measure: Measure): boolean =>
  measure.kind === 'count' ||
  ((measure.kind === 'plus' || measure.kind === 'minus') && isWhole(measure.left) && isWhole(measure.right));

/** How a measure's values are written, finely enough to tell the thresholds. */
export const formatOf = (measure: Measure, thresholds: readonly number[] = []): NumberFormat =>
  numberFormat(unitOf(measure), isWhole(measure), thresholds);

/** A measure as lines; `among` others, each is named. */
export function curveOf(context: PlanContext, measure: Measure, among = false): Curve {
  const domain = among ? undefined : onlyLabelDomain(measure);
  const colours = domain === undefined ? [] : labelColours(domain);
  return {
    expr: queryOf(context, measure),
    legend: legendOf(context, measure, among),
    exemplars: measure.kind === 'quantile' && !isRecorded(context, measure),
    ...(colours.length === 0 ? {} : { colours }),
  };
}

/** Where the axis of a measure begins: never below what its values can be. */
function axisFrom(measure: Measure): Lines['axisFrom'] {
  if (isNonNegative(measure)) return 'zero';
  return unitOf(measure) === 'celsius' ? 'data' : 'about-zero';
}

/** Lines of a measure, with more curves beside it. */
export function linesOf(
  context: PlanContext,
  measure: Measure,
  thresholds: Thresholds | undefined,
  more: readonly Curve[] = [],
): Lines {
  const bounds = thresholds?.steps.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    kind: 'lines',
    format: formatOf(measure, bounds),
    axisFrom: axisFrom(measure),
    stepped: isWhole(measure),
    curves: [
      curveOf(
        context,
        measure,
        more.some(({ right }) => right?.faint !== true),
      ),
      ...more,
    ],
    ...(thresholds === undefined ? {} : { thresholds }),
  };
}

/** The picture of a measure by what it means: numbers as lines, states as a timeline. */
export function measurePicture(context: PlanContext, measure: Measure, thresholds?: Thresholds): Picture {
  const track = () => ({ expr: queryOf(context, measure), legend: legendOf(context, measure) });
  switch (measure.kind) {
    case 'states':
      return { kind: 'timeline', tracks: [track()], values: stateTexts(measure.of.metric, context.alertedStates) };
    case 'up':
      return { kind: 'timeline', tracks: [track()], values: upTexts };
    default:
      return linesOf(context, measure, thresholds);
  }
}
