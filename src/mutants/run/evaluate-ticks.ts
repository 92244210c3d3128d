import type { BoundQuery } from '../../promql/eval/prepare.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { FiringAlert } from '../../simulate/rule-tests/failure.ts';
import { startAlertingRule } from '../../simulate/rules/alerting-rule.ts';
import { startRecordingRule } from '../../simulate/rules/recording-rule.ts';
import type { RuleEntry } from '../../simulate/rules/rule-set.ts';
import type { RunningAlertingRule, RunningRule } from '../../simulate/rules/running-rule.ts';
import type { Feed } from './feed.ts';

/** Rules, their input, and where they run. */
export interface TickRun {
  readonly entries: readonly RuleEntry[];
  readonly feed: Feed;
  /** Time of the first evaluation, in milliseconds. */
  readonly start: number;
  readonly externalLabels: Labels;
  readonly externalUrl: string;
}

/** A rule that could not be evaluated. */
export interface TickFault {
  readonly entry: RuleEntry;
  /** Milliseconds since the start. */
  readonly time: number;
  readonly message: string;
}

const noQueries = () => ({ ok: true, value: [] }) as const;

/**
 * Evaluates rules at some times only; `isFresh` lets alerts start from nothing. Calls back after each evaluation with a way to
 * ask for what fires, until told to stop by `true`.
 */
export function evaluateTicks<T extends { readonly time: number; readonly isFresh: boolean }>(
  { entries, feed, start, externalLabels, externalUrl }: TickRun,
  ticks: readonly T[],
  visit: (tick: T, firing: (alert: string) => readonly FiringAlert[]) => boolean,
): TickFault | undefined {
  const { storage } = feed;
  feed.rewind();
  const run = ({ rule, group: { limit, queryOffsetMs }, query: prepared }: RuleEntry): RunningRule => {
    // Not bound anew: what was compiled for this storage serves every run.
    const query: BoundQuery = {
      instant: (time) => prepared.instant(storage, time),
      range: (range) => prepared.range(storage, range),
    };
    if (rule.kind === 'recording') return startRecordingRule(rule, query, storage, { limit, queryOffsetMs });
    const surroundings = { externalLabels, externalUrl, query: noQueries, writesSeries: false };
    return startAlertingRule(rule, query, storage, { ...surroundings, limit, queryOffsetMs });
  };
  const running = entries.map((entry) => ({ entry, rule: run(entry) }));
  const firing = (name: string): readonly FiringAlert[] =>
    running
      .map(({ rule }) => rule)
      .filter((rule): rule is RunningAlertingRule => rule.kind === 'alerting' && rule.name === name)
      .flatMap((rule) => rule.active())
      .filter(({ state }) => state === 'firing')
      .map(({ labels, annotations }) => ({ labels, annotations: annotations() }));
  for (const tick of ticks) {
    feed.load(start + tick.time);
    for (const one of running) {
      if (tick.isFresh && one.rule.kind === 'alerting') one.rule = run(one.entry);
      const message = one.rule.evaluate(start + tick.time);
      if (message !== undefined) return { entry: one.entry, time: tick.time, message };
    }
    if (visit(tick, firing)) return undefined;
  }
  return undefined;
}
