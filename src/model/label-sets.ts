import { compare } from '../shared/compare.ts';

/** Labels as messages show them: the labels `a`, `b`. */
export function labelList(labels: readonly string[]): string {
  if (labels.length === 0) return 'no labels';
  const names = labels.toSorted(compare).map((label) => `\`${label}\``);
  return `the label${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
}

/** Whether two lists hold the same labels, in whatever order. */
export const sameLabels = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted(compare).join() === b.toSorted(compare).join();
