import type { Series } from './series.ts';

/** The series with a value of one label, in order of creation; the same array at every call. */
export type ValueIndex = (value: string) => readonly Series[];

/** Indexes a growing list of series; every call first takes in those that are new. */
export function createValueIndex(series: readonly Series[], labelOf: (series: Series) => string): ValueIndex {
  const byValue = new Map<string, Series[]>();
  let indexed = 0;

  function listOf(value: string): Series[] {
    let list = byValue.get(value);
    if (list === undefined) {
      list = [];
      byValue.set(value, list);
    }
    return list;
  }

  return (value) => {
    for (; indexed < series.length; indexed++) {
      const next = series[indexed];
      if (next !== undefined) listOf(labelOf(next)).push(next);
    }
    return listOf(value);
  };
}
