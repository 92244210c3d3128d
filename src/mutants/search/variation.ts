import type { NotatedValue } from '../../promql/storage/series-notation.ts';
import type { Random } from './random.ts';
import type { ScenarioInput } from './scenario.ts';
import type { Space } from './space.ts';

/** The same inputs with one or two things changed: what a test nearly tries. */
export function varied(random: Random, inputs: readonly ScenarioInput[], space: Space): readonly ScenarioInput[] {
  let changed = inputs;
  for (let i = random.pick([1, 1, 2] as const); i > 0 && changed.length > 0; i--) {
    const at = random.int(0, changed.length - 1);
    const input = changed[at];
    if (input === undefined) continue;
    changed = change(random, changed, at, input, space);
  }
  return changed;
}

function change(
  random: Random,
  inputs: readonly ScenarioInput[],
  at: number,
  input: ScenarioInput,
  space: Space,
): readonly ScenarioInput[] {
  const family = space.families.find(({ name }) => name === input.labels['__name__']);
  switch (random.pick(['drop', 'twin', 'relabel', 'late', 'short', 'gap', 'shift', 'scale', 'reset'] as const)) {
    case 'drop':
      return inputs.toSpliced(at, 1);
    case 'twin':
    case 'relabel': {
      const label = random.pick((family?.labels ?? []).filter((one) => one !== 'le'));
      if (label === undefined) return inputs;
      const allowed = family?.facts.labels?.[label];
      const pool = allowed ?? [...(space.labelValues.get(label) ?? []), `other-${label}`];
      const value = random.pick(pool.filter((one) => one !== input.labels[label]));
      if (value === undefined) return inputs;
      const twin = { ...input, labels: { ...input.labels, [label]: value } };
      if (inputs.some(({ labels }) => sameLabels(labels, twin.labels))) return inputs;
      return random.chance(0.5) ? [...inputs, twin] : inputs.with(at, twin);
    }
    case 'late': {
      const from = random.int(1, Math.max(1, input.values.length - 1));
      return inputs.with(at, { ...input, values: input.values.map((value, k) => (k < from ? undefined : value)) });
    }
    case 'short': {
      const to = random.int(1, Math.max(1, input.values.length - 1));
      return inputs.with(at, { ...input, values: [...input.values.slice(0, to), 'stale'] });
    }
    case 'gap': {
      const from = random.int(1, Math.max(1, input.values.length - 1));
      const to = from + random.int(0, 30);
      const values = input.values.map((value, k) => (k >= from && k <= to ? undefined : value));
      return inputs.with(at, { ...input, values });
    }
    case 'shift': {
      const by = random.int(1, 6);
      const first: NotatedValue = input.values[0];
      const values = [...Array.from({ length: by }, () => first), ...input.values].slice(0, input.values.length);
      return inputs.with(at, { ...input, values });
    }
    case 'scale': {
      if (family?.facts.values !== undefined || family?.facts.kind === 'start-time') return inputs;
      return inputs.with(at, scaled(input, random.pick([0, 0.5, 0.9, 1.1, 2, 10] as const), family?.facts.isWhole));
    }
    case 'reset': {
      if (family?.facts.kind !== 'counter') return inputs;
      const from = random.int(1, Math.max(1, input.values.length - 1));
      const lost = input.values[from];
      const values = input.values.map((value, k) =>
        k >= from && typeof value === 'number' && typeof lost === 'number' && value >= lost ? value - lost : value,
      );
      return inputs.with(at, { ...input, values });
    }
  }
}

const sameLabels = (a: ScenarioInput['labels'], b: ScenarioInput['labels']): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

/** Every step of a series times a factor, from its first value on; a level as a whole. */
export function scaled(input: ScenarioInput, factor: number, isWhole = false): ScenarioInput {
  const first = input.values.find((value) => typeof value === 'number') ?? 0;
  const isCounter = /_(?:total|count|sum|bucket)$/.test(input.labels['__name__'] ?? '');
  const base = isCounter && typeof first === 'number' ? first : 0;
  const values = input.values.map((value) => {
    if (typeof value !== 'number') return value;
    const next = base + (value - base) * factor;
    return isWhole ? Math.round(next) : Number(next.toPrecision(15));
  });
  return { ...input, values };
}
