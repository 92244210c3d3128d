import type { Condition, Measure } from '../../model/model.ts';
import { parseSeries } from '../../promql/storage/series-notation.ts';
import { selectorsOf } from '../../promql/walk.ts';
import { simplestBetween } from '../../shared/simplest-between.ts';
import { readCondition } from '../read-condition.ts';
import { type SampledSeries, type Signal, sample } from '../signal.ts';
import type { Story } from '../story.ts';
import { type Stage, seriesKey, targetLabels } from '../subject.ts';
import { worldOf } from '../world.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Raw = Extract<Measure, { kind: 'promql' }>;

/** A series of the author's samples: its values in the low one and in the high one, scrape by scrape. */
interface SampledPair {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly low: readonly (number | undefined)[];
  readonly high: readonly (number | undefined)[];
  /** Whether it only grows: then one stretch goes on where the last one ended. */
  readonly isCounter: boolean;
}

/**
 * Stories of raw PromQL, made from its author's samples: between the low one, on which the condition does not hold, and the
 * high one, on which it does, lies a boundary, which is searched.
 */
export function rawStories(stage: Stage, condition: Compare, measure: Raw): readonly Story[] {
  const pairs = pairsOf(stage, measure);
  const boundary = findBoundary(stage, condition, pairs);
  if (boundary === undefined) return [];
  const [under, over] = boundary;
  const length = Math.max(...pairs.map(({ high, low }) => Math.max(high.length, low.length)));
  const stretch = length + stage.pending + stage.keeps;
  const scrapes = 3 * stretch;
  const rising = stretches(pairs, [under, over, under], stretch);
  const marks = ['just under', 'just over', 'just under again'].map((because, i) => ({
    scrape: (i + 1) * stretch - 2,
    because,
  }));
  const falling = { scrape: 2 * stretch + stage.keeps + 3, because: 'no longer than it is kept' };
  const story = (name: string, more: readonly Signal[], phase = 0): Story => ({
    name,
    phase,
    signals: [...rising, ...more],
    marks: [...marks.slice(0, 2), falling, ...marks.slice(2)],
    scrapes,
  });
  const beside = (more: readonly SampledPair[], levels: readonly [number, number, number]): readonly Signal[] =>
    stretches(more, levels, stretch);
  const named = [...new Set(pairs.flatMap((pair) => Object.keys(pair.labels)))];
  const isShared = (label: string): boolean => pairs.every((pair) => label in pair.labels);
  const grouping = named.filter((label) => isShared(label) && measure.by.includes(label));
  const added = named.filter((label) => !measure.by.includes(label));
  const otherGroups = grouping.flatMap((label) => relabelled(pairs, label));
  const stories = [
    story('fires just over the threshold, not just under it', []),
    story(
      'fires just over the threshold, scraped a third of an interval off',
      beside(otherGroups, [under, under, under]),
      Math.round(stage.model.scrapeInterval / 3),
    ),
  ];
  for (const label of added.filter(isShared)) {
    const name = `beside another ${label}, what is asked for decides`;
    stories.push(story(name, beside(relabelled(pairs, label), [under / 2, under / 2, under / 2])));
  }
  if (grouping.length > 0) {
    const signals = [...beside(pairs, [0, 1, 0]), ...beside(otherGroups, [0, (over + 1) / 2, 0])];
    stories.push({ ...story('other groups that are over the threshold, too', []), signals });
  }
  for (const label of added.filter((one) => !isShared(one))) {
    const owners = pairs.filter((pair) => label in pair.labels);
    const halves = relabelled(owners, label).map((pair) => ({
      ...pair,
      low: pair.low.map(half),
      high: pair.high.map(half),
    }));
    stories.push(story(`beside less under another ${label}`, beside(halves, [under, over, under])));
  }
  for (const { matchers } of selectorsOf(measure.expr)) {
    for (const { name, op, value: wanted } of matchers) {
      if (name === '__name__') continue;
      const value = op === '=' || op === '=~' ? `not-${name}` : wanted.split('|')[0];
      if (value === undefined || value === '') continue;
      const decoys = relabelled(pairs, name, value);
      stories.push(story(`${name}="${value}" does not count`, beside(decoys, [2 * over, 2 * over, 2 * over])));
    }
  }
  return stories;
}

/** The same series under another value of a label. */
const relabelled = (pairs: readonly SampledPair[], label: string, value = `other-${label}`): readonly SampledPair[] =>
  pairs.map((pair) => ({ ...pair, labels: { ...pair.labels, [label]: value } }));

const half = (value: number | undefined): number | undefined => (value === undefined ? undefined : value / 2);

/** Values that stand for the condition's holding, or not, for ever; none when the samples cannot be read. */
export function holdRaw(stage: Stage, measure: Raw, truth: boolean, scrapes: number): readonly Signal[] | undefined {
  const pairs = pairsOf(stage, measure);
  return pairs.length === 0 ? undefined : stretches(pairs, [truth ? 1 : 0], scrapes);
}

/** Scrapes after which the measure reads what its samples are to show. */
export const settleRaw = (stage: Stage, measure: Raw): number =>
  Math.max(0, ...pairsOf(stage, measure).map(({ high, low }) => Math.max(high.length, low.length)));

function pairsOf(stage: Stage, measure: Raw): readonly SampledPair[] {
  const { model } = stage;
  const hosts = new Map<string, string>();
  // Other parts of the condition speak of the same instances; a text that names one means that one.
  const instanceOf = (value: string): string => {
    if (measure.text.includes(`"${value}"`)) return value;
    const host = hosts.get(value) ?? targetLabels(stage, '', stage.host + hosts.size)['instance'] ?? value;
    hosts.set(value, host);
    return host;
  };
  const found = new Map<string, { low: SampledPair['low']; high: SampledPair['high']; pair: SampledPair }>();
  for (const side of ['low', 'high'] as const) {
    for (const [series, values] of Object.entries(measure[side])) {
      const parsed = parseSeries(`${series} ${values}`);
      if (!parsed.ok) return [];
      const { __name__: name = '', ...own } = parsed.value.labels;
      const labels = own['instance'] === undefined ? own : { ...own, instance: instanceOf(own['instance']) };
      const metric = model.metrics.find((one) => one.name === name);
      const isCounter = metric === undefined ? /_(?:total|count|sum|bucket)$/.test(name) : metric.type === 'counter';
      const pair = { name, labels, low: [], high: [], isCounter };
      const key = seriesKey(pair);
      const numbers = parsed.value.values.map((value) => (typeof value === 'number' ? value : undefined));
      const known = found.get(key) ?? { low: [], high: [], pair };
      found.set(key, { ...known, [side]: numbers });
    }
  }
  return [...found.values()].map(({ low, high, pair }) => ({ ...pair, low, high }));
}

/** The value of a series at a level between its low (0) and its high sample (1), which goes on as it ended. */
function valueAt({ low, high }: SampledPair, level: number, i: number): number | undefined {
  const [a, b] = [goneOn(low, i), goneOn(high, i)];
  if (a === undefined || b === undefined) return level < 0.5 ? a : b;
  return Number((a + level * (b - a)).toPrecision(12));
}

function goneOn(values: readonly (number | undefined)[], i: number): number | undefined {
  if (i < values.length) return values[i];
  const [before, last] = [values.at(-2), values.at(-1)];
  if (before === undefined || last === undefined) return last;
  return last + (i - values.length + 1) * (last - before);
}

/** The samples at one level after the other, each for `length` scrapes. */
function stretches(pairs: readonly SampledPair[], levels: readonly number[], length: number): readonly Signal[] {
  return pairs.map((pair) => {
    const values: (number | undefined)[] = [];
    for (const level of levels) {
      const first = valueAt(pair, level, 0) ?? 0;
      const from = pair.isCounter && values.length > 0 ? (values.at(-1) ?? 0) - first : 0;
      for (let i = 0; i < length; i++) {
        const value = valueAt(pair, level, i);
        values.push(value === undefined ? undefined : Number((value + from).toPrecision(12)));
      }
    }
    return { name: pair.name, labels: pair.labels, at: (k) => values[k] };
  });
}

/** Two levels close to each other, on the first of which the condition does not hold and on the second it does. */
function findBoundary(
  { model }: Stage,
  condition: Compare,
  pairs: readonly SampledPair[],
): readonly [under: number, over: number] | undefined {
  const length = Math.max(0, ...pairs.map(({ high, low }) => Math.max(high.length, low.length)));
  if (length === 0) return undefined;
  const { scrapeInterval, evaluationInterval, targetLabels } = model;
  const end = (length - 1) * scrapeInterval;
  const holds = (level: number): boolean => {
    const clock = { scrapeInterval, evaluationInterval, phase: 0, scrapes: length };
    const sampled: readonly SampledSeries[] = stretches(pairs, [level], length).map((signal) => sample(signal, clock));
    return readCondition(worldOf(scrapeInterval, targetLabels, sampled), condition, end, 'open').size > 0;
  };
  if (holds(0) || !holds(1)) return undefined;
  let [under, over] = [0, 1];
  for (let i = 0; i < 30; i++) {
    const middle = (under + over) / 2;
    if (holds(middle)) over = middle;
    else under = middle;
  }
  // Where it turns is mostly a plain number, and only exactly there `>` and `>=` differ.
  const plain = simplestBetween(under, over);
  return holds(plain) ? [under, plain] : [plain, over];
}
