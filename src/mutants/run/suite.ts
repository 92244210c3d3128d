import type { Failure } from '../../simulate/rule-tests/failure.ts';
import { runTestGroup } from '../../simulate/rule-tests/run-test-group.ts';
import type { TestFile, TestGroup } from '../../simulate/rule-tests/test-file.ts';
import type { LoadedGroup, LoadedRule, PrometheusVersion } from '../../simulate/rules/rule.ts';
import { readsOfText } from '../../simulate/rules/rule-graph.ts';
import { createRuleSet, type RuleSet } from '../../simulate/rules/rule-set.ts';

/** A test file with the rules that it tests. */
export interface Suite {
  /** As it is shown. */
  readonly path: string;
  readonly file: TestFile;
  readonly rules: RuleSet;
  /** Names of the recordings that its tests of expressions ask for. */
  readonly recordings: ReadonlySet<string>;
  /** The groups that pass on the rules as they are: only these can tell a mutant from its original. */
  readonly groups: readonly TestGroup[];
  /** The groups that do not. */
  readonly failing: readonly { readonly group: TestGroup; readonly failures: readonly Failure[] }[];
}

/** Puts the rules of a test file in order and finds out which of its groups pass. */
export function createSuite(
  path: string,
  file: TestFile,
  loaded: readonly LoadedGroup[],
  version: PrometheusVersion,
): Suite {
  const { groupOrder, evaluationInterval, isFuzzy } = file;
  const rules = createRuleSet(loaded, { version, groupOrder, subqueryStepMs: evaluationInterval });
  const failing = file.groups.flatMap((group) => {
    const evaluated = observedBy(group, rules);
    const writesAlerts = writesAlertsIn(group, rules);
    const run = { rules, evaluated, writesAlerts, evaluationInterval, isFuzzy, otherFaults: [] };
    const failures = runTestGroup(group, run);
    return failures.length === 0 ? [] : [{ group, failures }];
  });
  const broken = new Set(failing.map(({ group }) => group));
  const asked = file.groups.flatMap((group) => [...askedBy(group, rules.graph, version)]);
  const recordings = new Set(asked.flatMap((i) => rules.entries[i]?.rule ?? []).flatMap(recordingName));
  return { path, file, rules, recordings, groups: file.groups.filter((group) => !broken.has(group)), failing };
}

const recordingName = ({ kind, name }: LoadedRule): readonly string[] => (kind === 'recording' ? [name] : []);

/** The tests of a group that depend on some of the rules. */
export function testsOn(
  { alertTests, exprTests }: TestGroup,
  rules: ReadonlySet<number>,
  { entries, graph, version }: RuleSet,
): Pick<TestGroup, 'alertTests' | 'exprTests'> {
  const all = [...rules].flatMap((i) => entries[i]?.rule ?? []);
  const names = new Set(all.flatMap(({ kind, name }) => (kind === 'alerting' ? [name] : [])));
  return {
    alertTests: alertTests.filter(({ alertName }) => names.has(alertName)),
    exprTests: exprTests.filter(({ expr }) =>
      [...graph.writersFor(readsOfText(expr, version))].some((i) => rules.has(i)),
    ),
  };
}

/** The rules that the tests of a group ask about, and all that these read. */
export function observedBy(group: TestGroup, { entries, graph, version }: RuleSet): ReadonlySet<number> {
  const names = new Set(group.alertTests.map(({ alertName }) => alertName));
  const observed = new Set(askedBy(group, graph, version));
  entries.forEach(({ rule }, i) => {
    if (rule.kind === 'alerting' && names.has(rule.name)) observed.add(i);
  });
  return graph.withSources(observed);
}

const askedBy = ({ exprTests }: TestGroup, graph: RuleSet['graph'], version: PrometheusVersion): ReadonlySet<number> =>
  graph.writersFor(exprTests.flatMap(({ expr }) => readsOfText(expr, version)));

/** Which rules have to write `ALERTS` for the tests of a group. */
export function writesAlertsIn(group: TestGroup, { graph, version }: RuleSet): (rule: number) => boolean {
  const asked = askedBy(group, graph, version);
  return (rule) => asked.has(rule) || graph.needsAlertSeries(rule);
}
