import type { LabelTest, Metric, Selection } from '../model/model.ts';

/** Whether a label value passes the test. */
export function passes(test: LabelTest, value: string): boolean {
  switch (test.kind) {
    case 'in':
      return test.values.includes(value);
    case 'not-in':
      return !test.values.includes(value);
    case 'matching':
      return fullMatch(test.regex, value);
    case 'not-matching':
      return !fullMatch(test.regex, value);
  }
}

const compiled = new Map<string, RegExp | undefined>();

/** The model has refused patterns that do not compile; RE2 syntax that JavaScript lacks matches nothing here. */
function fullMatch(regex: string, value: string): boolean {
  if (!compiled.has(regex)) {
    try {
      compiled.set(regex, new RegExp(`^(?:${regex})$`, 'su'));
    } catch {
      compiled.set(regex, undefined);
    }
  }
  return compiled.get(regex)?.test(value) ?? false;
}

/** Values that a label of the metric may have: the declared ones, or made-up ones. */
export function candidates(metric: Metric, label: string, tests: readonly LabelTest[]): readonly string[] {
  const domain = metric.labels.find(({ name }) => name === label)?.domain;
  if (domain?.kind === 'enum') return domain.values;
  const named = tests.flatMap((test) =>
    'values' in test
      ? test.values
      : test.regex.split('|').map((part) => part.replace(/\.[*+]/g, 'x').replace(/\\(.)/g, '$1')),
  );
  return [`${label}-1`, `${label}-2`, `${label}-3`, ...named];
}

const testsOf = (of: Selection, label: string): readonly LabelTest[] => of.where.filter((test) => test.label === label);

/** Up to `count` values of a label that the selection takes. */
export function wantedValues(of: Selection, label: string, count: number): readonly string[] {
  const tests = testsOf(of, label);
  return candidates(of.metric, label, tests)
    .filter((value) => tests.every((test) => passes(test, value)))
    .slice(0, count);
}

/** Whether the selection takes a value of a label. */
export const isWanted = (of: Selection, label: string, value: string): boolean =>
  testsOf(of, label).every((test) => passes(test, value));

/** A value of a label that the selection leaves out; undefined when the label is not tested or has no such value. */
export function unwantedValue(of: Selection, label: string): string | undefined {
  const tests = testsOf(of, label);
  if (tests.length === 0) return undefined;
  return candidates(of.metric, label, tests).find((value) => !tests.every((test) => passes(test, value)));
}

/** A label value that the first selection takes and the second does not; undefined when there is none. */
export function onlyWanted(of: Selection, not: Selection): Readonly<Record<string, string>> | undefined {
  for (const { label } of not.where) {
    const value = candidates(of.metric, label, [...testsOf(of, label), ...testsOf(not, label)]).find(
      (one) => isWanted(of, label, one) && !isWanted(not, label, one),
    );
    if (value !== undefined) return { [label]: value };
  }
  return undefined;
}
