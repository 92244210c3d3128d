import { type PreparedQuery, prepare } from '../../promql/eval/prepare.ts';
import type { FiringAlert } from '../../simulate/rule-tests/failure.ts';
import type { LoadedRule, PrometheusVersion } from '../../simulate/rules/rule.ts';
import type { RuleEntry, RuleSet } from '../../simulate/rules/rule-set.ts';
import { readsOf } from '../../simulate/rules/selector-index.ts';
import { evaluateTicks } from '../run/evaluate-ticks.ts';
import { createFeed, type Feed } from '../run/feed.ts';
import { areMemoryless } from '../run/memoryless.ts';
import { remembering } from '../run/trial.ts';
import type { Scenario } from './scenario.ts';

/** What the alerts of a rule do in a scenario, look by look; a rule that cannot be evaluated ends it. */
export interface Trace {
  /** For each look, all that fires as one text; two looks are the same when the texts are. */
  readonly looks: readonly string[];
  readonly fault: string | undefined;
}

/** Plays scenarios on a rule, or on a mutant in its place, as either Prometheus would. */
export interface Arena {
  readonly chain: readonly LoadedRule[];
  readonly evaluationInterval: number;
  /** The original's trace; remembered. */
  original(scenario: Scenario, version: PrometheusVersion): Trace;
  /** The first look at which a mutant does something else than the original, `fault` for one that cannot be evaluated. */
  difference(scenario: Scenario, mutated: LoadedRule, version: PrometheusVersion): number | 'fault' | undefined;
  /** What fires of each alert at one look. */
  firingAt(
    scenario: Scenario,
    rule: LoadedRule,
    version: PrometheusVersion,
    look: number,
  ): readonly FiringAlert[] | undefined;
}

interface Prepared {
  readonly feed: Feed;
  /** Chain entries by version; those that no mutant affects remember what they say. */
  readonly entries: Map<PrometheusVersion, readonly RuleEntry[]>;
  readonly traces: Map<PrometheusVersion, Trace>;
}

interface Look {
  readonly time: number;
  readonly isFresh: boolean;
  readonly isLook: boolean;
}

/** An arena for the mutants of one rule of a set. */
export function createArena(rules: RuleSet, target: LoadedRule, evaluationInterval: number): Arena {
  const at = rules.entries.findIndex(({ rule }) => rule === target);
  const affected = rules.graph.withReaders([at]);
  const scope = rules.graph.withSources(affected);
  const chain = [...scope].sort((a, b) => a - b);
  const alerts = [...affected].flatMap((i) => {
    const rule = rules.entries[i]?.rule;
    return rule?.kind === 'alerting' ? [rule.name] : [];
  });
  const names = [...new Set(alerts)];
  const prepared = new WeakMap<Scenario, Prepared>();
  const known = new Set(rules.entries.map(({ rule }) => rule));
  const queries = new Map<PrometheusVersion, WeakMap<LoadedRule, PreparedQuery>>();

  /** Only those of the original are kept: a query keeps its plan for every storage. */
  function queryOf(rule: LoadedRule, version: PrometheusVersion): PreparedQuery {
    const ofVersion = queries.get(version) ?? new WeakMap<LoadedRule, PreparedQuery>();
    queries.set(version, ofVersion);
    const query =
      ofVersion.get(rule) ?? prepare(rule.expr, { ...rules.evalOptions, compat: version, text: rule.source });
    if (known.has(rule)) ofVersion.set(rule, query);
    return query;
  }

  function preparedFor(scenario: Scenario): Prepared {
    const known = prepared.get(scenario) ?? {
      feed: createFeed({ inputs: scenario.inputs, interval: scenario.interval, start: scenario.start }),
      entries: new Map(),
      traces: new Map(),
    };
    prepared.set(scenario, known);
    return known;
  }

  function entriesFor(scenario: Scenario, rule: LoadedRule, version: PrometheusVersion): readonly RuleEntry[] {
    const { entries } = preparedFor(scenario);
    const read = rule === target ? [] : [...rules.graph.writersFor(readsOf(rule.expr))].filter((i) => !scope.has(i));
    const own = read.length === 0 ? chain : [...rules.graph.withSources([...scope, ...read])].sort((a, b) => a - b);
    const known =
      entries.get(version) ??
      rules.entries.map((entry, i) => {
        const query = scope.has(i) ? queryOf(entry.rule, version) : entry.query;
        return { ...entry, query: affected.has(i) || !scope.has(i) ? query : remembering(query) };
      });
    entries.set(version, known);
    return own.flatMap((i) => {
      const entry = known[i];
      if (entry === undefined) return [];
      return i === at ? [{ ...entry, rule, query: queryOf(rule, version) }] : [entry];
    });
  }

  function plan({ looks }: Scenario, entries: readonly RuleEntry[]): readonly Look[] {
    const last = looks.at(-1) ?? 0;
    const own = entries.map(({ rule }) => rule);
    const wanted = new Set(looks);
    const ticks: Look[] = [];
    if (!areMemoryless(own)) {
      for (let time = 0; time <= last; time += evaluationInterval)
        ticks.push({ time, isFresh: false, isLook: wanted.has(time) });
      return ticks;
    }
    const longest = own.reduce((most, rule) => (rule.kind === 'alerting' ? Math.max(most, rule.forMs) : most), 0);
    for (const look of looks) {
      const before = ticks.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
      const from = Math.max(0, Math.floor((look - longest) / evaluationInterval) * evaluationInterval);
      for (let time = Math.max(from, before + evaluationInterval); time <= look; time += evaluationInterval)
        ticks.push({ time, isFresh: time === from && time > before + evaluationInterval, isLook: wanted.has(time) });
    }
    return ticks;
  }

  function play(
    scenario: Scenario,
    rule: LoadedRule,
    version: PrometheusVersion,
    visit: (look: number, firing: readonly FiringAlert[]) => boolean,
  ): string | undefined {
    const entries = entriesFor(scenario, rule, version);
    const { start, externalLabels } = scenario;
    const run = { entries, feed: preparedFor(scenario).feed, start, externalLabels, externalUrl: '' };
    let look = 0;
    const fault = evaluateTicks(run, plan(scenario, entries), ({ isLook }, firing) => {
      if (!isLook) return false;
      return visit(look++, names.flatMap(firing));
    });
    return fault?.message;
  }

  function original(scenario: Scenario, version: PrometheusVersion): Trace {
    const { traces } = preparedFor(scenario);
    const known = traces.get(version);
    if (known !== undefined) return known;
    const looks: string[] = [];
    const fault = play(scenario, target, version, (_, firing) => {
      looks.push(textOf(firing));
      return false;
    });
    const trace = { looks, fault };
    traces.set(version, trace);
    return trace;
  }

  return {
    chain: chain.flatMap((i) => rules.entries[i]?.rule ?? []),
    evaluationInterval,
    original,
    difference(scenario, mutated, version) {
      const expected = original(scenario, version);
      if (expected.fault !== undefined) return undefined;
      let found: number | undefined;
      const fault = play(scenario, mutated, version, (look, firing) => {
        if (textOf(firing) === expected.looks[look]) return false;
        found = look;
        return true;
      });
      return found ?? (fault === undefined ? undefined : 'fault');
    },
    firingAt(scenario, rule, version, wanted) {
      let found: readonly FiringAlert[] | undefined;
      play(scenario, rule, version, (look, firing) => {
        if (look === wanted) found = firing;
        return look === wanted;
      });
      return found;
    },
  };
}

/** Alerts as one text that is the same for the same alerts. */
export function textOf(firing: readonly FiringAlert[]): string {
  if (firing.length === 0) return '';
  return firing
    .map(({ labels, annotations }) => JSON.stringify([sorted(labels), sorted(annotations)]))
    .sort()
    .join('\n');
}

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
