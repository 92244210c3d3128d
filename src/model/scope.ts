import type { KnownMetrics } from '../promql/check-against-metrics.ts';
import { parseDuration } from '../shared/duration.ts';
import type { Declared } from './declared.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Job, Metric } from './model.ts';

/** What measures, conditions and texts are resolved against. */
export interface Scope {
  readonly findings: Findings;
  readonly targetLabels: readonly string[];
  /** Milliseconds, as both. */
  readonly scrapeInterval: number;
  readonly evaluationInterval: number;
  readonly jobs: Declared<Job>;
  readonly metrics: Declared<Metric>;
  /** The same metrics for queries, without those that are broken. */
  readonly known: KnownMetrics;
}

/** Milliseconds; undefined when the text is not a duration, which is reported. */
export function readDuration(findings: Findings, text: string, path: Path): number | undefined {
  const ms = parseDuration(text);
  if (ms === undefined) {
    const help = 'write whole numbers with a unit, the larger unit first: `15s`, `5m`, `1h30m`';
    findings.error('quantity/bad-duration', `${quote(text)} is not a duration`, help, path);
  }
  return ms;
}

/** A duration that must not be zero. */
export function readPositiveDuration(findings: Findings, text: string, path: Path): number | undefined {
  const ms = readDuration(findings, text, path);
  if (ms !== 0) return ms;
  findings.error('quantity/zero-duration', `${quote(text)} is no time at all`, 'write a duration above zero', path);
  return undefined;
}

/** Scrapes that a window must have room for. */
export type Scrapes = 2 | 4;

/** A window over samples: one with few scrapes in it is empty whenever one of them is late. */
export function readWindow(scope: Scope, text: string, path: Path, scrapes: Scrapes): number | undefined {
  const { findings, scrapeInterval } = scope;
  const ms = readPositiveDuration(findings, text, path);
  if (ms === undefined || scrapeInterval === 0 || ms >= scrapes * scrapeInterval) return ms;
  const message = `a window of ${quote(text)} has room for fewer than ${scrapes} scrapes`;
  const help = `make it at least ${scrapes} times \`scrapeEvery\`, or scrape more often`;
  findings.error('measure/window-too-short', message, help, path);
  return ms;
}
