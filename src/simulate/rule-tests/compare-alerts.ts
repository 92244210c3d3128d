import type { Labels } from '../../promql/storage/label-table.ts';
import { compare } from '../../shared/compare.ts';
import type { FiringAlert } from './failure.ts';
import type { ExpectedAlert } from './test-file.ts';

type Pairs = readonly (readonly [string, string])[];

const sorted = (pairs: Iterable<readonly [string, string]>): Pairs => [...pairs].sort(([a], [b]) => compare(a, b));

const keyOf = (labels: Pairs, annotations: Pairs): string => JSON.stringify([labels, annotations]);

const gotKey = ({ labels, annotations }: FiringAlert): string =>
  keyOf(sorted(Object.entries(labels)), sorted(Object.entries(annotations)));

const expectedKey = ({ labels, annotations }: ExpectedAlert): string => keyOf(sorted(labels), sorted(annotations));

/** Alerts by their labels and annotations, the order in which they are reported. */
export const inOrder = (alerts: readonly FiringAlert[]): readonly FiringAlert[] =>
  alerts.length < 2 ? alerts : alerts.toSorted((a, b) => compare(gotKey(a), gotKey(b)));

/** Whether the record has just these fields. */
function holds(fields: ReadonlyMap<string, string>, record: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(record);
  return names.length === fields.size && names.every((name) => fields.get(name) === record[name]);
}

/** Whether exactly the expected alerts fire: the same number, and equal in all labels and annotations. */
export function sameAlerts(expected: readonly ExpectedAlert[], got: readonly FiringAlert[]): boolean {
  if (expected.length !== got.length) return false;
  const [one, alert] = [expected[0], got[0]];
  if (one === undefined || alert === undefined) return true;
  if (expected.length === 1) return holds(one.labels, alert.labels) && holds(one.annotations, alert.annotations);
  const wanted = expected.map(expectedKey).sort(compare);
  const found = got.map(gotKey).sort(compare);
  return wanted.every((key, i) => key === found[i]);
}

/** A label or annotation that differs; `undefined` on the side that does not have it. */
export interface FieldDifference {
  readonly where: 'label' | 'annotation';
  readonly name: string;
  readonly expected: string | undefined;
  readonly got: string | undefined;
}

/** An expected alert beside the alert that it most resembles. */
export type AlertDifference =
  | {
      readonly kind: 'differs';
      readonly expected: ExpectedAlert;
      readonly got: FiringAlert;
      readonly fields: readonly FieldDifference[];
    }
  | { readonly kind: 'missing'; readonly expected: ExpectedAlert }
  | { readonly kind: 'unexpected'; readonly got: FiringAlert };

/** Pairs what is expected with what was got, most similar first, and says how each pair differs. Equal pairs are left out. */
export function alertDifferences(
  expected: readonly ExpectedAlert[],
  got: readonly FiringAlert[],
): readonly AlertDifference[] {
  const pairs = expected
    .flatMap((one, i) => got.map((other, j) => ({ i, j, one, other, fields: fieldDifferences(one, other) })))
    .sort((a, b) => a.fields.length - b.fields.length || a.i - b.i || a.j - b.j);
  const [paired, taken] = [new Set<number>(), new Set<number>()];
  const differences: AlertDifference[] = [];
  for (const { i, j, one, other, fields } of pairs) {
    if (paired.has(i) || taken.has(j)) continue;
    // Alerts with nothing but their name in common are two findings and not one.
    if (fields.length > 0 && !isSimilar(one, other)) continue;
    paired.add(i);
    taken.add(j);
    if (fields.length > 0) differences.push({ kind: 'differs', expected: one, got: other, fields });
  }
  expected.forEach((one, i) => {
    if (!paired.has(i)) differences.push({ kind: 'missing', expected: one });
  });
  got.forEach((other, j) => {
    if (!taken.has(j)) differences.push({ kind: 'unexpected', got: other });
  });
  return differences;
}

function isSimilar({ labels }: ExpectedAlert, got: FiringAlert): boolean {
  const own = [...labels].filter(([name]) => name !== 'alertname');
  const agreeing = own.filter(([name, value]) => got.labels[name] === value).length;
  return own.length === 0 || agreeing > 0;
}

function fieldDifferences({ labels, annotations }: ExpectedAlert, got: FiringAlert): readonly FieldDifference[] {
  return [...differing('label', labels, got.labels), ...differing('annotation', annotations, got.annotations)];
}

function differing(
  where: FieldDifference['where'],
  expected: ReadonlyMap<string, string>,
  got: Labels,
): readonly FieldDifference[] {
  const names = new Set([...expected.keys(), ...Object.keys(got)]);
  return [...names]
    .filter((name) => expected.get(name) !== got[name])
    .sort(compare)
    .map((name) => ({ where, name, expected: expected.get(name), got: got[name] }));
}
