/** Numbers ids from 0 in the order in which they are first seen. */
export interface Ordinals {
  /** The ids by their number. */
  readonly ids: readonly number[];
  of(id: number): number;
}

/** An empty numbering. */
export function createOrdinals(): Ordinals {
  const ids: number[] = [];
  const known: number[] = [];
  return {
    ids,
    of(id) {
      let ordinal = known[id];
      if (ordinal === undefined) {
        ordinal = ids.length;
        ids.push(id);
        known[id] = ordinal;
      }
      return ordinal;
    },
  };
}
