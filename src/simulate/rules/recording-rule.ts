import type { BoundQuery } from '../../promql/eval/prepare.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { Storage } from '../../promql/storage/storage.ts';
import { queryRows } from './query-rows.ts';
import type { LoadedRecordingRule } from './rule.ts';
import { createRuleOutput, type OutputSeries } from './rule-output.ts';
import type { RunningRule } from './running-rule.ts';

/** A recording rule on a storage. `limit` is 0 for none. */
export function startRecordingRule(
  rule: LoadedRecordingRule,
  query: BoundQuery,
  storage: Storage,
  { limit, queryOffsetMs }: { readonly limit: number; readonly queryOffsetMs: number },
): RunningRule {
  const output = createRuleOutput(storage);
  const targets = new Map<Labels, OutputSeries>();
  const seen = new Set<OutputSeries>();

  function targetOf(labels: Labels): OutputSeries {
    let target = targets.get(labels);
    if (target === undefined) {
      target = output.series({ ...labels, ['__name__']: rule.name, ...rule.labels });
      targets.set(labels, target);
    }
    return target;
  }

  return {
    kind: 'recording',
    evaluate(timeMs) {
      const at = timeMs - queryOffsetMs;
      const result = queryRows(query, at);
      if (!result.ok) return result.errors[0];
      const rows = result.value;
      seen.clear();
      for (const { labels } of rows) seen.add(targetOf(labels));
      if (seen.size < rows.length) return 'vector contains metrics with the same labelset after applying rule labels';
      if (limit > 0 && rows.length > limit) return `exceeded limit of ${limit} with ${rows.length} series`;
      let problem: string | undefined;
      for (const { labels, value } of rows) problem ??= output.write(targetOf(labels), at, value);
      output.finish(at);
      return problem;
    },
  };
}
