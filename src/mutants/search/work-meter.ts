import type { Expr } from '../../promql/ast.ts';
import type { PreparedQuery } from '../../promql/eval/prepare.ts';
import { walk } from '../../promql/walk.ts';
import type { Scenario } from './scenario.ts';
import { secondsOf } from './seconds-of.ts';

/** Counts what a search costs in samples that its queries read: unlike a clock it says the same on every machine and for any number of threads. */
export interface WorkMeter {
  spent(): number;
  count(samples: number): void;
  /** Counts the evaluations of an expression by their times. */
  evaluations(reads: Reads): (time: number) => void;
  /** A query each evaluation of which counts. */
  metered(query: PreparedQuery, reads: Reads): PreparedQuery;
}

/** The samples that an evaluation of an expression reads. Times are milliseconds. */
export interface Reads {
  readonly first: number;
  /** When it is evaluated `every` after the last time: only the new steps of subqueries are. */
  readonly next: number;
  readonly every: number;
}

/** A meter at 0. */
export function createWorkMeter(): WorkMeter {
  let spent = 0;
  const evaluations = ({ first, next, every }: Reads): ((time: number) => void) => {
    let last = Number.NaN;
    return (time) => {
      spent += time - last === every ? next : first;
      last = time;
    };
  };
  return {
    spent: () => spent,
    count(samples) {
      spent += samples;
    },
    evaluations,
    metered(query, reads) {
      const count = evaluations(reads);
      return {
        ...query,
        instant(storage, time) {
          count(time);
          return query.instant(storage, time);
        },
      };
    },
  };
}

/**
 * What evaluations of an expression `every` milliseconds cost: a sample for each series that a selector may read. The samples of a window
 * cost less, since it moves on by one sample at a time.
 */
export function samplesRead(expr: Expr, { inputs, interval }: Scenario, every: number): Reads {
  const series = new Map<string, number>();
  for (const { labels } of inputs) {
    const name = labels['__name__'] ?? '';
    series.set(name, (series.get(name) ?? 0) + 1);
  }
  const total = (fresh: number): number => {
    let samples = 1;
    walk(expr, (node, parents) => {
      if (node.kind !== 'vector-selector') return;
      // What rules record is one series as often as not.
      const selected = node.name === undefined ? inputs.length : (series.get(node.name) ?? 1);
      samples += parents.reduce((read, parent) => read * timesRead(parent, interval, fresh), selected);
    });
    return samples;
  };
  return { first: total(Number.POSITIVE_INFINITY), next: total(every), every };
}

/** How often what is inside of a window or subquery is read, when that much of its range is new. */
function timesRead(parent: Expr, interval: number, fresh: number): number {
  if (parent.kind === 'matrix-selector') return 1 + (secondsOf(parent.range) * 1000) / interval / 32;
  if (parent.kind !== 'subquery') return 1;
  const step = parent.step === undefined ? 60 : secondsOf(parent.step);
  return 1 + Math.min(secondsOf(parent.range), fresh / 1000) / step;
}

/** Entries of the series of a scenario, those without a sample as well. */
export const samplesOf = ({ inputs }: Pick<Scenario, 'inputs'>): number =>
  inputs.reduce((total, { values }) => total + values.length, 0);
