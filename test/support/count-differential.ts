import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { measureExpr } from '../../src/generators/expressions/measure-expr.ts';
import type { Counter, Measure, Model } from '../../src/model/model.ts';
import { print } from '../../src/promql/printer.ts';
import { readMeasure } from '../../src/scenarios/read-measure.ts';
import { seriesText } from '../../src/scenarios/series-text.ts';
import { notation } from '../../src/scenarios/signal.ts';
import { worldOf } from '../../src/scenarios/world.ts';
import { type CounterHistory, counterHistory } from './random-counters.ts';

const crashes: Counter = {
  type: 'counter',
  name: 'crashes_total',
  job: 'daemon',
  help: 'Crashes',
  unit: 'crashes',
  labels: [{ name: 'session', domain: { kind: 'unbounded', why: 'it is' } }],
};

const measure: Measure = {
  kind: 'count',
  of: { metric: crashes, where: [], view: { kind: 'counter' } },
  window: 300_000,
  by: ['instance'],
  newborn: 'count',
};

const model = { targetLabels: ['job', 'instance'], scrapeInterval: 15_000 } as unknown as Model;

/** The count by its meaning; undefined when it depends on which side of a window's edge a sample falls. */
function expected({ end, series }: CounterHistory): number | undefined {
  const world = worldOf(15_000, model.targetLabels, series);
  const [closed, open] = (['closed', 'open'] as const).map(
    (edges) => [...readMeasure(world, measure, end * 1000, edges).values()][0]?.value ?? 0,
  );
  return closed === open ? closed : undefined;
}

/**
 * Counts random histories by promtool with the generated expression, and by their meaning.
 * @returns how many were compared and those on which the two differ.
 */
export function compareCounts(
  runs: number,
  seed: number,
): { readonly compared: number; readonly different: readonly string[] } {
  const histories = fc.sample(counterHistory, { numRuns: runs, seed });
  const cases = histories.flatMap((history) => {
    const value = expected(history);
    return value === undefined ? [] : [{ history, value }];
  });
  const expr = `(${print(measureExpr(model, measure))}) or on () vector(0)`;
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-count-'));
  try {
    const file = join(folder, 'count.test.yml');
    const tests = cases.map(({ history, value }, i) => ({
      name: `case ${i}`,
      interval: '1s',
      input_series: history.series.map((one) => ({
        series: seriesText(one.name, one.labels),
        values: notation(one, 1000),
      })),
      promql_expr_test: [
        { expr: `sum(${expr})`, eval_time: `${history.end}s`, exp_samples: [{ labels: '{}', value }] },
      ],
    }));
    writeFileSync(file, stringify({ evaluation_interval: '1s', tests }, { lineWidth: 0 }));
    const { stdout, stderr, status } = spawnSync('promtool', ['test', 'rules', file], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const different = [...`${stdout}${stderr}`.matchAll(/exp:(.*)\n\s*got:(.*)/g)].map(
      ([, exp, got]) => `meaning ${exp?.trim()}, promtool ${got?.trim()}`,
    );
    if (status !== 0 && different.length === 0) throw new Error(`${stdout}${stderr}`.slice(0, 2000));
    return { compared: cases.length, different };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
