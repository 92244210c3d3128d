import type { Expr } from '../../promql/ast.ts';
import { type BoundQuery, type PreparedQuery, prepare } from '../../promql/eval/prepare.ts';
import { createSharedResults, type SharedResults } from '../../promql/eval/sharing/shared-results.ts';
import { queryRows } from '../../simulate/rules/query-rows.ts';
import type { LoadedRule, PrometheusVersion } from '../../simulate/rules/rule.ts';
import type { RuleEntry, RuleSet } from '../../simulate/rules/rule-set.ts';
import { readsOf } from '../../simulate/rules/selector-index.ts';
import { evaluateTicks } from '../run/evaluate-ticks.ts';
import { createFeed, type Feed } from '../run/feed.ts';
import { inputSelectors } from '../run/input-selectors.ts';
import { areMemoryless } from '../run/memoryless.ts';
import { remembering } from '../run/trial.ts';
import { editedPairs } from './edited-pairs.ts';
import { createLazyFeed, type LazyFeed } from './lazy-feed.ts';
import { proportionalRows, roundedRows, sameRows } from './same-rows.ts';
import type { Scenario } from './scenario.ts';
import { type Sight, textOf } from './sight.ts';
import { createWorkMeter, type Reads, samplesOf, samplesRead } from './work-meter.ts';

/** What a recording is taken to read. */
const aSample: Reads = { first: 1, next: 1, every: 0 };

/** What tests could see of a rule in a scenario, look by look; a rule that cannot be evaluated ends it. */
export interface Trace {
  /** For each look, all that is seen as one text; two looks are the same when the texts are. */
  readonly looks: readonly string[];
  /** For each look, whether an alert fires; of rules that no alert reads, whether anything is recorded. */
  readonly fires: readonly boolean[];
  readonly fault: string | undefined;
}

/** Plays scenarios on a rule, or on a mutant in its place, as either Prometheus would. */
export interface Arena {
  readonly chain: readonly LoadedRule[];
  /** Whether an alert depends on the rule; otherwise only what is recorded can be seen. */
  readonly hasAlerts: boolean;
  readonly evaluationInterval: number;
  /** The original's trace; remembered. */
  original(scenario: Scenario, version: PrometheusVersion): Trace;
  /** Whether an alert of the original fires at a time, as Prometheus 3, in a scenario that is not asked about again. */
  firesAt(scenario: Scenario, look: number): boolean;
  /**
   * The first look at which a mutant does something else than the original, `fault` for one that cannot be evaluated.
   * What they differ in by the rounding of doubles alone, in a number that is compared with a threshold, is no difference.
   */
  difference(scenario: Scenario, mutated: LoadedRule, version: PrometheusVersion): number | 'fault' | undefined;
  /** What is seen at one look. */
  sightAt(scenario: Scenario, rule: LoadedRule, version: PrometheusVersion, look: number): Sight | undefined;
  /** What all of this cost so far, in samples read. */
  work(): number;
  /** Lets go of everything that is remembered of a scenario. */
  forget(scenario: Scenario): void;
}

interface Prepared {
  /** Samples of its series. */
  readonly size: number;
  /** Names of its metrics. */
  readonly names: ReadonlySet<string | undefined>;
  /** Samples that the target reads at an evaluation. */
  readonly targetReads: Reads;
  readonly feed: Feed;
  readonly lazy: LazyFeed;
  /** Chain entries by version; those that no mutant affects remember what they say. */
  readonly entries: Map<PrometheusVersion, readonly RuleEntry[]>;
  readonly traces: Map<PrometheusVersion, Trace>;
  /** The evaluations that decide its looks, by reach. */
  readonly plans: Map<number, readonly Look[]>;
  /** What the original's expression comes to, by version and time. */
  readonly results: Map<PrometheusVersion, Map<number, QueryRows>>;
}

type QueryRows = ReturnType<typeof queryRows>;

/** The rules that run, by index, and how far their evaluations depend on those before, in milliseconds: Infinity when they are not memoryless. */
interface Part {
  readonly rules: readonly number[];
  readonly reach: number;
}

interface Look {
  readonly time: number;
  readonly isFresh: boolean;
  readonly isLook: boolean;
}

/** An arena for the mutants of one rule of a set. Tests ask for recordings by the names that are `asked`. */
export function createArena(
  rules: RuleSet,
  target: LoadedRule,
  evaluationInterval: number,
  asked: ReadonlySet<string>,
): Arena {
  const at = rules.entries.findIndex(({ rule }) => rule === target);
  const affected = rules.graph.withReaders([at]);
  const scope = rules.graph.withSources(affected);
  const chain = [...scope].sort((a, b) => a - b);
  const namesOf = (kind: LoadedRule['kind']): readonly string[] => {
    const all = [...affected].flatMap((i) => rules.entries[i]?.rule ?? []);
    return [...new Set(all.flatMap((rule) => (rule.kind === kind ? [rule.name] : [])))];
  };
  const alerts = namesOf('alerting');
  const recordings = namesOf('recording')
    .filter((name) => asked.has(name))
    .map(selectorRule);
  const prepared = new WeakMap<Scenario, Prepared>();
  const parts = new WeakMap<LoadedRule, Part>();
  const known = new Set([...rules.entries.map(({ rule }) => rule), ...recordings]);
  const queries = new Map<PrometheusVersion, WeakMap<LoadedRule, PreparedQuery>>();
  const unshared = prepare(target.expr, { ...rules.evalOptions, compat: '3', text: target.source });
  const isInput = inputSelectors(rules.entries.map(({ rule }) => rule));
  const sharedBy = new Map<PrometheusVersion, SharedResults>();
  const meter = createWorkMeter();

  function sharedFor(version: PrometheusVersion): SharedResults {
    const shared = sharedBy.get(version) ?? createSharedResults(target.expr, isInput);
    sharedBy.set(version, shared);
    return shared;
  }

  /** Only those of the original are kept: a query keeps its plan for every storage. */
  function queryOf(rule: LoadedRule, version: PrometheusVersion): PreparedQuery {
    const ofVersion = queries.get(version) ?? new WeakMap<LoadedRule, PreparedQuery>();
    queries.set(version, ofVersion);
    const options = { ...rules.evalOptions, compat: version, text: rule.source, shared: sharedFor(version) };
    const query = ofVersion.get(rule) ?? prepare(rule.expr, options);
    if (known.has(rule)) ofVersion.set(rule, query);
    return query;
  }

  function preparedFor(scenario: Scenario): Prepared {
    const known = prepared.get(scenario);
    if (known !== undefined) return known;
    const size = samplesOf(scenario);
    const feed = createFeed({ inputs: scenario.inputs, interval: scenario.interval, start: scenario.start });
    const made = {
      size,
      names: new Set(scenario.inputs.map(({ labels }) => labels['__name__'])),
      targetReads: samplesRead(target.expr, scenario, evaluationInterval),
      feed,
      lazy: createLazyFeed(feed, () => meter.count(size)),
      entries: new Map(),
      traces: new Map(),
      plans: new Map(),
      results: new Map(),
    };
    prepared.set(scenario, made);
    return made;
  }

  /** A query of a rule that has its input, when it reads any, and counts. */
  function supplied(scenario: Scenario, { expr }: LoadedRule, query: PreparedQuery, reads: Reads): PreparedQuery {
    const { names, lazy } = preparedFor(scenario);
    const readsInput = readsOf(expr).some((one) => one === 'anything' || one.name === undefined || names.has(one.name));
    const metered = meter.metered(query, reads);
    return readsInput ? lazy.fed(metered) : metered;
  }

  function entriesFor(scenario: Scenario, rule: LoadedRule, version: PrometheusVersion): readonly RuleEntry[] {
    const { entries, targetReads } = preparedFor(scenario);
    const known =
      entries.get(version) ??
      rules.entries.map((entry, i) => {
        const prepared = scope.has(i) ? queryOf(entry.rule, version) : entry.query;
        const query = supplied(
          scenario,
          entry.rule,
          prepared,
          samplesRead(entry.rule.expr, scenario, evaluationInterval),
        );
        if (!scope.has(i)) return { ...entry, query };
        return { ...entry, query: affected.has(i) ? query : remembering(query) };
      });
    entries.set(version, known);
    return partOf(rule).rules.flatMap((i) => {
      const entry = known[i];
      if (entry === undefined) return [];
      if (i !== at) return [entry];
      return [{ ...entry, rule, query: supplied(scenario, rule, queryOf(rule, version), targetReads) }];
    });
  }

  /** What has to run for a mutant: it may read rules that the original does not read. */
  function partOf(rule: LoadedRule): Part {
    const part = parts.get(rule) ?? newPart(rule);
    parts.set(rule, part);
    return part;
  }

  function newPart(rule: LoadedRule): Part {
    const read = rule === target ? [] : [...rules.graph.writersFor(readsOf(rule.expr))].filter((i) => !scope.has(i));
    const own = read.length === 0 ? chain : [...rules.graph.withSources([...scope, ...read])].sort((a, b) => a - b);
    const loaded = own.flatMap((i) => (i === at ? rule : (rules.entries[i]?.rule ?? [])));
    const longest = loaded.reduce((most, one) => (one.kind === 'alerting' ? Math.max(most, one.forMs) : most), 0);
    return { rules: own, reach: areMemoryless(loaded) ? longest : Number.POSITIVE_INFINITY };
  }

  function plan(scenario: Scenario, rule: LoadedRule): readonly Look[] {
    const { reach } = partOf(rule);
    const { plans } = preparedFor(scenario);
    const known = plans.get(reach) ?? newPlan(scenario, reach);
    plans.set(reach, known);
    return known;
  }

  function newPlan({ looks }: Scenario, longest: number): readonly Look[] {
    const last = looks.at(-1) ?? 0;
    const wanted = new Set(looks);
    const ticks: Look[] = [];
    if (longest === Number.POSITIVE_INFINITY) {
      for (let time = 0; time <= last; time += evaluationInterval)
        ticks.push({ time, isFresh: false, isLook: wanted.has(time) });
      return ticks;
    }
    for (const look of looks) {
      const before = ticks.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
      const from = Math.max(0, Math.floor((look - longest) / evaluationInterval) * evaluationInterval);
      for (let time = Math.max(from, before + evaluationInterval); time <= look; time += evaluationInterval)
        ticks.push({ time, isFresh: time === from && time > before + evaluationInterval, isLook: wanted.has(time) });
    }
    return ticks;
  }

  /** What a test of the recordings gets at a time. */
  function recordedAt(scenario: Scenario, time: number, version: PrometheusVersion): Sight['recorded'] {
    return recordings.flatMap((recording) => {
      const query = supplied(scenario, recording, queryOf(recording, version), aSample);
      const rows = queryRows(boundTo(preparedFor(scenario).feed, query), time);
      return rows.ok ? rows.value : [];
    });
  }

  function play(
    scenario: Scenario,
    rule: LoadedRule,
    version: PrometheusVersion,
    visit: (look: number, sight: Sight) => boolean,
    entries = entriesFor(scenario, rule, version),
  ): string | undefined {
    const { start, externalLabels } = scenario;
    const run = { entries, feed: preparedFor(scenario).lazy, start, externalLabels, externalUrl: '' };
    let look = 0;
    const fault = evaluateTicks(run, plan(scenario, rule), ({ time, isLook }, firing) => {
      meter.count(entries.length);
      if (!isLook) return false;
      return visit(look++, { firing: alerts.flatMap(firing), recorded: recordedAt(scenario, start + time, version) });
    });
    return fault?.message;
  }

  function original(scenario: Scenario, version: PrometheusVersion): Trace {
    const { traces } = preparedFor(scenario);
    const known = traces.get(version);
    if (known !== undefined) return known;
    const looks: string[] = [];
    const fires: boolean[] = [];
    const fault = play(scenario, target, version, (_, sight) => {
      looks.push(textOf(sight));
      fires.push((alerts.length > 0 ? sight.firing : sight.recorded).length > 0);
      return false;
    });
    const trace = { looks, fires, fault };
    traces.set(version, trace);
    return trace;
  }

  /** Whether the two expressions can be compared with nothing but the input at hand. */
  function canCompare(scenario: Scenario, mutated: LoadedRule, version: PrometheusVersion): boolean {
    // What reads input alone does not have to wait for other rules. No edit makes it read more.
    const readsInput = sharedFor(version).of(preparedFor(scenario).feed.storage, target.expr) !== undefined;
    return mutated.expr !== target.expr && readsInput;
  }

  /** Whether something holds whenever the rule is evaluated, with the input up to then; it is given the time of the query. */
  function everyQuery(looks: readonly Look[], scenario: Scenario, holds: (time: number) => boolean): boolean {
    const { feed } = preparedFor(scenario);
    const offset = rules.entries[at]?.group.queryOffsetMs ?? 0;
    feed.rewind();
    return looks.every((look) => {
      const time = scenario.start + look.time;
      feed.load(time);
      return holds(time - offset);
    });
  }

  /** Whether a mutant's expression comes to the same as the original's at every evaluation: then so does all that follows from it. */
  function isSameThroughout(scenario: Scenario, mutated: LoadedRule, version: PrometheusVersion): boolean {
    if (!canCompare(scenario, mutated, version)) return false;
    const { feed, results, size, targetReads } = preparedFor(scenario);
    const known = results.get(version) ?? new Map<number, QueryRows>();
    results.set(version, known);
    const [original, edited] = [boundTo(feed, queryOf(target, version)), boundTo(feed, queryOf(mutated, version))];
    meter.count(size);
    const count = meter.evaluations(targetReads);
    return everyQuery(plan(scenario, mutated), scenario, (time) => {
      count(time);
      const expected = known.get(time) ?? queryRows(original, time);
      known.set(time, expected);
      return same(expected, queryRows(edited, time), sameRows);
    });
  }

  /** Whether all that a mutant's edit changes is how numbers are rounded: in some part of it, they are the same but for that. */
  function isRoundedOnly(scenario: Scenario, mutated: LoadedRule, version: PrometheusVersion): boolean {
    if (!canCompare(scenario, mutated, version)) return false;
    const { feed } = preparedFor(scenario);
    const query = (expr: Expr, { source }: LoadedRule): BoundQuery =>
      boundTo(feed, prepare(expr, { ...rules.evalOptions, compat: version, text: source }));
    const ticks = plan(scenario, mutated);
    return editedPairs(target.expr, mutated.expr).some(({ original, edited, isProportion }) => {
      const [before, after] = [query(original, target), query(edited, mutated)];
      const compare = isProportion ? proportionalRows : roundedRows;
      return everyQuery(ticks, scenario, (time) => same(queryRows(before, time), queryRows(after, time), compare));
    });
  }

  return {
    chain: chain.flatMap((i) => rules.entries[i]?.rule ?? []),
    hasAlerts: alerts.length > 0,
    evaluationInterval,
    original,
    difference(scenario, mutated, version) {
      const expected = original(scenario, version);
      if (expected.fault !== undefined || isSameThroughout(scenario, mutated, version)) return undefined;
      let found: number | undefined;
      const fault = play(scenario, mutated, version, (look, sight) => {
        if (textOf(sight) === expected.looks[look]) return false;
        found = look;
        return true;
      });
      if (found !== undefined && isRoundedOnly(scenario, mutated, version)) return undefined;
      return found ?? (fault === undefined ? undefined : 'fault');
    },
    sightAt(scenario, rule, version, wanted) {
      let found: Sight | undefined;
      play(scenario, rule, version, (look, sight) => {
        if (look === wanted) found = sight;
        return look === wanted;
      });
      return found;
    },
    firesAt(scenario, look) {
      const once = { ...scenario, looks: [look] };
      // Keeping its results for mutants would cost more than it saves.
      const entries = entriesFor(once, target, '3').map((entry) =>
        entry.rule === target
          ? { ...entry, query: supplied(once, target, unshared, preparedFor(once).targetReads) }
          : entry,
      );
      let fires = false;
      const visit = (_: number, { firing }: Sight): boolean => {
        fires = firing.length > 0;
        return true;
      };
      play(once, target, '3', visit, entries);
      return fires;
    },
    work: meter.spent,
    forget: (scenario) => prepared.delete(scenario),
  };
}

/** Not bound anew: what was compiled for this storage serves every run. */
const boundTo = ({ storage }: Feed, query: PreparedQuery): BoundQuery => ({
  instant: (time) => query.instant(storage, time),
  range: (range) => query.range(storage, range),
});

/** Whether both results are there, and the same. */
const same = (a: QueryRows, b: QueryRows, compare: typeof sameRows): boolean =>
  a.ok && b.ok && compare(a.value, b.value);

/** The rule that reads the series of a recording as they are. */
const selectorRule = (name: string): LoadedRule => ({
  kind: 'recording',
  name,
  expr: { kind: 'vector-selector', name, matchers: [] },
  source: name,
  labels: {},
});
