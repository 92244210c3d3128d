import type { Aggregation } from '../../ast.ts';
import { createOrdinals } from '../ordinals.ts';
import type { Runtime } from '../runtime.ts';

/** Sorts label sets into the groups of an aggregation, numbered from 0. */
export interface Grouping {
  /** The labels of each group. */
  readonly groups: readonly number[];
  of(labels: number): number;
}

/** The groups of `by` or `without`; `without` also removes the labels that describe the metric. */
export function createGrouping(expr: Aggregation, { table, options }: Runtime): Grouping {
  const names = new Set(expr.grouping);
  const without = new Set([...names, ...options.semantics.metadataLabels]);
  const project = expr.without
    ? (labels: number) => table.drop(labels, without)
    : (labels: number) => table.keep(labels, names);
  const ordinals = createOrdinals();
  // Ids are dense: an array is read without jumping about in memory.
  const known: number[] = [];
  return {
    groups: ordinals.ids,
    of(labels) {
      let ordinal = known[labels];
      if (ordinal === undefined) {
        ordinal = ordinals.of(project(labels));
        known[labels] = ordinal;
      }
      return ordinal;
    },
  };
}
