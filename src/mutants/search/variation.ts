import type { NotatedValue } from '../../promql/storage/series-notation.ts';
import type { Random } from '../../shared/random.ts';
import type { ScenarioInput } from './scenario.ts';
import type { Space } from './space.ts';

/** The same inputs with one or two things changed: what a test nearly tries. */
export function varied(random: Random, inputs: readonly ScenarioInput[], space: Space): readonly ScenarioInput[] {
  let changed = inputs;
  for (let i = random.pick([1, 1, 2] as const); i > 0 && changed.length > 0; i--) {
    const input = random.pick(changed);
    if (input !== undefined) changed = change(random, changed, input, space);
  }
  return changed;
}

/** One change of a series, and the same of all that its target exposes and loses with it: the series of one histogram. */
function change(
  random: Random,
  inputs: readonly ScenarioInput[],
  input: ScenarioInput,
  space: Space,
): readonly ScenarioInput[] {
  const family = space.families.find(({ name }) => name === input.labels['__name__']);
  const own = histogramOf(input);
  const isOne = (other: ScenarioInput): boolean => other === input || (own !== undefined && histogramOf(other) === own);
  const each = (edit: (one: ScenarioInput) => ScenarioInput): readonly ScenarioInput[] =>
    inputs.map((one) => (isOne(one) ? edit(one) : one));
  const revalued = (value: (value: NotatedValue, k: number, values: readonly NotatedValue[]) => NotatedValue) =>
    each((one) => ({ ...one, values: one.values.map(value) }));
  const length = input.values.length;
  switch (random.pick(['drop', 'twin', 'relabel', 'late', 'short', 'gap', 'shift', 'scale', 'reset'] as const)) {
    case 'drop':
      return inputs.filter((one) => !isOne(one));
    case 'twin':
    case 'relabel': {
      const label = random.pick((family?.labels ?? []).filter((one) => one !== 'le'));
      if (label === undefined) return inputs;
      const allowed = family?.facts.labels?.[label];
      const pool = allowed ?? [...(space.labelValues.get(label) ?? []), `other-${label}`];
      const value = random.pick(pool.filter((one) => one !== input.labels[label]));
      if (value === undefined) return inputs;
      const twin = (one: ScenarioInput): ScenarioInput => ({ ...one, labels: { ...one.labels, [label]: value } });
      const twins = inputs.filter(isOne).map(twin);
      if (inputs.some(({ labels }) => twins.some((one) => sameLabels(labels, one.labels)))) return inputs;
      return random.chance(0.5) ? [...inputs, ...twins] : each(twin);
    }
    case 'late': {
      const from = random.int(1, Math.max(1, length - 1));
      return revalued((value, k) => (k < from ? undefined : value));
    }
    case 'short': {
      const to = random.int(1, Math.max(1, length - 1));
      return each((one) => ({ ...one, values: [...one.values.slice(0, to), 'stale'] }));
    }
    case 'gap': {
      const from = random.int(1, Math.max(1, length - 1));
      const to = from + random.int(0, 30);
      return revalued((value, k) => (k >= from && k <= to ? undefined : value));
    }
    case 'shift': {
      const by = random.int(1, 6);
      return revalued((_, k, values) => values[Math.max(0, k - by)]);
    }
    case 'scale': {
      if (family?.facts.values !== undefined || family?.facts.kind === 'start-time') return inputs;
      const factor = random.pick([0, 0.5, 0.9, 1.1, 2, 10] as const);
      return each((one) => scaled(one, factor, family?.facts.isWhole));
    }
    case 'reset': {
      if (family?.facts.kind !== 'counter' && family?.facts.kind !== 'bucket') return inputs;
      const from = random.int(1, Math.max(1, length - 1));
      return each((one) => {
        const lost = one.values[from];
        const values = one.values.map((value, k) =>
          k >= from && typeof value === 'number' && typeof lost === 'number' && value >= lost ? value - lost : value,
        );
        return { ...one, values };
      });
    }
  }
}

/** The name and labels of the histogram that a series belongs to; undefined for one that need not belong to any. */
function histogramOf({ labels }: ScenarioInput): string | undefined {
  const { __name__: name = '', le: _, ...own } = labels;
  const base = /^(.*)_(?:bucket|count|sum)$/.exec(name)?.[1];
  return base === undefined ? undefined : JSON.stringify([base, Object.entries(own).sort()]);
}

const sameLabels = (a: ScenarioInput['labels'], b: ScenarioInput['labels']): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

/** Every step of a series times a factor, from its first value on; a level as a whole. */
export function scaled(input: ScenarioInput, factor: number, isWhole = false): ScenarioInput {
  const rounded = (value: number): number => (isWhole ? Math.round(value) : Number(value.toPrecision(15)));
  if (!/_(?:total|count|sum|bucket)$/.test(input.labels['__name__'] ?? ''))
    return {
      ...input,
      values: input.values.map((value) => (typeof value === 'number' ? rounded(value * factor) : value)),
    };
  let before: number | undefined;
  let grown = 0;
  const values = input.values.map((value) => {
    if (typeof value !== 'number') return value;
    // A counter that begins again does so at 0: what it shows then is a step of its own.
    if (before === undefined) grown = value;
    else grown = value < before ? value * factor : grown + (value - before) * factor;
    before = value;
    return rounded(grown);
  });
  return { ...input, values };
}
