import { possibleLabels } from '../../promql/eval/possible-labels.ts';
import type { Storage } from '../../promql/storage/storage.ts';
import { fail } from '../../shared/result.ts';
import { startAlertingRule } from '../rules/alerting-rule.ts';
import { queryRows } from '../rules/query-rows.ts';
import type { LoadedAlertingRule } from '../rules/rule.ts';
import { maximumSamples, type RuleEntry } from '../rules/rule-set.ts';
import { firing } from './alert-lookup.ts';
import type { AlertsByTest, FiringAlert } from './failure.ts';
import type { AlertTest, TestGroup } from './test-file.ts';

/**
 * The alerts that each test of a rule gets, from no more evaluations than decide it: those of the time for which an alert has
 * to last. Whatever came before makes no difference when nothing reads what the rule writes and no evaluation can fail.
 * `unsure` where that is not known, `failed` where one does.
 * @param tests Those of the rule's name, by time.
 * @param storage With all samples of the group.
 */
export function askAlone(
  entry: RuleEntry | undefined,
  tests: readonly AlertTest[],
  group: TestGroup,
  evaluationInterval: number,
  storage: Storage,
): AlertsByTest | 'unsure' | 'failed' {
  if (entry?.rule.kind !== 'alerting' || !isDecidedByItsHold(entry.rule, entry.group.limit)) return 'unsure';
  const { rule } = entry;
  const { queryOffsetMs } = entry.group;
  if (!neverFails(rule, storage, group.interval)) return 'unsure';
  const query = entry.query.on(storage);
  // What fails at every time fails at the first.
  if (tests.length === 0) return queryRows(query, group.start - queryOffsetMs).ok ? new Map() : 'failed';
  const running = startAlertingRule(rule, query, storage, contextOf(entry, group));
  const results = new Map<AlertTest, readonly FiringAlert[]>();
  let next = 0;
  for (const test of tests) {
    const last = test.evalTime - (test.evalTime % evaluationInterval);
    if (last >= next) {
      const rows = queryRows(query, group.start + last - queryOffsetMs);
      if (!rows.ok) return 'failed';
      if (rows.value.length === 0) {
        results.set(test, []);
        continue;
      }
      const since = Math.max(0, Math.floor((last - rule.forMs) / evaluationInterval) * evaluationInterval);
      if (since > next) {
        running.restart();
        next = since;
      }
      for (; next < last; next += evaluationInterval)
        if (running.evaluate(group.start + next) !== undefined) return 'failed';
      if (running.take(rows.value, group.start + last) !== undefined) return 'failed';
      next = last + evaluationInterval;
    }
    results.set(test, firing(running.active()));
  }
  return results;
}

const isDecidedByItsHold = ({ keepFiringForMs, labels, annotations }: LoadedAlertingRule, limit: number): boolean =>
  keepFiringForMs === 0 && limit === 0 && [...labels, ...annotations].every(([, { queries }]) => queries === 'none');

function neverFails({ expr, labels }: LoadedAlertingRule, storage: Storage, interval: number): boolean {
  const possible = possibleLabels(expr, storage, interval);
  if (possible === undefined || possible.samples > maximumSamples) return false;
  const own = new Set(['alertname', ...labels.map(([name]) => name)]);
  const others = new Set(possible.labels.map((id) => storage.labels.drop(id, own)));
  return others.size === possible.labels.length;
}

const contextOf = ({ group: { queryOffsetMs } }: RuleEntry, { externalLabels, externalUrl }: TestGroup) => ({
  limit: 0,
  queryOffsetMs,
  externalLabels,
  externalUrl,
  query: () => fail('the templates of the rule ask nothing'),
  writesSeries: false,
});
