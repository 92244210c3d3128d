import type { Expr } from '../../promql/ast.ts';
import type { PreparedQuery } from '../../promql/eval/prepare.ts';
import { walk } from '../../promql/walk.ts';
import type { Scenario } from './scenario.ts';
import { secondsOf } from './seconds-of.ts';

/** Counts what a search costs in samples that its queries read: unlike a clock it says the same on every machine and for any number of threads. */
export interface WorkMeter {
  spent(): number;
  count(samples: number): void;
  /** A query each evaluation of which counts as so many samples. */
  metered(query: PreparedQuery, samples: number): PreparedQuery;
}

/** A meter at 0. */
export function createWorkMeter(): WorkMeter {
  let spent = 0;
  return {
    spent: () => spent,
    count(samples) {
      spent += samples;
    },
    metered: (query, samples) => ({
      ...query,
      instant(storage, time) {
        spent += samples;
        return query.instant(storage, time);
      },
    }),
  };
}

/**
 * What one evaluation of an expression costs: a sample for each series that a selector may read. The samples of a window cost less, since it
 * moves on by one sample at a time.
 */
export function samplesRead(expr: Expr, { inputs, interval }: Scenario): number {
  const series = new Map<string, number>();
  for (const { labels } of inputs) {
    const name = labels['__name__'] ?? '';
    series.set(name, (series.get(name) ?? 0) + 1);
  }
  let total = 1;
  walk(expr, (node, parents) => {
    if (node.kind !== 'vector-selector') return;
    // What rules record is one series as often as not.
    const selected = node.name === undefined ? inputs.length : (series.get(node.name) ?? 1);
    total += parents.reduce((samples, parent) => samples * timesRead(parent, interval), selected);
  });
  return total;
}

function timesRead(parent: Expr, interval: number): number {
  if (parent.kind === 'matrix-selector') return 1 + (secondsOf(parent.range) * 1000) / interval / 32;
  if (parent.kind !== 'subquery') return 1;
  const step = parent.step === undefined ? 60 : secondsOf(parent.step);
  return 1 + secondsOf(parent.range) / step;
}

/** Entries of the series of a scenario, those without a sample as well. */
export const samplesOf = ({ inputs }: Pick<Scenario, 'inputs'>): number =>
  inputs.reduce((total, { values }) => total + values.length, 0);
