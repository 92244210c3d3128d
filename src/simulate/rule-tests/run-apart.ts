import type { Storage } from '../../promql/storage/storage.ts';
import { islandsOf } from '../rules/islands.ts';
import { ruleLooksAhead } from '../rules/looks-ahead.ts';
import { readsOfText } from '../rules/rule-graph.ts';
import { startSimulation } from '../rules/simulation.ts';
import { alertLookup, firing } from './alert-lookup.ts';
import { askAlone } from './ask-alone.ts';
import type { AlertsByTest, FiringAlert } from './failure.ts';
import { type GroupRun, lastEvalTime } from './group-run.ts';
import { createLoader } from './load-inputs.ts';
import type { AlertTest, TestGroup } from './test-file.ts';

/**
 * Runs rules that have nothing to do with each other one after the other, each through all the time of the group: a
 * processor's caches hold one rule with its series, but not all. Fills the storage with the input and what the rules write.
 * `undefined`, and a storage of no use, when it would matter that promtool goes from time to time with all of them.
 */
export function runApart(group: TestGroup, run: GroupRun, storage: Storage): AlertsByTest | undefined {
  const { rules, evaluated, evaluationInterval, writesAlerts } = run;
  if (run.otherFaults.length > 0 || !isSeparable(group, run)) return undefined;
  const { externalLabels, externalUrl, start } = group;
  const last = lastEvalTime(group);
  const tests = testsByName(group);
  const results = new Map<AlertTest, readonly FiringAlert[]>();
  createLoader(group, storage)(start + last - (last % evaluationInterval));
  const asked = group.exprTests.map(({ expr }) => rules.graph.writersFor(readsOfText(expr, rules.version)));
  for (const island of islandsOf(evaluated, rules.graph, asked)) {
    const names = new Set(island.map((rule) => rules.entries[rule]?.rule.name ?? ''));
    const pending = [...names].flatMap((name) => tests.get(name) ?? []).sort((a, b) => a.evalTime - b.evalTime);
    const [only = -1] = island;
    if (island.length === 1 && !writesAlerts(only)) {
      const found = askAlone(rules.entries[only], pending, group, evaluationInterval, storage);
      if (found === 'failed') return undefined;
      if (found !== 'unsure') {
        for (const [test, alerts] of found) results.set(test, alerts);
        continue;
      }
    }
    const options = { externalLabels, externalUrl, evaluated: island, writesAlerts };
    const simulation = startSimulation(rules, storage, options);
    const alertsNamed = alertLookup(rules, simulation, island);
    let next = 0;
    for (let time = 0; time <= last; time += evaluationInterval) {
      // Which fault comes first is a question of time.
      if (simulation.tick(start + time).length > 0) return undefined;
      let test = pending[next];
      for (; test !== undefined && test.evalTime < time + evaluationInterval; test = pending[++next])
        results.set(test, firing(alertsNamed(test.alertName)));
    }
  }
  return results;
}

function isSeparable({ inputs }: TestGroup, { rules, evaluated }: GroupRun): boolean {
  const written = new Set(['ALERTS', 'ALERTS_FOR_STATE']);
  for (const index of evaluated) {
    const entry = rules.entries[index];
    if (entry === undefined) continue;
    if (ruleLooksAhead(entry.rule, rules.version)) return false;
    if (entry.rule.kind === 'recording') written.add(entry.rule.name);
  }
  return !inputs.some(({ labels }) => written.has(labels['__name__'] ?? ''));
}

function testsByName({ alertTests }: TestGroup): ReadonlyMap<string, readonly AlertTest[]> {
  const byName = new Map<string, AlertTest[]>();
  for (const test of alertTests) {
    const known = byName.get(test.alertName);
    if (known === undefined) byName.set(test.alertName, [test]);
    else known.push(test);
  }
  return byName;
}
