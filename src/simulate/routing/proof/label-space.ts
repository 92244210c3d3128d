import type { Matcher } from '../matchers/matcher.ts';

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
  /** What was assumed of other values of a label: whether a regular expression takes them. */
  readonly assumed: ReadonlyMap<string, boolean>;
}

/** A label that is not there. */
export const absent: LabelValues = { values: [''], isOpen: false };

/** A label of which nothing is known. */
export const anything: LabelValues = { values: [''], isOpen: true };

/** A space of which no more is known than the values of some labels. */
export const labelSpace = (labels: ReadonlyMap<string, LabelValues>, others: LabelValues = absent): LabelSpace => ({
  labels,
  others,
  assumed: new Map(),
});

const valuesOf = ({ labels, others }: LabelSpace, label: string): LabelValues => labels.get(label) ?? others;

/** The values that a matcher names, when it names values: of a regular expression, those that it consists of. */
export function namedValues({ operator, value }: Matcher): readonly string[] | undefined {
  if (operator === '=' || operator === '!=') return [value];
  const inner = /^\^\(\?:([\s\S]*)\)\$$/.exec(value)?.[1] ?? value;
  const parts = inner.replace(/^\(([^()]*)\)$/, '$1').split('|');
  const literals = parts.map((part) =>
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
  return { ...space, labels };
}

/** The part of a space that fulfils a matcher, or does not; `undefined` when it is empty, the space itself when that is all. */
export function narrowSpace(space: LabelSpace, matcher: Matcher, wanted: boolean): LabelSpace | undefined {
  const { label } = matcher;
  const known = valuesOf(space, label);
  const values = known.values.filter((value) => matcher.accepts(value) === wanted);
  const key = `${label} ${matcher.operator.replace('!', '=')} ${matcher.value}`;
  const isNegated = matcher.operator.startsWith('!');
  let isOpen = false;
  let assumed = space.assumed;
  if (known.isOpen) {
    const decided = acceptsOthers(matcher) ?? assumptionOf(space, key, isNegated);
    isOpen = decided === undefined || decided === wanted;
    // All that is left are values of which nobody knows: from here on they are taken to be so.
    if (decided === undefined) assumed = new Map([...assumed, [key, wanted !== isNegated]]);
  }
  if (values.length === 0 && !isOpen) return undefined;
  if (values.length === known.values.length && isOpen === known.isOpen && assumed === space.assumed) return space;
  return { ...space, labels: new Map([...space.labels, [label, { values, isOpen }]]), assumed };
}

function assumptionOf({ assumed }: LabelSpace, key: string, isNegated: boolean): boolean | undefined {
  const taken = assumed.get(key);
  return taken === undefined ? undefined : taken !== isNegated;
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

/** A label set of the space: what other values are called is made up. */
export function exampleOf({ labels }: LabelSpace): Readonly<Record<string, string>> {
  const example: Record<string, string> = {};
  for (const [label, { values, isOpen }] of labels) {
    const value = isOpen ? `some-${label}` : (values[0] ?? '');
    if (value !== '') example[label] = value;
  }
  return example;
}
