import { evaluateInstant } from '../../promql/eval/prepare.ts';
import { parse } from '../../promql/parser.ts';
import type { Storage } from '../../promql/storage/storage.ts';
import { createStorage } from '../../promql/storage/storage.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { type RuleFault, startSimulation } from '../rules/simulation.ts';
import { alertLookup, firing } from './alert-lookup.ts';
import { inOrder, sameAlerts } from './compare-alerts.ts';
import { readExpected, sameSamples } from './compare-samples.ts';
import type { Failure } from './failure.ts';
import { type GroupRun, lastEvalTime } from './group-run.ts';
import { createLoader } from './load-inputs.ts';
import { runApart } from './run-apart.ts';
import type { AlertTest, ExprTest, TestGroup } from './test-file.ts';

/** Runs the tests of a group as `promtool` does: see `testGroup.test` in `cmd/promtool/unittest.go`. */
export function runTestGroup(group: TestGroup, run: GroupRun): readonly Failure[] {
  const storage = createStorage();
  // Whoever watches wants to see all rules at one time.
  const apart = run.onTick === undefined ? runApart(group, run, storage) : undefined;
  if (apart === undefined) return runTogether(group, run);
  const failures: Failure[] = [];
  for (const test of inTime(group)) {
    const got = apart.get(test) ?? [];
    const time = test.evalTime - (test.evalTime % run.evaluationInterval);
    if (!sameAlerts(test.expected, got)) failures.push({ kind: 'alerts', test, time, got: inOrder(got) });
  }
  return [...failures, ...runExprTests(group, storage, run)];
}

const inTime = ({ alertTests }: TestGroup): readonly AlertTest[] =>
  alertTests.toSorted((a, b) => a.evalTime - b.evalTime);

/** All rules at one time, then all at the next. */
function runTogether(group: TestGroup, run: GroupRun): readonly Failure[] {
  const { rules, evaluationInterval, evaluated, writesAlerts } = run;
  const storage = createStorage();
  const load = createLoader(group, storage);
  const { externalLabels, externalUrl, start } = group;
  const simulation = startSimulation(rules, storage, { externalLabels, externalUrl, evaluated, writesAlerts });
  const alertsNamed = alertLookup(rules, simulation, rules.entries.keys());
  const failures: Failure[] = [];
  const pending = inTime(group);
  const faults = [...run.otherFaults];
  const last = lastEvalTime(group);
  let next = 0;
  for (let time = 0; time <= last; time += evaluationInterval) {
    load(start + time);
    const found = [...simulation.tick(start + time)];
    while ((faults[0]?.time ?? Number.POSITIVE_INFINITY) <= start + time) found.push(...faults.splice(0, 1));
    if (found.length > 0) return [...failures, ...found.map((fault) => faultFailure(fault, rules, start))];
    run.onTick?.(time, alertsNamed);
    for (
      let test = pending[next];
      test !== undefined && test.evalTime < time + evaluationInterval;
      test = pending[++next]
    ) {
      const got = firing(alertsNamed(test.alertName));
      if (!sameAlerts(test.expected, got)) failures.push({ kind: 'alerts', test, time, got: inOrder(got) });
    }
  }
  return [...failures, ...runExprTests(group, storage, run)];
}

function runExprTests(group: TestGroup, storage: Storage, run: GroupRun): readonly Failure[] {
  return group.exprTests.flatMap((test) => runExprTest(test, storage, group, run) ?? []);
}

function faultFailure({ rule, time, message }: RuleFault, { entries }: RuleSet, start: number): Failure {
  const entry = entries[rule];
  return { kind: 'rule', rule: entry?.rule.name ?? '', group: entry?.group.name ?? '', time: time - start, message };
}

function runExprTest(test: ExprTest, storage: Storage, group: TestGroup, run: GroupRun): Failure | undefined {
  const { evalOptions, version } = run.rules;
  const error = (message: string): Failure => ({ kind: 'expr-error', test, message });
  const parsed = parse(test.expr, { dialect: version });
  if (!parsed.ok) return error(parsed.errors.map(({ message }) => message).join('; '));
  const result = evaluateInstant(parsed.value, storage, group.start + test.evalTime, {
    ...evalOptions,
    text: test.expr,
  });
  if (!result.ok) return error(result.errors.map(({ message }) => message).join('; '));
  const { value } = result.value;
  if (value.kind === 'string' || value.kind === 'matrix') return error('rule result is not a vector or scalar');
  const got = value.kind === 'scalar' ? [{ labels: {}, value: value.value }] : value.samples;
  const wanted = readExpected(test.expected, version);
  if (!wanted.ok) return error(wanted.errors.join('; '));
  return sameSamples(wanted.value, got, run.isFuzzy) ? undefined : { kind: 'samples', test, got };
}
