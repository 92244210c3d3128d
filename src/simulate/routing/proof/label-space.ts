import { createMatcher, type Matcher } from '../matchers/matcher.ts';
import { alternatives } from './alternatives.ts';
import { type OtherValues, otherValue } from './other-values.ts';

/** The values that a label may have; `''` stands for no label. */
export interface LabelValues {
  readonly values: readonly string[];
  /** Whether it may also have any other value, which is not empty. */
  readonly isOpen: boolean;
}

/** Label sets of which nothing is known but the values that each label may have. */
export interface LabelSpace {
  readonly labels: ReadonlyMap<string, LabelValues>;
  /** What labels that are not listed may be. */
  readonly others: LabelValues;
  /** By label, the values that matchers name: no other value is one of them. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** By label, what was assumed of its other values. */
  readonly assumed: ReadonlyMap<string, OtherValues>;
}

/** A label that is not there. */
export const absent: LabelValues = { values: [''], isOpen: false };

/** A label of which nothing is known. */
export const anything: LabelValues = { values: [''], isOpen: true };

/** A space of which no more is known than the values of some labels. */
export const labelSpace = (labels: ReadonlyMap<string, LabelValues>, others: LabelValues = absent): LabelSpace => ({
  labels,
  others,
  named: new Map(),
  assumed: new Map(),
});

const valuesOf = ({ labels, others }: LabelSpace, label: string): LabelValues => labels.get(label) ?? others;

/** The values that a matcher names, when it names values: of a regular expression, those that it consists of. */
export function namedValues({ operator, value }: Matcher): readonly string[] | undefined {
  if (operator === '=' || operator === '!=') return [value];
  const literals = alternatives(value).map((part) =>
    /^(?:[^\\.+*?()[\]{}^$|]|\\[^\w\s])*$/.test(part) ? part.replace(/\\(.)/g, '$1') : undefined,
  );
  return literals.every((one) => one !== undefined) ? literals : undefined;
}

/** The space with every value that a matcher names listed, so that matchers tell the values apart. */
export function refineSpace(space: LabelSpace, matchers: readonly Matcher[]): LabelSpace {
  const labels = new Map(space.labels);
  for (const matcher of matchers) {
    const known = labels.get(matcher.label) ?? space.others;
    if (!known.isOpen) continue;
    labels.set(matcher.label, { ...known, values: [...new Set([...known.values, ...(namedValues(matcher) ?? [])])] });
  }
  return { ...space, labels, named: new Map([...labels].map(([label, { values }]) => [label, values])) };
}

/** The part of a space that fulfils a matcher, or does not; `undefined` when it is empty, the space itself when that is all. */
export function narrowSpace(space: LabelSpace, matcher: Matcher, wanted: boolean): LabelSpace | undefined {
  const { label } = matcher;
  const known = valuesOf(space, label);
  const values = known.values.filter((value) => matcher.accepts(value) === wanted);
  const isNegated = matcher.operator.startsWith('!');
  let isOpen = false;
  let assumed = space.assumed;
  if (known.isOpen) {
    const decided = acceptsOthers(matcher) ?? acceptsAssumed(space, matcher, isNegated);
    isOpen = decided === undefined || decided === wanted;
    // All that is left are values of which this was not known: from here on they are taken to be so.
    if (decided === undefined)
      assumed = new Map([
        ...assumed,
        [label, new Map([...assumptionsOf(space, label), [matcher.value, wanted !== isNegated]])],
      ]);
  }
  if (values.length === 0 && !isOpen) return undefined;
  if (values.length === known.values.length && isOpen === known.isOpen && assumed === space.assumed) return space;
  return { ...space, labels: new Map([...space.labels, [label, { values, isOpen }]]), assumed };
}

/** Regular expressions of one label beyond which nobody looks whether they go together: the time grows with all their ways. */
const maximumAssumptions = 4;

const assumptionsOf = ({ assumed }: LabelSpace, label: string): OtherValues => assumed.get(label) ?? new Map();

/** Whether a regular expression takes all other values that there still are, or none of them; `undefined` when only some. */
function acceptsAssumed(space: LabelSpace, { label, value }: Matcher, isNegated: boolean): boolean | undefined {
  const known = assumptionsOf(space, label);
  const taken = known.get(value);
  if (taken !== undefined) return taken !== isNegated;
  if (known.size >= maximumAssumptions) return undefined;
  const named = space.named.get(label) ?? [];
  const isPossible = (wanted: boolean): boolean =>
    otherValue(new Map([...known, [value, wanted]]), named) !== undefined;
  if (!isPossible(true)) return isNegated;
  return isPossible(false) ? undefined : !isNegated;
}

/** Whether a matcher takes the values that no matcher names; `undefined` when some may be taken and others not. */
function acceptsOthers(matcher: Matcher): boolean | undefined {
  const isNegated = matcher.operator.startsWith('!');
  if (/^(?:\^\(\?:)?\.[*+](?:\)\$)?$/.test(matcher.value) && matcher.operator.endsWith('~')) return !isNegated;
  return namedValues(matcher) === undefined ? undefined : isNegated;
}

/** The part of a space that fulfils all matchers. */
export function narrowToAll(space: LabelSpace, matchers: readonly Matcher[]): LabelSpace | undefined {
  let narrowed: LabelSpace | undefined = space;
  for (const matcher of matchers) {
    narrowed = narrowSpace(narrowed, matcher, true);
    if (narrowed === undefined) return undefined;
  }
  return narrowed;
}

/** Whether a label may have the same value in both spaces; having none is the same, too. */
export function mayShare(label: string, a: LabelSpace, b: LabelSpace): boolean {
  const [x, y] = [valuesOf(a, label), valuesOf(b, label)];
  if (x.values.some((value) => y.values.includes(value))) return true;
  if (x.isOpen && y.values.some((value) => isOther(a, label, value))) return true;
  if (y.isOpen && x.values.some((value) => isOther(b, label, value))) return true;
  if (!x.isOpen || !y.isOpen) return false;
  const ofBoth = new Map(assumptionsOf(a, label));
  for (const [pattern, taken] of assumptionsOf(b, label)) {
    if (ofBoth.get(pattern) === !taken) return false;
    ofBoth.set(pattern, taken);
  }
  const named = [...new Set([...(a.named.get(label) ?? []), ...(b.named.get(label) ?? [])])];
  return otherValue(ofBoth, named) !== undefined;
}

/** Whether a value is among those of a space that no matcher names. */
function isOther(space: LabelSpace, label: string, value: string): boolean {
  if (value === '' || space.named.get(label)?.includes(value) === true) return false;
  return [...assumptionsOf(space, label)].every(([pattern, taken]) => {
    const matcher = createMatcher(label, '=~', pattern);
    return !matcher.ok || matcher.value.accepts(value) === taken;
  });
}

/** A label set of the space: other values are called as the regular expressions want it, or anything. */
export function exampleOf(space: LabelSpace): Readonly<Record<string, string>> {
  const example: Record<string, string> = {};
  for (const [label, { values, isOpen }] of space.labels) {
    const known = assumptionsOf(space, label);
    const found = isOpen && known.size > 0 ? otherValue(known, space.named.get(label) ?? []) : undefined;
    const value = isOpen ? found || `some-${label}` : (values[0] ?? '');
    if (value !== '') example[label] = value;
  }
  return example;
}
