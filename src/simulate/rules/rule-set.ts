import type { EvalOptions } from '../../promql/eval/options.ts';
import { type PreparedQuery, prepare } from '../../promql/eval/prepare.ts';
import type { LoadedGroup, LoadedRule, PrometheusVersion } from './rule.ts';
import { createRuleGraph, type RuleGraph } from './rule-graph.ts';

/** A rule with the group that it belongs to, ready to be evaluated. */
export interface RuleEntry {
  readonly rule: LoadedRule;
  readonly group: LoadedGroup;
  readonly query: PreparedQuery;
}

/** Rules in the order of their evaluation. */
export interface RuleSet {
  readonly version: PrometheusVersion;
  readonly entries: readonly RuleEntry[];
  /** The alerting rules of a name, by index. */
  readonly alerts: ReadonlyMap<string, readonly number[]>;
  readonly graph: RuleGraph;
  /** What every query is evaluated with. */
  readonly evalOptions: EvalOptions;
  /** Whether some groups have no defined order among each other. */
  readonly isUnordered: boolean;
}

/** How rules are put in order and evaluated. */
export interface RuleSetOptions {
  readonly version: PrometheusVersion;
  /** Names of groups, first to last; all others share the place of the first. */
  readonly groupOrder: readonly string[];
  /** Resolution of subqueries that name none, in milliseconds. */
  readonly subqueryStepMs: number;
  /** Puts groups without a defined order the other way round. */
  readonly reversesTies?: boolean;
}

/** As promtool, which is much stricter than Prometheus. */
export const maximumSamples = 10_000;

/** Puts groups in order and prepares their rules. Groups without a place in the order come in that of the files. */
export function createRuleSet(groups: readonly LoadedGroup[], options: RuleSetOptions): RuleSet {
  const { version, groupOrder, subqueryStepMs, reversesTies = false } = options;
  const placeOf = (group: LoadedGroup): number => Math.max(0, groupOrder.indexOf(group.name));
  const given = reversesTies ? groups.toReversed() : groups;
  const ordered = given.toSorted((a, b) => placeOf(a) - placeOf(b));
  const evalOptions: EvalOptions = { compat: version, subqueryStepMs, maxSamples: maximumSamples };
  const entries = ordered.flatMap((group) =>
    group.rules.map((rule): RuleEntry => {
      return { rule, group, query: prepare(rule.expr, { ...evalOptions, text: rule.source }) };
    }),
  );
  return {
    version,
    entries,
    alerts: alertsOf(entries),
    graph: createRuleGraph(
      entries.map(({ rule }) => rule),
      version,
    ),
    evalOptions,
    isUnordered: new Set(groups.map(placeOf)).size < groups.length,
  };
}

function alertsOf(entries: readonly RuleEntry[]): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  entries.forEach(({ rule }, i) => {
    if (rule.kind !== 'alerting') return;
    const known = byName.get(rule.name);
    if (known === undefined) byName.set(rule.name, [i]);
    else known.push(i);
  });
  return byName;
}
