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
    'values' in test ? test.values : ['x', 'y'].flatMap((any) => like(test.regex, any)),
  );
  return [...new Set([`${label}-1`, `${label}-2`, `${label}-3`, ...named])];
}

/** What each alternative of a simple pattern may stand for. */
const like = (regex: string, any: string): readonly string[] =>
  regex.split('|').map((part) => part.replace(/\.[*+]/g, any).replace(/\\(.)/g, '$1'));

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
export const unwantedValue = (of: Selection, label: string): string | undefined => unwantedValues(of, label)[0];

/** Values of a label that the selection leaves out: one for each alternative that is ruled out, and one that is not asked for. */
export function unwantedValues(of: Selection, label: string): readonly string[] {
  const tests = testsOf(of, label);
  const unwanted = candidates(of.metric, label, tests).filter((value) => !isWanted(of, label, value));
  const found = tests.flatMap((test) => {
    const ruledOut = alternativesOf(test);
    const alone = ruledOut.flatMap(
      (one) => unwanted.find((value) => ruledOut.every((other) => passes(other, value) === (other === one))) ?? [],
    );
    return alone.length === 0 ? unwanted.slice(0, 1) : alone;
  });
  return [...new Set(found)];
}

/** What a test rules out, each as a test of its own; nothing for one that says what it wants. */
function alternativesOf(test: LabelTest): readonly LabelTest[] {
  const { label } = test;
  switch (test.kind) {
    case 'in':
    case 'matching':
      return [];
    case 'not-in':
      return [...new Set(test.values)].map((value) => ({ kind: 'in', label, values: [value] }));
    case 'not-matching': {
      const parts = /[()[\]\\]/.test(test.regex) ? [test.regex] : [...new Set(test.regex.split('|'))];
      return parts.map((regex) => ({ kind: 'matching', label, regex }));
    }
  }
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
