import { formatHistogram } from '../../promql/histogram/format-histogram.ts';
import type { FiringAlert } from '../../simulate/rule-tests/failure.ts';
import type { QueryRow } from '../../simulate/rules/query-rows.ts';

/** What tests can see of rules at one time. */
export interface Sight {
  readonly firing: readonly FiringAlert[];
  /** The samples of recordings that tests ask for, with their names. */
  readonly recorded: readonly QueryRow[];
}

/**
 * A sight as one text that is the same for the same alerts and samples; empty when there is nothing to see. Samples that differ by how
 * operations in another order round are the same.
 */
export function textOf({ firing, recorded }: Sight): string {
  if (firing.length + recorded.length === 0) return '';
  const alerts = firing.map(({ labels, annotations }) => JSON.stringify([sorted(labels), sorted(annotations)]));
  const samples = recorded.map(({ labels, value }) => `${JSON.stringify(sorted(labels))} ${valueText(value)}`);
  return [...alerts, ...samples].sort().join('\n');
}

const valueText = (value: QueryRow['value']): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(digits))) : formatHistogram(value);

/** Fewer than rounding changes, and more than any two numbers differ in that a process would tell apart. */
const digits = 10;

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
