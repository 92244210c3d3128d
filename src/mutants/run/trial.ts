import type { EvalOptions } from '../../promql/eval/options.ts';
import { type PreparedQuery, prepare } from '../../promql/eval/prepare.ts';
import { createSharedResults, type SharedResults } from '../../promql/eval/sharing/shared-results.ts';
import { sameAlerts } from '../../simulate/rule-tests/compare-alerts.ts';
import type { Failure } from '../../simulate/rule-tests/failure.ts';
import type { GroupRun } from '../../simulate/rule-tests/group-run.ts';
import { runTestGroup } from '../../simulate/rule-tests/run-test-group.ts';
import type { TestGroup } from '../../simulate/rule-tests/test-file.ts';
import type { LoadedRule } from '../../simulate/rules/rule.ts';
import type { RuleEntry } from '../../simulate/rules/rule-set.ts';
import { readsOf } from '../../simulate/rules/selector-index.ts';
import { cannotFail } from './cannot-fail.ts';
import { evaluateTicks } from './evaluate-ticks.ts';
import { createFeed, type Feed } from './feed.ts';
import { inputSelectors } from './input-selectors.ts';
import { memorylessWith } from './memoryless.ts';
import { observedBy, type Suite, testsOn, writesAlertsIn } from './suite.ts';
import { planTicks, type Tick } from './tick-plan.ts';

/** A test group that can tell mutants of one rule from the original. */
export interface Trial {
  readonly suite: Suite;
  readonly group: TestGroup;
  /** Tries the evaluations that decide; undefined when none of them tells the mutant apart. */
  quick(mutated: LoadedRule): Failure | undefined;
  /** Tries every evaluation, as promtool does: also finds a mutant that only fails to evaluate. */
  full(mutated: LoadedRule): Failure | undefined;
  /** What the alerts of the tests do, evaluation by evaluation: `.` inactive, `p` pending, `f` firing. */
  states(mutated: LoadedRule): string;
}

/** The test groups of a suite that depend on a rule. */
export function createTrials(suite: Suite, target: LoadedRule): readonly Trial[] {
  const { rules } = suite;
  const at = rules.entries.findIndex(({ rule }) => rule === target);
  if (at === -1) return [];
  const affected = rules.graph.withReaders([at]);
  const shared = createSharedResults(target.expr, inputSelectors(rules.entries.map(({ rule }) => rule)));
  const known = new WeakMap<LoadedRule, ReadonlySet<number>>();
  const readBy = (mutated: LoadedRule): ReadonlySet<number> => {
    const read = known.get(mutated) ?? rules.graph.writersFor(readsOf(mutated.expr));
    known.set(mutated, read);
    return read;
  };
  return suite.groups.flatMap((group) => {
    const { alertTests, exprTests } = testsOn(group, affected, rules);
    if (alertTests.length + exprTests.length === 0) return [];
    const asked = { ...group, alertTests, exprTests };
    const evaluated = observedBy(asked, rules);
    return evaluated.has(at) ? [createTrial(suite, asked, at, evaluated, affected, shared, readBy)] : [];
  });
}

function createTrial(
  suite: Suite,
  group: TestGroup,
  target: number,
  evaluated: ReadonlySet<number>,
  affected: ReadonlySet<number>,
  shared: SharedResults,
  readBy: (mutated: LoadedRule) => ReadonlySet<number>,
): Trial {
  const { rules, file } = suite;
  const { evaluationInterval } = file;
  const entries = rules.entries.map((entry, i) =>
    evaluated.has(i) && !affected.has(i) ? { ...entry, query: remembering(entry.query) } : entry,
  );
  const others = [...evaluated].filter((i) => i !== target).flatMap((i) => entries[i]?.rule ?? []);
  const feed = createFeed(group);
  const writesAlerts = writesAlertsIn(group, rules);
  const plans = new Map<number, readonly Tick[]>();

  function entryOf(mutated: LoadedRule, options: EvalOptions = {}): RuleEntry | undefined {
    const original = rules.entries[target];
    if (original === undefined) return undefined;
    const query = prepare(mutated.expr, { ...rules.evalOptions, ...options, text: mutated.source });
    return { ...original, rule: mutated, query };
  }

  /** Indexes of what has to be evaluated: a mutant may read rules that the original does not read. */
  function scopeOf(mutated: LoadedRule): ReadonlySet<number> {
    const read = [...readBy(mutated)].filter((i) => !evaluated.has(i));
    return read.length === 0 ? evaluated : rules.graph.withSources([...evaluated, ...read]);
  }

  function ticksFor(forMs: number): readonly Tick[] {
    const known = plans.get(forMs) ?? planTicks(group.alertTests, forMs, evaluationInterval);
    plans.set(forMs, known);
    return known;
  }

  const areMemorylessWith = memorylessWith(others);
  const isQuick = (mutated: LoadedRule): boolean => group.exprTests.length === 0 && areMemorylessWith(mutated);

  function runWhole(mutated: LoadedRule, onTick?: GroupRun['onTick']): Failure | undefined {
    const entry = entryOf(mutated);
    if (entry === undefined) return undefined;
    const [failure] = runTestGroup(group, {
      rules: { ...rules, entries: entries.with(target, entry) },
      evaluated: scopeOf(mutated),
      writesAlerts,
      evaluationInterval,
      isFuzzy: file.isFuzzy,
      otherFaults: [],
      ...(onTick === undefined ? {} : { onTick }),
    });
    return failure;
  }

  const inputLabels = new Set(group.inputs.flatMap(({ labels }) => Object.keys(labels)));
  const full = (mutated: LoadedRule): Failure | undefined => {
    // What decides has been tried; the evaluations between could only fail.
    const isDecided = isQuick(mutated) && [...others, mutated].every((rule) => cannotFail(rule, inputLabels));
    return isDecided ? undefined : runWhole(mutated);
  };

  function states(mutated: LoadedRule): string {
    const names = new Set(group.alertTests.map(({ alertName }) => alertName));
    let text = '';
    runWhole(mutated, (_, alerts) => {
      const active = [...names].flatMap(alerts);
      text += active.some(({ state }) => state === 'firing') ? 'f' : active.length > 0 ? 'p' : '.';
    });
    return text;
  }

  /** What the original comes to, so that it need not be worked out again where a mutant does the same. */
  let isOriginalKnown = false;

  function quick(mutated: LoadedRule): Failure | undefined {
    if (!isQuick(mutated)) return runWhole(mutated);
    const original = rules.entries[target]?.rule;
    if (!isOriginalKnown && original !== undefined) {
      isOriginalKnown = true;
      quick(original);
    }
    const entry = entryOf(mutated, { shared });
    if (entry === undefined) return undefined;
    const scope = [...scopeOf(mutated)]
      .sort((a, b) => a - b)
      .map((i) => (i === target ? entry : (entries[i] ?? entry)));
    return runTicks(group, scope, ticksFor(longestFor(scope)), feed);
  }

  return { suite, group, quick, full, states };
}

const longestFor = (entries: readonly RuleEntry[]): number =>
  entries.reduce((longest, { rule }) => (rule.kind === 'alerting' ? Math.max(longest, rule.forMs) : longest), 0);

/** What a rule that no mutant affects says does not have to be worked out for each of them. */
export function remembering(query: PreparedQuery): PreparedQuery {
  const known = new Map<number, ReturnType<PreparedQuery['instant']>>();
  return {
    ...query,
    instant(storage, time) {
      const result = known.get(time) ?? query.instant(storage, time);
      known.set(time, result);
      return result;
    },
  };
}

function runTicks(
  group: TestGroup,
  entries: readonly RuleEntry[],
  ticks: readonly Tick[],
  feed: Feed,
): Failure | undefined {
  let found: Failure | undefined;
  const { start, externalLabels, externalUrl } = group;
  const run = { entries, feed, start, externalLabels, externalUrl };
  const fault = evaluateTicks(run, ticks, ({ time, tests }, firing) => {
    for (const test of tests) {
      const got = firing(test.alertName);
      if (!sameAlerts(test.expected, got)) found ??= { kind: 'alerts', test, time, got };
    }
    return found !== undefined;
  });
  if (fault === undefined) return found;
  const { entry, time, message } = fault;
  return { kind: 'rule', rule: entry.rule.name, group: entry.group.name, time, message };
}
