import type { ComparisonOperator } from '../../model/document.ts';
import type { Condition, Measure } from '../../model/model.ts';
import { averageOverTime } from '../averages.ts';
import { decoysOf } from '../decoys-of.ts';
import { nextNumber } from '../next-number.ts';
import type { Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import {
  otherGroupLabels,
  type SeriesLabels,
  type Stage,
  siblingLabels,
  subjectLabels,
  turnedAlone,
} from '../subject.ts';
import { lookback } from '../world.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Value = Extract<Measure, { kind: 'value' }>;

/** Values around a threshold: where the condition holds, exactly at it, and where it does not. */
export function around(
  { op, threshold }: Compare,
  by = 0.01,
): { readonly holds: number; readonly fails: number; readonly at: number; readonly atHolds: boolean } {
  const nudge = Number((threshold.value === 0 ? 100 * by : Math.abs(threshold.value) * by).toPrecision(3));
  const more = Number((threshold.value + nudge).toPrecision(12));
  const less = Number((threshold.value - nudge).toPrecision(12));
  const upward = op === 'above' || op === 'atLeast';
  return {
    holds: upward ? more : less,
    fails: upward ? less : more,
    at: threshold.value,
    atHolds: op === 'atLeast' || op === 'atMost',
  };
}

/** The last value at which the condition does not hold, and the first at which it does. */
function nearest(
  { model }: Stage,
  { op, threshold }: Compare,
  measure: Value,
): { readonly last: number; readonly first: number } {
  const { holds, fails, at, atHolds } = around({ kind: 'compare', measure, op, threshold });
  // An average rounds, but not that much; and the nearest number to 0 is no value that anything has.
  const isExact = at !== 0 && (measure.window === undefined || measure.pick === 'max' || measure.pick === 'min');
  const direction = holds > fails ? 1 : -1;
  const near = Number((at + direction * Math.abs(at) * 1e-6).toPrecision(12));
  const averages = measure.window !== undefined && (measure.pick === 'avg' || measure.pick === 'sum');
  // The average of equal numbers is that number if its sums are exact, as that of two is.
  const samples = Math.ceil((measure.window ?? 0) / model.scrapeInterval);
  const isOwnAverage =
    at * 1024 === Math.round(at * 1024) || (samples === 2 && averageOverTime([at, at, at], 'closed') === at);
  if (averages && !isOwnAverage) return { last: Number((2 * at - near).toPrecision(12)), first: near };
  if (atHolds) {
    const beside = at === 0 ? fails : Number((2 * at - near).toPrecision(12));
    return { last: isExact ? nextNumber(at, direction === 1 ? -1 : 1) : beside, first: at };
  }
  return { last: at, first: isExact ? nextNumber(at, direction) : at === 0 ? holds : near };
}

/** How a story names the crossing of a threshold. */
export const crossings: Readonly<Record<ComparisonOperator, (threshold: string) => string>> = {
  above: (threshold) => `fires above ${threshold}, not at it`,
  atLeast: (threshold) => `fires at ${threshold}, not below it`,
  below: (threshold) => `fires below ${threshold}, not at it`,
  atMost: (threshold) => `fires at ${threshold}, not above it`,
};

/** Stories of a gauge against a threshold. */
export function levelStories(stage: Stage, condition: Compare, measure: Value): readonly Story[] {
  const subject = subjectLabels(stage, measure.of);
  if (subject === undefined) return [];
  const { scrapeInterval } = stage.model;
  const { holds, fails, at } = around(condition);
  const { last, first } = nearest(stage, condition, measure);
  const window = Math.ceil((measure.window ?? 0) / scrapeInterval);
  const stay = window + stage.pending + 4;
  const turns = [stay, 2 * stay, 3 * stay, 4 * stay + stage.keeps] as const;
  const scrapes = turns[3] + window + 4;
  const gauge = (labels: SeriesLabels, level: (k: number) => number | undefined): Signal => ({
    name: measure.of.metric.name,
    labels,
    at: level,
  });
  const rise = (k: number): number => (k < turns[0] ? fails : k < turns[1] ? last : k < turns[2] ? first : fails);
  const late = (k: number): number => (k < turns[1] ? fails : k < turns[2] ? holds : fails);
  const opposite = (k: number): number => (late(k) === holds ? fails : holds);
  const fired = { scrape: turns[2] - 1, expect: 'firing', because: `the value is ${holds}` } as const;
  const resolved = { scrape: turns[3], expect: 'silent', because: `the value is ${fails} again` } as const;
  const quiet = (because: string) => ({ scrape: turns[1] - 1, expect: 'silent', because }) as const;
  // Each of the label values that are asked for is the subject of one story.
  const second = turnedAlone(stage, measure.of, subject, 1);
  const other = otherGroupLabels(stage, measure.of, measure.by, second);
  const calmOther = other === undefined ? [] : [gauge(other, () => fails)];
  const crossing = crossings[condition.op](condition.threshold.written);
  const stories: Story[] = [
    {
      name: crossing,
      signals: [gauge(subject, rise)],
      marks: [
        { scrape: turns[0] - 1, expect: 'silent', because: `the value is ${fails}` },
        quiet(`the value is ${last}`),
        { ...fired, because: `the value is ${first}` },
        resolved,
      ],
      scrapes,
    },
    window === 0
      ? unsteadyStory(stage, condition, calmOther, (at, missed) => ({ ...gauge(second, at), missed }))
      : {
          name: `${crossing}, scraped a third of an interval off`,
          phase: Math.round(scrapeInterval / 3),
          signals: [gauge(second, rise), ...calmOther],
          marks: [quiet(`the value is ${last}`), fired, resolved],
          scrapes,
        },
    {
      name: 'stays silent without any data, and where it is no number',
      signals: [
        gauge(turnedAlone(stage, measure.of, subject, 2), (k) =>
          k < turns[1] - 2 ? undefined : k < turns[1] ? Number.NaN : k < turns[2] ? holds : undefined,
        ),
      ],
      marks: [
        { scrape: turns[1] - 3, expect: 'silent', because: 'no such series exists' },
        quiet('the value is NaN'),
        fired,
        { ...resolved, because: 'the series is gone' },
      ],
      scrapes,
    },
  ];
  if (window > 0) {
    const levels = pulseLevels(measure.pick, window, { holds, fails, at });
    const third = turnedAlone(stage, measure.of, subject, 3);
    stories.push(pulseStory(stage, measure.window ?? 0, (level) => gauge(third, (k) => levels[level(k)])));
  }
  for (const { named, series } of decoysOf(measure.of, subject)) {
    stories.push({
      name: `${named} does not count`,
      signals: [...series.map((labels) => gauge(labels, opposite)), gauge(subject, late)],
      marks: [
        quiet('only a series that is not meant has such a value'),
        { ...fired, because: 'now it is the other way round' },
        resolved,
      ],
      scrapes,
    });
  }
  const sibling = siblingLabels(stage, measure.of, measure.by, 2)[1];
  if (sibling !== undefined) {
    const lower = ['lower', at === 0 ? -2 : Math.min(0, at) - Math.abs(at)] as const;
    const higher = ['higher', at === 0 ? 2 : 3 * Math.abs(at) + 1] as const;
    // A lower one beside it tells the highest from every other pick, and a higher one the lowest.
    const sizes = { max: [lower], min: [higher], avg: [lower, higher], sum: [lower, higher] }[measure.pick];
    for (const [size, level] of sizes) {
      // Whether the group's value follows one series or the other is the business of `pick`.
      stories.push({
        name: `beside a ${size} series of its group, the ${measure.pick} decides`,
        signals: [gauge(subject, late), gauge(sibling, (k) => (k < turns[2] ? level : k < turns[3] ? fails : level))],
        marks: [turns[1] - 1, turns[2] - 1, turns[3] - 1, scrapes - 2].map((scrape) => ({
          scrape,
          because: `one series is ${size}`,
        })),
        scrapes,
      });
    }
  }
  return stories;
}

/** A series that flaps faster than \`for\`, then holds but for a missed scrape, then is not scraped any more. */
function unsteadyStory(
  stage: Stage,
  condition: Compare,
  beside: readonly Signal[],
  gauge: (at: Signal['at'], missed: (k: number) => boolean) => Signal,
): Story {
  const { holds, fails } = around(condition);
  const { shy, pending, keeps } = stage;
  const inScrapes = (ms: number): number => Math.round(ms / stage.model.scrapeInterval);
  const begin = 4;
  const steady = shy >= 2 ? begin + 2 * (shy + 1) + 1 : begin;
  const end = steady + pending + 4;
  const forgotten = end + inScrapes(lookback);
  const flaps = (k: number): boolean => k >= begin && k < steady - 1 && (k - begin) % (shy + 1) < shy;
  const missed = (k: number): boolean => k >= end || (pending > 2 && k === steady + 1);
  const marks: readonly Mark[] = [
    { scrape: begin - 1, expect: 'silent', because: `the value is ${fails}` },
    ...(steady > begin
      ? ([{ scrape: steady - 1, expect: 'silent', because: `it never lasts for more than ${shy} scrapes` }] as const)
      : []),
    { scrape: end - 1, expect: 'firing', because: `the value is ${holds}` },
    { scrape: forgotten - 3, because: 'nobody has scraped it since, and its last value still counts' },
    { scrape: forgotten + keeps + 3, because: 'its last value is too old' },
  ];
  return {
    name:
      steady > begin
        ? 'flapping faster than `for` is no alert; missed scrapes do not end one'
        : 'missed scrapes do not end it, up to the lookback',
    phase: Math.round(stage.model.scrapeInterval / 3),
    signals: [gauge((k) => (flaps(k) || (k >= steady && k < end) ? holds : fails), missed), ...beside],
    marks,
    scrapes: forgotten + keeps + 6,
  };
}

type Pulse = 'rest' | 'holds' | 'busy' | 'fails';

/** What a gauge shows at rest, for one scrape, for long, and for one scrape again: an average goes by more than one. */
function pulseLevels(
  pick: Value['pick'],
  window: number,
  { holds, fails, at }: { readonly holds: number; readonly fails: number; readonly at: number },
): Readonly<Record<Pulse, number>> {
  if (pick === 'max' || pick === 'min') return { rest: fails, holds, busy: holds, fails };
  const step = holds - at;
  return { rest: fails, holds: at + 2 * window * step, busy: at + 3 * step, fails };
}

/** A single value of the other kind, which decides for a whole window or for nothing. */
function pulseStory(stage: Stage, windowMs: number, gauge: (level: (k: number) => Pulse) => Signal): Story {
  const { scrapeInterval } = stage.model;
  const window = Math.ceil(windowMs / scrapeInterval);
  // A third of an interval off, the evaluation after a scrape comes two thirds of one later.
  const reach = Math.floor(windowMs / scrapeInterval - 2 / 3);
  const first = window + stage.pending + 4;
  // What lasts for a window only is no alert where `for` is longer, however often it comes; but what never is out of sight is one.
  const lasts = stage.shy <= reach;
  const repeated = (from: number, apart: number): readonly number[] =>
    lasts ? [] : Array.from({ length: Math.ceil((stage.pending + 2) / apart) }, (_, i) => from + (i + 1) * apart);
  const seldom = [first, ...repeated(first, reach + 2)];
  const pause = seldom.at(-1) ?? first;
  const pulses = new Set([...seldom, ...repeated(pause, reach + 1)]);
  const last = Math.max(...pulses);
  const rise = last + window + stage.keeps + 6;
  const second = rise + window + stage.pending + 6;
  const scrapes = second + window + stage.pending + stage.keeps + 6;
  return {
    name: 'one value of the window decides, or none does',
    phase: Math.round(scrapeInterval / 3),
    signals: [gauge((k) => (pulses.has(k) ? 'holds' : k < rise ? 'rest' : k === second ? 'fails' : 'busy'))],
    marks: [
      { scrape: first - 1, because: 'not yet' },
      ...(lasts ? [] : [{ scrape: pause + reach, because: 'values that hold, but none in some windows' }]),
      { scrape: last + reach, because: lasts ? 'one value that holds, a window ago' : 'one of them in every window' },
      { scrape: last + reach + 1 + stage.keeps, because: 'it has left the window' },
      { scrape: rise - 1, because: 'it has left the window long since' },
      { scrape: second - 1, because: 'all values hold' },
      { scrape: second + reach, because: 'one value that does not, a window ago' },
      { scrape: second + reach + 1 + stage.pending, because: 'that one has left the window' },
    ],
    scrapes,
  };
}
