import type { Measure } from '../model/model.ts';
import { type PreparedQuery, prepare } from '../promql/eval/prepare.ts';
import { createStorage, type Storage } from '../promql/storage/storage.ts';
import { groupKey, groupLabels, type Reading } from './reading.ts';
import type { Edges, World } from './world.ts';

type Raw = Extract<Measure, { kind: 'promql' }>;

const storages = new WeakMap<World, Storage>();
const queries = new WeakMap<Raw, Record<Edges, PreparedQuery>>();

/**
 * The value of raw PromQL at `t`. Its text is all the meaning that it has: the embedded engine reads it, as the Prometheus
 * that draws such edges. A query that cannot be evaluated gives nothing.
 */
export function evaluateRaw(world: World, measure: Raw, t: number, edges: Edges): Reading {
  const storage = storages.get(world) ?? storageOf(world);
  storages.set(world, storage);
  const known = queries.get(measure) ?? {
    closed: prepare(measure.expr, { compat: '2.42' }),
    open: prepare(measure.expr, { compat: '3' }),
  };
  queries.set(measure, known);
  const result = known[edges].instant(storage, t);
  if (!result.ok || result.value.value.kind !== 'vector') return new Map();
  return new Map(
    result.value.value.samples.flatMap(({ labels, value }) =>
      typeof value === 'number'
        ? [[groupKey(labels, measure.by), { labels: groupLabels(labels, measure.by), value }] as const]
        : [],
    ),
  );
}

function storageOf(world: World): Storage {
  const storage = createStorage();
  for (const [name, all] of world.series) {
    for (const { labels, times, values } of all) {
      const appender = storage.appender({ ...labels, __name__: name });
      times.forEach((time, i) => {
        appender.append(time, values[i] ?? 'stale');
      });
    }
  }
  return storage;
}
