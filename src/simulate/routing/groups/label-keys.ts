import { compare } from '../../../shared/compare.ts';
import type { AlertLabels, Matcher } from '../matchers/matcher.ts';

/** Tells label sets apart, whatever the order of their labels. */
export const fingerprintOf = (labels: AlertLabels): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => compare(a, b)));

/** The labels without empty ones, which Alertmanager drops when it receives an alert. */
export const withoutEmpty = (labels: AlertLabels): AlertLabels =>
  Object.values(labels).includes('')
    ? Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''))
    : labels;

const escaped = (value: string): string => value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');

/** A node as its group keys begin: `{severity="page"}`. */
export const nodeKey = (matchers: readonly Matcher[]): string =>
  `{${matchers.map(({ label, operator, value }) => `${label}${operator}"${escaped(value)}"`).join(',')}}`;

/** Labels as Alertmanager prints them: `{alertname="Down", instance="a"}`. */
export const printLabels = (labels: AlertLabels): string =>
  `{${Object.entries(labels)
    .sort(([a], [b]) => compare(a, b))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`;

/** The labels by which a route groups an alert. */
export function groupLabelsOf(labels: AlertLabels, groupBy: readonly string[] | 'all'): AlertLabels {
  if (groupBy === 'all') return labels;
  const group: Record<string, string> = {};
  for (const name of groupBy) {
    const value = labels[name];
    if (value !== undefined) group[name] = value;
  }
  return group;
}

/** The order of alerts in a notification: by job, by instance, then by all labels. */
export function compareAlerts(a: AlertLabels, b: AlertLabels): number {
  for (const name of ['job', 'instance']) {
    const [left, right] = [a[name], b[name]];
    if (left === right) continue;
    if (left === undefined) return 1;
    return right === undefined ? -1 : compare(left, right);
  }
  const [aNames, bNames] = [Object.keys(a), Object.keys(b)];
  if (aNames.length !== bNames.length) return aNames.length - bNames.length;
  for (const name of [...aNames, ...bNames].sort(compare)) {
    const [left, right] = [a[name], b[name]];
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    if (left !== right) return compare(left, right);
  }
  return 0;
}
