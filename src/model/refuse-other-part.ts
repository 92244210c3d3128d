import { compileRegex } from '../promql/regex/compile-regex.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Events, EventsView, LabelTest, Metric } from './model.ts';

/**
 * Reports a share of a metric in itself whose part is not a part of the total, or is all of it in every group: neither is
 * between 0 and 1 as the author means it. Of two metrics nobody can tell.
 */
export function refuseOtherPart(
  findings: Findings,
  of: Events,
  total: Events,
  by: readonly string[],
  path: Path,
): void {
  if (of.metric.name !== total.metric.name) return;
  const outside = total.where.find((test) => !isImplied(of.metric, test, of.where));
  if (outside !== undefined) {
    const message = `not all of the part is in the total, which tests ${quote(outside.label)}`;
    const help = `test ${quote(outside.label)} in the same way on both sides, or do not test it in the total`;
    findings.error('measure/not-a-part', message, help, [...path, 'total', 'where', outside.label]);
    return;
  }
  const contained = isWithin(of.view, total.view);
  if (contained === 'no') {
    const message = 'not all of the part is in the total, which looks at other observations';
    findings.error('measure/not-a-part', message, 'write `observations` in the total', [...path, 'total', 'view']);
    return;
  }
  if (contained === 'part') return;
  const narrower = of.where.filter((test) => !isImplied(of.metric, test, total.where));
  if (narrower.some(({ label }) => !by.includes(label))) return;
  const [test] = narrower;
  const message =
    test === undefined
      ? 'the part is the whole total: the share is 100%, or there is none'
      : `the part tests only ${quote(test.label)}, which the share is grouped by: in each group it is all of the total, or none`;
  const help = 'test another label in the part';
  findings.error('measure/not-a-part', message, help, [...path, 'of']);
}

/** Whether one view of a histogram sees a part of what another sees, the same, or something else. */
function isWithin(part: EventsView, total: EventsView): 'part' | 'same' | 'no' {
  if (part.kind === total.kind) {
    if (!('bound' in part) || !('bound' in total) || part.bound.value === total.bound.value) return 'same';
    return part.bound.value < total.bound.value === (part.kind === 'within') ? 'part' : 'no';
  }
  return total.kind === 'observations' ? 'part' : 'no';
}

/** Whether every series that passes some tests passes another one as well, as far as that can be told. */
function isImplied(metric: Metric, test: LabelTest, others: readonly LabelTest[]): boolean {
  const same = others.filter(({ label }) => label === test.label);
  const values = possibleLabels(metric, test.label) ?? same.flatMap(listed)[0];
  if (values === undefined) {
    const text = JSON.stringify(test);
    return same.some((other) => JSON.stringify(other) === text || excludesMore(other, test));
  }
  return values.filter((value) => same.every((other) => passes(other, value))).every((value) => passes(test, value));
}

const listed = (test: LabelTest) => ('values' in test && test.kind === 'in' ? [test.values] : []);

const excludesMore = (other: LabelTest, test: LabelTest): boolean =>
  'values' in other &&
  'values' in test &&
  other.kind === 'not-in' &&
  test.kind === 'not-in' &&
  test.values.every((value) => other.values.includes(value));

/** All values that a label can have; undefined when they are not known. */
function possibleLabels(metric: Metric, label: string): readonly string[] | undefined {
  if (label === 'job') return [metric.job];
  const domain = metric.labels.find(({ name }) => name === label)?.domain;
  return domain?.kind === 'enum' ? domain.values : undefined;
}

function passes(test: LabelTest, value: string): boolean {
  if ('values' in test) return test.values.includes(value) === (test.kind === 'in');
  const regex = compileRegex(test.regex, { dotMatchesNewline: true });
  // A pattern that does not compile is reported where it is.
  return !regex.ok || regex.value.matches(value) === (test.kind === 'matching');
}
