import { evaluateInstant } from '../../promql/eval/prepare.ts';
import { parse } from '../../promql/parser.ts';
import type { SeriesAppender, Storage } from '../../promql/storage/storage.ts';
import { createStorage } from '../../promql/storage/storage.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { ActiveAlert } from '../rules/running-rule.ts';
import { type RuleFault, type Simulation, startSimulation } from '../rules/simulation.ts';
import { sameAlerts } from './compare-alerts.ts';
import { readExpected, sameSamples } from './compare-samples.ts';
import type { Failure, FiringAlert } from './failure.ts';
import type { ExprTest, TestGroup } from './test-file.ts';

/** How a test group is run. */
export interface GroupRun {
  readonly rules: RuleSet;
  /** Indexes of the rules to evaluate. */
  readonly evaluated: ReadonlySet<number>;
  readonly writesAlerts: (rule: number) => boolean;
  /** Between two evaluations, in milliseconds. */
  readonly evaluationInterval: number;
  readonly isFuzzy: boolean;
  /** Faults of rules that are not evaluated here, sorted by time: known from elsewhere, as nothing here touches them. */
  readonly otherFaults: readonly RuleFault[];
  /** Called after every evaluation, with the time since the start and a way to ask for the alerts of a name. */
  readonly onTick?: (time: number, alerts: (name: string) => readonly ActiveAlert[]) => void;
}

/** The time of the last evaluation that the tests of a group need, in milliseconds since its start. */
export const lastEvalTime = ({ alertTests, exprTests }: TestGroup): number =>
  [...alertTests, ...exprTests].reduce((latest, { evalTime }) => Math.max(latest, evalTime), 0);

/** Runs the tests of a group as `promtool` does: see `testGroup.test` in `cmd/promtool/unittest.go`. */
export function runTestGroup(group: TestGroup, run: GroupRun): readonly Failure[] {
  const { rules, evaluationInterval } = run;
  const storage = createStorage();
  const load = createLoader(group, storage);
  const { externalLabels, externalUrl, start } = group;
  const { evaluated, writesAlerts } = run;
  const simulation = startSimulation(rules, storage, { externalLabels, externalUrl, evaluated, writesAlerts });
  const alertsNamed = createAlertLookup(rules, simulation);
  const failures: Failure[] = [];
  const pending = group.alertTests.toSorted((a, b) => a.evalTime - b.evalTime);
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
      if (!sameAlerts(test.expected, got)) failures.push({ kind: 'alerts', test, time, got });
    }
  }
  for (const test of group.exprTests) {
    const failure = runExprTest(test, storage, group, run);
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

/** A function that appends the samples of the input up to a time. */
function createLoader({ inputs, interval, start }: TestGroup, storage: Storage): (time: number) => void {
  // Of two inputs for the same series the last one counts.
  const sources = new Map<SeriesAppender, { readonly values: TestGroup['inputs'][number]['values']; next: number }>();
  for (const { labels, values } of inputs) sources.set(storage.appender(labels), { values, next: 0 });
  return (time) => {
    for (const [appender, source] of sources) {
      const { values } = source;
      for (; source.next < values.length; source.next++) {
        const at = start + source.next * interval;
        if (at > time) break;
        const value = values[source.next];
        if (value !== undefined) appender.append(at, value);
      }
    }
  };
}

function createAlertLookup(rules: RuleSet, simulation: Simulation): (name: string) => readonly ActiveAlert[] {
  const byName = new Map<string, number[]>();
  rules.entries.forEach(({ rule }, i) => {
    if (rule.kind !== 'alerting') return;
    const known = byName.get(rule.name);
    if (known === undefined) byName.set(rule.name, [i]);
    else known.push(i);
  });
  return (name) =>
    (byName.get(name) ?? []).flatMap((i) => {
      const rule = simulation.rule(i);
      return rule?.kind === 'alerting' ? rule.active() : [];
    });
}

const firing = (alerts: readonly ActiveAlert[]): readonly FiringAlert[] =>
  alerts
    .filter(({ state }) => state === 'firing')
    .map(({ labels, annotations }) => ({ labels, annotations: annotations() }));

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
