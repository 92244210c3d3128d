import { type BoundQuery, prepare } from '../../promql/eval/prepare.ts';
import { parse } from '../../promql/parser.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { Storage } from '../../promql/storage/storage.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { AlertTemplateData } from '../templates/alert-template.ts';
import { startAlertingRule } from './alerting-rule.ts';
import { queryRows } from './query-rows.ts';
import { startRecordingRule } from './recording-rule.ts';
import type { RuleSet } from './rule-set.ts';
import type { RunningRule } from './running-rule.ts';

/** Where rules run, and what they see of their surroundings. */
export interface SimulationOptions {
  readonly externalLabels: Labels;
  readonly externalUrl: string;
  /** Indexes of the rules to evaluate, in any order. */
  readonly evaluated: Iterable<number>;
  /** Indexes of the rules that write `ALERTS` and `ALERTS_FOR_STATE`. */
  readonly writesAlerts: (rule: number) => boolean;
}

/** A rule that could not be evaluated. */
export interface RuleFault {
  /** Index of the rule. */
  readonly rule: number;
  /** In milliseconds. */
  readonly time: number;
  /** In the words of Prometheus. */
  readonly message: string;
}

/** Rules with their state on one storage. */
export interface Simulation {
  /** Evaluates every rule in order; all of them, also after one that fails. */
  tick(timeMs: number): readonly RuleFault[];
  /** A rule that is evaluated, by index. */
  rule(index: number): RunningRule | undefined;
}

const noFaults: readonly RuleFault[] = [];

/** Starts rules on a storage that the caller fills between ticks. */
export function startSimulation(rules: RuleSet, storage: Storage, options: SimulationOptions): Simulation {
  const templateQuery = createTemplateQuery(rules, storage);
  const running = new Map<number, RunningRule>();
  for (const index of [...options.evaluated].sort((a, b) => a - b)) {
    const entry = rules.entries[index];
    if (entry === undefined) continue;
    const { rule, group } = entry;
    const query = entry.query.on(storage);
    const { limit, queryOffsetMs } = group;
    const started =
      rule.kind === 'recording'
        ? startRecordingRule(rule, query, storage, { limit, queryOffsetMs })
        : startAlertingRule(rule, query, storage, {
            limit,
            queryOffsetMs,
            externalLabels: options.externalLabels,
            externalUrl: options.externalUrl,
            query: templateQuery,
            writesSeries: options.writesAlerts(index),
          });
    running.set(index, started);
  }
  return {
    tick(timeMs) {
      let faults: RuleFault[] | undefined;
      for (const [index, rule] of running) {
        const message = rule.evaluate(timeMs);
        if (message === undefined) continue;
        faults ??= [];
        faults.push({ rule: index, time: timeMs, message });
      }
      return faults ?? noFaults;
    },
    rule: (index) => running.get(index),
  };
}

/** Answers the template function `query`; texts are parsed once. */
function createTemplateQuery({ evalOptions, version }: RuleSet, storage: Storage) {
  const prepared = new Map<string, Result<BoundQuery, string>>();
  return (text: string, timeMs: number): ReturnType<AlertTemplateData['query']> => {
    let query = prepared.get(text);
    if (query === undefined) {
      const parsed = parse(text, { dialect: version });
      query = parsed.ok
        ? ok(prepare(parsed.value, { ...evalOptions, text }).on(storage))
        : fail(...parsed.errors.map(({ message }) => `parse error: ${message}`));
      prepared.set(text, query);
    }
    return query.ok ? queryRows(query.value, timeMs) : query;
  };
}
