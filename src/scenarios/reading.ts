import { compare } from '../shared/compare.ts';

/** The value of each group, by the JSON of its label values. */
export type Reading = Map<string, { readonly labels: Readonly<Record<string, string>>; readonly value: number }>;

/** The key of a group: its values of `by`, in whatever order those are listed. */
export const groupKey = (labels: Readonly<Record<string, string>>, by: readonly string[]): string =>
  JSON.stringify(inOrder(by).map((label) => labels[label] ?? ''));

const ordered = new WeakMap<readonly string[], readonly string[]>();

function inOrder(by: readonly string[]): readonly string[] {
  if (by.length < 2) return by;
  const known = ordered.get(by) ?? by.toSorted(compare);
  ordered.set(by, known);
  return known;
}

export const groupLabels = (labels: Readonly<Record<string, string>>, by: readonly string[]): Record<string, string> =>
  Object.fromEntries(by.flatMap((label) => (labels[label] === undefined ? [] : [[label, labels[label]]])));

/** Groups the values of series and folds each group. */
export function grouped(
  by: readonly string[],
  values: Iterable<readonly [Readonly<Record<string, string>>, number]>,
  fold: (values: readonly number[]) => number,
): Reading {
  const groups = new Map<string, { labels: Record<string, string>; values: number[] }>();
  for (const [labels, value] of values) {
    const key = groupKey(labels, by);
    const group = groups.get(key) ?? { labels: groupLabels(labels, by), values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return new Map([...groups].map(([key, { labels, values: all }]) => [key, { labels, value: fold(all) }]));
}
