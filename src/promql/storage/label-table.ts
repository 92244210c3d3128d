import { compareText } from './compare-text.ts';

/** Label names to values. An empty value is the same as no label. */
export type Labels = Readonly<Record<string, string>>;

/** One interned set of labels. Two equal sets of one table are the same object and have the same id. */
export interface LabelSet {
  /** Dense, from 0 in order of first use. */
  readonly id: number;
  /** Sorted by name. */
  readonly names: readonly string[];
  readonly values: readonly string[];
  /** The same as a record without a prototype, so that any label name is safe. */
  readonly labels: Labels;
}

/** Interns label sets, so that evaluation compares numbers instead of strings. */
export interface LabelTable {
  readonly size: number;
  at(id: number): LabelSet;
  /** The id of a set given as a record, in any order. */
  intern(labels: Labels): number;
  /** The id of a set given as pairs in any order; a later pair wins over an earlier one of the same name. */
  internPairs(pairs: readonly (readonly [string, string])[]): number;
  /** The value of one label, or `''`. */
  value(id: number, name: string): string;
  /** The set with only those of `names` that it has. */
  keep(id: number, names: ReadonlySet<string>): number;
  /** The set without `names`. */
  drop(id: number, names: ReadonlySet<string>): number;
  /** The set with one label replaced, added, or removed when the value is empty. */
  with(id: number, name: string, value: string): number;
}

/** An empty table; id 0 is the empty set. */
export function createLabelTable(): LabelTable {
  const sets: LabelSet[] = [];
  const byKey = new Map<string, number>();

  function add(names: readonly string[], values: readonly string[]): number {
    const key = setKey(names, values);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const labels: Record<string, string> = Object.create(null);
    for (let i = 0; i < names.length; i++) labels[names[i] ?? ''] = values[i] ?? '';
    const set = { id: sets.length, names, values, labels };
    sets.push(set);
    byKey.set(key, set.id);
    return set.id;
  }

  function at(id: number): LabelSet {
    const set = sets[id];
    if (set === undefined) throw new Error(`no label set has the id ${id}`);
    return set;
  }

  function internPairs(pairs: readonly (readonly [string, string])[]): number {
    const last = new Map<string, string>(pairs);
    const kept = [...last].filter(([, value]) => value !== '').sort(([a], [b]) => compareText(a, b));
    return add(
      kept.map(([name]) => name),
      kept.map(([, value]) => value),
    );
  }

  function filter(id: number, accepts: (name: string) => boolean): number {
    const { names, values } = at(id);
    const keptNames: string[] = [];
    const keptValues: string[] = [];
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? '';
      if (!accepts(name)) continue;
      keptNames.push(name);
      keptValues.push(values[i] ?? '');
    }
    return keptNames.length === names.length ? id : add(keptNames, keptValues);
  }

  add([], []);
  return {
    get size() {
      return sets.length;
    },
    at,
    intern: (labels) => internPairs(Object.entries(labels)),
    internPairs,
    value: (id, name) => at(id).labels[name] ?? '',
    keep: (id, names) => filter(id, (name) => names.has(name)),
    drop: (id, names) => filter(id, (name) => !names.has(name)),
    with: (id, name, value) => {
      const set = at(id);
      if ((set.labels[name] ?? '') === value) return id;
      return internPairs([...set.names.map((known, i) => [known, set.values[i] ?? ''] as const), [name, value]]);
    },
  };
}

/** Lengths make the key unambiguous whatever characters the labels hold. */
function setKey(names: readonly string[], values: readonly string[]): string {
  let key = '';
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? '';
    const value = values[i] ?? '';
    key += `${name.length}:${name}${value.length}:${value}`;
  }
  return key;
}

/** Orders label sets as Prometheus sorts its results: pair by pair, then the shorter first. */
export function compareLabelSets(a: LabelSet, b: LabelSet): number {
  const length = Math.min(a.names.length, b.names.length);
  for (let i = 0; i < length; i++) {
    const byName = compareText(a.names[i] ?? '', b.names[i] ?? '');
    if (byName !== 0) return byName;
    const byValue = compareText(a.values[i] ?? '', b.values[i] ?? '');
    if (byValue !== 0) return byValue;
  }
  return a.names.length - b.names.length;
}
