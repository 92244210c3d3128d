import type { Finding } from '../../diagnostics/diagnostic.ts';
import { formatFloatG } from '../../promql/eval/format-float.ts';
import { formatHistogram } from '../../promql/histogram/format-histogram.ts';
import { formatLabelSet, quoteGo } from '../../promql/storage/format-labels.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { compare } from '../../shared/compare.ts';
import { formatDuration } from '../../shared/duration.ts';
import { type AlertDifference, alertDifferences, type FieldDifference } from './compare-alerts.ts';
import { describeTimeline } from './describe-timeline.ts';
import type { Failure, GotSample } from './failure.ts';
import type { AlertTest, ExpectedSample, ExprTest, TestGroup } from './test-file.ts';
import type { AlertTimeline } from './timeline.ts';

/** A failure as a finding in the test file: what differs, and how the alert came to be in that state. */
export function describeFailure(
  failure: Failure,
  group: TestGroup,
  timelines: ReadonlyMap<string, AlertTimeline>,
): Finding {
  switch (failure.kind) {
    case 'rule': {
      const where = `rule \`${failure.rule}\` of group \`${failure.group}\` at ${formatDuration(failure.time)}`;
      const help = 'correct the rule or the input: nothing after this evaluation was tested';
      return finding('rule-failed', group.path, `${where}: ${failure.message}`, help);
    }
    case 'alerts':
      return describeAlerts(failure.test, failure.got.length, differencesOf(failure), timelineOf(failure, timelines));
    case 'expr-error': {
      const { test, message } = failure;
      return finding(
        'expr-failed',
        [...test.path, 'expr'],
        `\`${test.expr}\` at ${formatDuration(test.evalTime)}: ${message}`,
        'correct the query, or the expectation',
      );
    }
    case 'samples':
      return describeSamples(failure.test, failure.got);
    default:
      return assertNever(failure);
  }
}

const finding = (code: string, path: Finding['place']['path'], message: string, help: string): Finding => ({
  code: `rule-tests/${code}`,
  severity: 'error',
  message,
  help,
  place: { path },
});

const counted = (count: number, noun: string): string =>
  `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;

type AlertsFailure = Extract<Failure, { readonly kind: 'alerts' }>;

const differencesOf = ({ test, got }: AlertsFailure): readonly AlertDifference[] =>
  alertDifferences(test.expected, got);

function timelineOf({ test, time }: AlertsFailure, timelines: ReadonlyMap<string, AlertTimeline>): readonly string[] {
  const timeline = timelines.get(test.alertName);
  return timeline === undefined ? [] : describeTimeline(timeline, time);
}

function describeAlerts(
  test: AlertTest,
  got: number,
  differences: readonly AlertDifference[],
  timeline: readonly string[],
): Finding {
  const wanted = test.expected.length;
  const counts =
    wanted === got
      ? `${counted(got, 'alert')} as expected, but ${differences.length === 1 ? 'one differs' : `${differences.length} differ`}`
      : `expected ${counted(wanted, 'alert')}, got ${counted(got, 'alert')}`;
  const help = ['correct the rule or the expectation', ...differences.flatMap(differenceLines), ...timeline];
  return finding(
    'alerts',
    test.path,
    `\`${test.alertName}\` at ${formatDuration(test.evalTime)}: ${counts}`,
    help.join('\n'),
  );
}

function differenceLines(difference: AlertDifference): readonly string[] {
  switch (difference.kind) {
    case 'missing':
      return [`- missing     ${labelText(Object.fromEntries(difference.expected.labels))}`];
    case 'unexpected':
      return [
        `+ unexpected  ${labelText(difference.got.labels)}`,
        ...Object.entries(difference.got.annotations).map(
          ([name, value]) => `    annotation ${name}: ${quoteGo(value)}`,
        ),
      ];
    case 'differs':
      return [`~ differs     ${labelText(difference.got.labels)}`, ...difference.fields.flatMap(fieldLines)];
    default:
      return assertNever(difference);
  }
}

function fieldLines({ where, name, expected, got }: FieldDifference): readonly string[] {
  const shown = (value: string | undefined): string => (value === undefined ? 'nothing' : quoteGo(value));
  return [`    ${where} ${name}:`, `      expected ${shown(expected)}`, `      got      ${shown(got)}`];
}

/** The name before the braces, the other labels in them. */
export function labelText(labels: Labels): string {
  const { alertname, __name__: metric, ...rest } = labels;
  const names = Object.keys(rest).sort(compare);
  const set = { id: 0, names, values: names.map((name) => rest[name] ?? ''), labels: rest };
  const head = alertname ?? metric ?? '';
  return head !== '' && names.length === 0 ? head : head + formatLabelSet(set);
}

function describeSamples(test: ExprTest, got: readonly GotSample[]): Finding {
  const { expected } = test;
  const message = `\`${test.expr}\` at ${formatDuration(test.evalTime)}: the result is not the expected one`;
  const wanted = expected.map(expectedText).sort(compare);
  const found = got.map(gotText).sort(compare);
  const lines = [
    ...wanted.filter((line) => !found.includes(line)).map((line) => `- expected ${line}`),
    ...found.filter((line) => !wanted.includes(line)).map((line) => `+ got      ${line}`),
  ];
  const same = wanted.some((line) => line.endsWith(' NaN')) ? ['a NaN is equal to nothing, not even to itself'] : [];
  return finding('samples', test.path, message, ['correct the rule or the expectation', ...lines, ...same].join('\n'));
}

const expectedText = ({ labels, value, histogram }: ExpectedSample): string =>
  `${labels === '' ? '{}' : labels} ${histogram ?? shortestNumber(value)}`;

const gotText = ({ labels, value }: GotSample): string =>
  `${labelText(labels)} ${typeof value === 'number' ? shortestNumber(value) : formatHistogram(value)}`;

/** Plain digits where people write them so. */
const shortestNumber = (value: number): string =>
  Number.isFinite(value) && Math.abs(value) < 1e15 ? String(value) : formatFloatG(value);
