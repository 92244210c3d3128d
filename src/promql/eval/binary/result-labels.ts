import type { VectorMatching } from '../../ast.ts';
import type { Runtime } from '../runtime.ts';

/** The labels of a result, from those of the "many" and of the "one" side. */
export type ResultLabels = (many: number, one: number) => number;

/**
 * Compiles how results are labelled: one-to-one results have the labels that were matched, others those of the "many" side
 * and what `group_left (...)` adds from the other. Answers are remembered.
 * @param dropsMetric Whether the labels that describe the metric are removed.
 */
export function compileResultLabels(
  matching: VectorMatching | undefined,
  dropsMetric: boolean,
  runtime: Runtime,
): ResultLabels {
  const { table } = runtime;
  const names = new Set(matching?.labels ?? []);
  const include = matching?.group?.include ?? [];
  const matchedOnly = matching?.group === undefined;

  function compute(many: number, one: number): number {
    let labels = dropsMetric ? runtime.withoutMetadata(many) : many;
    if (matchedOnly) labels = matching?.on === true ? table.keep(labels, names) : table.drop(labels, names);
    for (const name of include) labels = table.with(labels, name, table.value(one, name));
    return labels;
  }

  if (include.length === 0) {
    const known: number[] = [];
    return (many) => {
      let labels = known[many];
      if (labels === undefined) {
        labels = compute(many, 0);
        known[many] = labels;
      }
      return labels;
    };
  }
  const known = new Map<number, Map<number, number>>();
  return (many, one) => {
    let ofMany = known.get(many);
    if (ofMany === undefined) {
      ofMany = new Map();
      known.set(many, ofMany);
    }
    let labels = ofMany.get(one);
    if (labels === undefined) {
      labels = compute(many, one);
      ofMany.set(one, labels);
    }
    return labels;
  };
}
