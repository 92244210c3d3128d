import { assertNever } from '../shared/assert-never.ts';
import { formatDuration } from '../shared/duration.ts';
import type { ComparisonOperator } from './document.ts';
import { eventUnit, measuredUnit } from './measured-unit.ts';
import type { Condition, Events, LabelTest, Measure, Quantity, Selection } from './model.ts';

const comparisons: Readonly<Record<ComparisonOperator, string>> = {
  above: 'more than',
  atLeast: 'at least',
  below: 'less than',
  atMost: 'at most',
};

const list = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** "more than 5 crashes in 5m, per instance": the condition in words, as part of a sentence. */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'compare':
      return describeComparison(condition.measure, condition.op, condition.threshold);
    case 'is': {
      const gone =
        condition.goneWithin === undefined ? '' : `, or gone for less than ${formatDuration(condition.goneWithin)}`;
      return `${selected(condition.of)} is ${condition.state.name}${gone}${per(condition.by)}`;
    }
    case 'absent':
      return `no series of ${selected(condition.of)} for ${formatDuration(condition.window)}`;
    case 'down':
      return `a target of the job ${condition.job.name} cannot be scraped`;
    case 'always':
      return 'always';
    case 'and':
    case 'or':
    case 'unless':
      return `${describeCondition(condition.left)}; ${condition.kind} ${describeCondition(condition.right)}`;
    default:
      return assertNever(condition);
  }
}

/** "crashes in 5m, per instance": what is measured, in words. */
export function describeMeasure(measure: Measure): string {
  return `${what(measure)}${per(measure.by)}`;
}

function describeComparison(measure: Measure, op: ComparisonOperator, threshold: Quantity): string {
  const than = comparisons[op];
  const { written } = threshold;
  switch (measure.kind) {
    case 'count':
      return `${than} ${threshold.value} ${counted(measure.of)} in ${formatDuration(measure.window)}${per(measure.by)}`;
    case 'rate': {
      const where = tests(measure.of.where);
      return `${than} ${written}${seen(measure.of)}${where} over ${formatDuration(measure.window)}${per(measure.by)}`;
    }
    case 'share': {
      const floor = measure.floor > 0 ? `, of at least ${measure.floor}` : '';
      return `${than} ${written} of ${counted(measure.total)} in ${formatDuration(measure.window)} are among ${named(measure.of)}${floor}${per(measure.by)}`;
    }
    case 'quantile':
    case 'value':
    case 'plus':
    case 'minus':
    case 'states':
    case 'up':
    case 'promql':
      return `${what(measure)} is ${than} ${written}${per(measure.by)}`;
    default:
      return assertNever(measure);
  }
}

function what(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
      return `${counted(measure.of)} in ${formatDuration(measure.window)}`;
    case 'rate':
      return `${counted(measure.of)} per second over ${formatDuration(measure.window)}`;
    case 'share':
      return `the share of ${named(measure.of)} in ${counted(measure.total)} within ${formatDuration(measure.window)}`;
    case 'quantile':
      return `the ${percentile(measure.q)} of ${selected(measure.of)} over ${formatDuration(measure.window)}`;
    case 'value': {
      const over = measure.window === undefined ? '' : ` over ${formatDuration(measure.window)}`;
      return `${picks[measure.pick]} of ${selected(measure.of)}${over}`;
    }
    case 'plus':
      return `the sum of ${what(measure.left)} and ${what(measure.right)}`;
    case 'minus':
      return `the difference of ${what(measure.left)} and ${what(measure.right)}`;
    case 'states':
      return `the state of ${selected(measure.of)}`;
    case 'up':
      return `whether the targets of the job ${measure.job.name} can be scraped`;
    case 'promql':
      return `the number of ${measuredUnit(measure)} by the query`;
    default:
      return assertNever(measure);
  }
}

const picks = { max: 'the maximum', min: 'the minimum', avg: 'the average', sum: 'the sum' } as const;

function percentile(q: number): string {
  if (q === 0.5) return 'median';
  const percent = String(Number((q * 100).toPrecision(12)));
  const ending = /1[123]$/.test(percent) ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[percent.at(-1) ?? ''] ?? 'th');
  return `${percent}${percent.includes('.') ? 'th' : ending} percentile`;
}

/** "crashes with exit_code 1": events by their unit. */
const counted = (events: Events): string => `${eventUnit(events)}${seen(events)}${tests(events.where)}`;

/** Events by the name of their metric, to tell apart two that are counted in the same unit. */
const named = (events: Events): string => `${events.metric.name}${seen(events)}${tests(events.where)}`;

function seen({ view }: Events): string {
  switch (view.kind) {
    case 'counter':
    case 'observations':
      return '';
    case 'exceeding':
      return ` above ${view.bound.written}`;
    case 'within':
      return ` of at most ${view.bound.written}`;
    default:
      return assertNever(view);
  }
}

const selected = ({ metric, where }: Selection): string => `${metric.name}${tests(where)}`;

const tests = (where: readonly LabelTest[]): string =>
  where.length === 0 ? '' : ` with ${list(where.map(describeTest), 'and')}`;

function describeTest(test: LabelTest): string {
  switch (test.kind) {
    case 'in':
      return `${test.label} ${list(test.values, 'or')}`;
    case 'not-in':
      return `${test.label} other than ${list(test.values, 'and')}`;
    case 'matching':
      return `${test.label} matching ${test.regex}`;
    case 'not-matching':
      return `${test.label} not matching ${test.regex}`;
    default:
      return assertNever(test);
  }
}

const per = (by: readonly string[]): string => (by.length === 0 ? '' : `, per ${list(by, 'and')}`);
