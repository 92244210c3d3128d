import type { LogsDocument } from '../../model/document.ts';
import { quote } from '../../model/findings.ts';
import type { SignalFinding } from '../finding-groups.ts';

type Errors = NonNullable<LogsDocument['errors']>;

/** Errors by their value of the field. */
export type ErrorCounts = ReadonlyMap<string, number>;

/** A sample of the text format: the name, the labels with their braces, the value. */
const sample = /^([A-Za-z_:][A-Za-z0-9_:]*)(\{.*\})?\s+(\S+)/;
const label = /([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));

/** What the counters of errors stand at in an exposition of Prometheus' text format. */
export function countedErrors(exposition: string, { field, countedBy }: Errors): ErrorCounts {
  const counts = new Map<string, number>();
  for (const line of exposition.split('\n')) {
    const [, name = '', labels = '', written = ''] = sample.exec(line) ?? [];
    if (!countedBy.includes(name)) continue;
    const value = [...labels.matchAll(label)].find(([, key]) => key === field)?.[2];
    const count = Number(written);
    if (value === undefined || !Number.isFinite(count)) continue;
    counts.set(unescaped(value), (counts.get(unescaped(value)) ?? 0) + count);
  }
  return counts;
}

/** What was counted and what was logged. */
export interface Parity {
  /** The expositions of all targets after the last record ... */
  readonly after: readonly ErrorCounts[];
  /** ... and before the first; without them the counters are taken to have started at 0. */
  readonly before: readonly ErrorCounts[];
  readonly logged: ReadonlyMap<string, { readonly records: number }>;
}

const total = (expositions: readonly ErrorCounts[]): ErrorCounts => {
  const sums = new Map<string, number>();
  for (const [value, count] of expositions.flatMap((counts) => [...counts])) {
    sums.set(value, (sums.get(value) ?? 0) + count);
  }
  return sums;
};

/**
 * Reports every kind of error that was counted more often than it was logged; one that was logged more often is a warning,
 * because a program may say more than one thing about an error.
 */
export function parityFindings({ field, countedBy }: Errors, { after, before, logged }: Parity): SignalFinding[] {
  const [counted, earlier] = [total(after), total(before)];
  const values = [...new Set([...counted.keys(), ...logged.keys()])].sort();
  const counters = countedBy.map((name) => quote(name)).join(' or ');
  if (after.every((counts) => counts.size === 0)) {
    const message = () => `the metrics have no sample of ${counters}`;
    const help = 'check that these are the metrics of the program that wrote the log';
    return [{ code: 'logs/nothing-counted', severity: 'error', about: '', message, help }];
  }
  return values.flatMap((value): SignalFinding[] => {
    const count = (counted.get(value) ?? 0) - (earlier.get(value) ?? 0);
    const records = logged.get(value)?.records ?? 0;
    if (count < 0) {
      const message = () => `the counter of ${quote(value)} fell: the program was restarted in between`;
      const help = 'take the metrics before and after from one run of the program';
      return [{ code: 'logs/counter-reset', severity: 'error', about: value, message, help }];
    }
    if (count > records) {
      const message = () => `${quote(value)} was counted ${count} times and logged ${records} times`;
      const help = `log a record with \`${field}\` wherever the counter is incremented`;
      return [{ code: 'logs/error-not-logged', severity: 'error', about: value, message, help }];
    }
    if (count < records) {
      const message = () => `${quote(value)} was logged ${records} times and counted ${count} times`;
      const help = `increment ${counters} wherever such a record is logged, or log it once`;
      return [{ code: 'logs/error-not-counted', severity: 'warning', about: value, message, help }];
    }
    return [];
  });
}
