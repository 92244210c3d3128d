import type { VectorMatching } from '../../ast.ts';
import { createOrdinals } from '../ordinals.ts';
import type { Runtime } from '../runtime.ts';

/** Sorts label sets into match groups, numbered from 0. */
export interface Signatures {
  /** The labels that the members of each group share. */
  readonly groups: readonly number[];
  of(labels: number): number;
}

/** The match groups of `on` or `ignoring`; by default all labels but the metric name must be equal. */
export function createSignatures(matching: VectorMatching | undefined, { table }: Runtime): Signatures {
  const names = new Set(matching?.labels ?? []);
  const project =
    matching?.on === true
      ? (labels: number) => table.keep(labels, names)
      : (
          (without) => (labels: number) =>
            table.drop(labels, without)
        )(new Set([...names, '__name__']));
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
