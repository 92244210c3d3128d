import type { Finding } from '../../diagnostics/diagnostic.ts';
import { createStorage } from '../../promql/storage/storage.ts';
import type { LoadedGroup, PrometheusVersion } from '../rules/rule.ts';
import { readsOfText } from '../rules/rule-graph.ts';
import { createRuleSet, type RuleSet } from '../rules/rule-set.ts';
import { type RuleFault, startSimulation } from '../rules/simulation.ts';
import type { Failure } from './failure.ts';
import { lastEvalTime } from './group-run.ts';
import { runTestGroup } from './run-test-group.ts';
import type { TestFile, TestGroup } from './test-file.ts';
import { type AlertTimeline, recordTimelines } from './timeline.ts';
import { groupVacuity } from './vacuity.ts';

/** What became of one test group. */
export interface GroupOutcome {
  readonly group: TestGroup;
  readonly failures: readonly Failure[];
  /** How the alerts of failed tests came about, by alert name. */
  readonly timelines: ReadonlyMap<string, AlertTimeline>;
  /** What in the group cannot fail, whatever the rules say. */
  readonly vacuous: readonly Finding[];
  /** Whether the other order of groups without a defined order gives another result. */
  readonly dependsOnOrder: boolean;
}

/** How test files are run. */
export interface RunOptions {
  readonly version: PrometheusVersion;
  /** Only groups for which this holds; all by default. */
  readonly selects?: (group: TestGroup) => boolean;
}

/** Runs the tests of a file on the rules that its rule files contain. */
export function runTestFile(
  file: TestFile,
  groups: readonly LoadedGroup[],
  options: RunOptions,
): readonly GroupOutcome[] {
  const { version, selects = () => true } = options;
  const ruleSetOptions = { version, groupOrder: file.groupOrder, subqueryStepMs: file.evaluationInterval };
  const rules = createRuleSet(groups, ruleSetOptions);
  const selected = file.groups.filter(selects);
  const scopes = selected.map((group) => scopeOf(group, rules, version));
  const untouched = faultsOfUntouched(selected, scopes, rules, file);
  let reversed: RuleSet | undefined;
  return selected.map((group, i) => {
    const scope = scopes[i] ?? { evaluated: new Set<number>(), alertsAreRead: () => true };
    const run = {
      rules,
      evaluated: scope.evaluated,
      writesAlerts: scope.alertsAreRead,
      evaluationInterval: file.evaluationInterval,
      isFuzzy: file.isFuzzy,
      otherFaults: untouched.get(group) ?? [],
    };
    const failures = runTestGroup(group, run);
    const timelines = recordTimelines(group, run, failures);
    let dependsOnOrder = false;
    if (rules.isUnordered && crossesGroups(rules, scope.evaluated)) {
      reversed ??= createRuleSet(groups, { ...ruleSetOptions, reversesTies: true });
      const other = scopeOf(group, reversed, version);
      const otherRun = {
        ...run,
        rules: reversed,
        evaluated: other.evaluated,
        writesAlerts: other.alertsAreRead,
        otherFaults: [],
      };
      const before = run.otherFaults.length > 0 ? runTestGroup(group, { ...run, otherFaults: [] }) : failures;
      dependsOnOrder = JSON.stringify(summaryOf(before)) !== JSON.stringify(summaryOf(runTestGroup(group, otherRun)));
    }
    return { group, failures, timelines, vacuous: groupVacuity(group, run), dependsOnOrder };
  });
}

interface Scope {
  /** The rules that can make a difference in this group. */
  readonly evaluated: ReadonlySet<number>;
  readonly alertsAreRead: (rule: number) => boolean;
}

/**
 * What has to be evaluated for the verdict of a group to be that of promtool, which evaluates everything: the rules that the tests ask about, those that
 * the input touches (they might fail), and all that these read.
 */
function scopeOf(group: TestGroup, { alerts, graph }: RuleSet, version: PrometheusVersion): Scope {
  const asked = graph.writersFor(group.exprTests.flatMap(({ expr }) => readsOfText(expr, version)));
  const observed = new Set(asked);
  for (const { alertName } of group.alertTests) for (const rule of alerts.get(alertName) ?? []) observed.add(rule);
  const touched = graph.withReaders(group.inputs.flatMap(({ labels }) => [...graph.touchedBy(labels)]));
  const evaluated = graph.withSources([...observed, ...touched]);
  return { evaluated, alertsAreRead: (rule) => asked.has(rule) || graph.needsAlertSeries(rule) };
}

/**
 * Rules that no input of a group touches do there what they do without any input. So they are evaluated once on an empty
 * storage, and their faults are faults of every group in which they are not evaluated: promtool would find them there.
 */
function faultsOfUntouched(
  groups: readonly TestGroup[],
  scopes: readonly Scope[],
  rules: RuleSet,
  { evaluationInterval }: TestFile,
): ReadonlyMap<TestGroup, readonly RuleFault[]> {
  const idle = new Set<number>();
  for (const { evaluated } of scopes) {
    rules.entries.forEach((_, i) => {
      if (!evaluated.has(i)) idle.add(i);
    });
  }
  const byGroup = new Map<TestGroup, readonly RuleFault[]>();
  if (idle.size === 0) return byGroup;
  const evaluated = rules.graph.withSources(idle);
  for (const start of new Set(groups.map((group) => group.start))) {
    const alike = groups.filter((group) => group.start === start);
    const last = Math.max(...alike.map(lastEvalTime));
    const simulation = startSimulation(rules, createStorage(), {
      externalLabels: {},
      externalUrl: '',
      evaluated,
      writesAlerts: rules.graph.needsAlertSeries,
    });
    const faults: RuleFault[] = [];
    for (let time = 0; time <= last; time += evaluationInterval) faults.push(...simulation.tick(start + time));
    if (faults.length === 0) continue;
    for (const group of alike) {
      const scope = scopes[groups.indexOf(group)];
      byGroup.set(
        group,
        faults.filter(({ rule }) => scope?.evaluated.has(rule) === false),
      );
    }
  }
  return byGroup;
}

/** Whether a rule reads what a rule of another group writes. */
function crossesGroups({ entries, graph }: RuleSet, evaluated: ReadonlySet<number>): boolean {
  return [...evaluated].some((writer) =>
    [...graph.readersOf(writer)].some(
      (reader) => evaluated.has(reader) && entries[reader]?.group !== entries[writer]?.group,
    ),
  );
}

/** What two runs are compared by. */
const summaryOf = (failures: readonly Failure[]): readonly unknown[] =>
  failures.map((failure) =>
    failure.kind === 'rule'
      ? [failure.rule, failure.group, failure.time, failure.message]
      : [failure.kind, failure.test.path, 'got' in failure ? failure.got : failure.message],
  );
