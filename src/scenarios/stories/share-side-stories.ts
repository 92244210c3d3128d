import type { Condition, Events } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import { passes, unwantedValue, wantedValues } from '../pick-labels.ts';
import type { Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { otherGroupLabels, type SeriesLabels, type Stage, upSignal } from '../subject.ts';
import { percentText, played, type Share, type Sides, type Step, settle, sidesOf } from './share-sides.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

/** Stories of series that do not belong to a side, to the group or to the count. */
export function decoyStories(
  stage: Stage,
  measure: Share,
  sides: Sides,
  ups: readonly Signal[],
  total: number,
  atThreshold: number,
  last: number,
  scrapes: number,
  resolved: Mark,
): readonly Story[] {
  const over = total + atThreshold + 1;
  const overSteps: readonly Step[] = [
    { scrape: settle, part: 0, rest: total - atThreshold - 1 },
    { scrape: last, part: atThreshold + 1, rest: 0 },
  ];
  const firing: Mark = { scrape: last + stage.pending, expect: 'firing', because: 'more than the threshold' };
  const silent = (because: string): Mark => ({ scrape: last - 1, expect: 'silent', because });
  const stories: Story[] = [];
  for (const [side, events] of [
    ['part', measure.of],
    ['total', measure.total],
  ] as const) {
    for (const test of events.where) {
      const value = unwantedValue(events, test.label);
      if (value === undefined) continue;
      const labels = { ...sides[side === 'part' ? 'part' : 'rest'], [test.label]: value };
      if (side === 'part' && measure.of.metric.name === measure.total.metric.name) continue;
      // In the total's decoys, a flood would dilute the share if the matcher were dropped.
      const at = side === 'part' ? settle : settle + 1;
      stories.push({
        name: `${test.label}="${value}" does not count ${side === 'part' ? 'as part' : 'toward the total'}`,
        signals: [
          ...ups,
          ...played(measure, sides, overSteps, scrapes),
          ...eventSignals(events, labels, { start: 50, events: { [at]: over * 20 } }, scrapes),
        ],
        marks: [silent(`only ${value} has many events`), firing, resolved],
        scrapes,
      });
    }
  }
  // A healthy instance beside it neither dilutes a sick one nor begins again with it.
  const otherPart = otherGroupLabels(stage, measure.of, measure.by);
  const otherSides = measure.by.includes('instance') ? sidesOf(stage, measure, stage.host + 10) : undefined;
  const healthy =
    otherPart === undefined || otherSides === undefined
      ? []
      : [
          ...ups.map(({ labels }) => upSignal(stage, labels['job'] ?? '', stage.host + 10)),
          ...played(measure, otherSides, [{ scrape: settle, part: 0, rest: total * 20 }], scrapes),
        ];
  stories.push({
    name: 'counts across a counter reset, and does not count the reset itself',
    signals: [
      ...ups,
      ...played(measure, sides, overSteps, scrapes).map((signal) => restartedAt(signal, settle + 2)),
      ...healthy,
    ],
    marks: [silent('the process restarted: the counters began again'), firing, resolved],
    scrapes,
  });
  stories.push({
    name: 'stays silent without any data',
    signals: [
      ...ups,
      ...played(measure, sides, [{ scrape: last, part: total, rest: 0 }], scrapes).map((signal) => ({
        ...signal,
        at: (k: number) => (k < last ? undefined : (signal.at(k) ?? 0) - 50),
      })),
    ],
    marks: [silent('no such series exists'), { ...firing, because: 'all of the first events are part' }, resolved],
    scrapes,
  });
  return stories;
}

/** Events of both sides at the far end of the window, then at its near end, then without the first. */
export function edgeStory(
  stage: Stage,
  { op, threshold }: Compare,
  measure: Share,
  sides: Sides,
  ups: readonly Signal[],
  total: number,
  atThreshold: number,
): Story | undefined {
  const window = Math.round(measure.window / stage.model.scrapeInterval);
  const low = op === 'below' || op === 'atMost';
  const end = settle + window;
  const late = end - 6 - stage.pending;
  const fresh = end + 2 + stage.keeps;
  if (late <= settle + 2 || threshold.value >= 1) return undefined;
  // So many more of the part that its share is back at the threshold, or above it.
  const back = low ? Math.ceil(threshold.value / (1 - threshold.value)) + 1 : atThreshold;
  const rest = total - atThreshold;
  const again = fresh + 4 + (low ? stage.pending : 0);
  const steps: readonly Step[] = [
    { scrape: settle, part: atThreshold, rest },
    { scrape: late, part: low ? 0 : 1, rest: low ? 1 : 0 },
    { scrape: fresh, part: low ? atThreshold : 0, rest },
    { scrape: again, part: back, rest: 0 },
  ];
  const scrapes = again + window;
  return {
    name: 'counts both sides from one end of the window to the other',
    signals: [...ups, ...played(measure, sides, steps, scrapes)],
    marks: [
      { scrape: late - 1, because: `${percentText(atThreshold, total)}, all at the far end of the window` },
      { scrape: late + stage.pending, because: 'one more, nearly a window later' },
      { scrape: fresh + 3 + (low ? stage.pending : 0), because: 'the first of them have left the window' },
      { scrape: again + (low ? stage.keeps + 1 : stage.pending), because: 'more of the part' },
    ],
    scrapes,
  };
}

/** A part that does not exist is a share of 0. */
export function noneStory(stage: Stage, measure: Share, sides: Sides, ups: readonly Signal[], total: number): Story {
  const last = settle + 4;
  const scrapes = last + stage.pending + stage.keeps + Math.round(measure.window / stage.model.scrapeInterval) + 8;
  return {
    name: 'none of the part is a share of 0',
    signals: [...ups, ...eventSignals(measure.total, sides.rest, { start: 50, events: { [last]: total } }, scrapes)],
    marks: [
      { scrape: last - 1, because: 'nothing has happened yet' },
      { scrape: last + stage.pending, because: `0 of ${total}` },
    ],
    scrapes,
  };
}

/** The series of each side, and where there can be one, another that belongs to the same sides and the same group. */
export function siblingSides(
  measure: Share,
  sides: Sides,
): readonly [parts: readonly SeriesLabels[], rests: readonly SeriesLabels[]] {
  const passesAll = ({ where }: Events, labels: SeriesLabels): boolean =>
    where.every((test) => passes(test, labels[test.label] ?? ''));
  const pair = (events: Events, own: SeriesLabels): readonly SeriesLabels[] => {
    const tested = new Set([...measure.of.where, ...measure.total.where].map(({ label }) => label));
    const free = events.metric.labels.map(({ name }) => name).filter((name) => !measure.by.includes(name));
    const other = [...free.filter((name) => !tested.has(name)), ...free.filter((name) => tested.has(name))]
      .flatMap((name) => wantedValues(events, name, 8).map((value): SeriesLabels => ({ ...own, [name]: value })))
      .find(
        (labels) =>
          Object.entries(labels).some(([name, value]) => own[name] !== value) &&
          [measure.of, measure.total].every((side) => passesAll(side, labels) === passesAll(side, own)),
      );
    return other === undefined ? [own] : [own, other];
  };
  return [pair(measure.of, sides.part), pair(measure.total, sides.rest)];
}

type Amount = Pick<Step, 'part' | 'rest'>;

/** Both sides spread over two series each: with what happens early the share does not hold yet, with what happens late it does. */
export function siblingStory(
  stage: Stage,
  measure: Share,
  sides: Sides,
  ups: readonly Signal[],
  early: Amount,
  late: Amount,
  last: number,
  scrapes: number,
  resolved: Mark,
): readonly Story[] {
  const [parts, rests] = siblingSides(measure, sides);
  if (parts.length + rests.length === 2) return [];
  const shareOut = (
    events: Events,
    series: readonly SeriesLabels[],
    sooner: number,
    later: number,
  ): readonly Signal[] =>
    series.flatMap((labels, i) => {
      const portion = (count: number): number =>
        Math.floor(((i + 1) * count) / series.length) - Math.floor((i * count) / series.length);
      const isLast = i === series.length - 1;
      return eventSignals(
        events,
        labels,
        { start: 50, events: { [settle]: portion(sooner), [last]: isLast ? later : 0 } },
        scrapes,
      );
    });
  const inTotal = ({ part, rest }: Amount): number => (sides.counted ? rest : rest + part);
  return [
    {
      name: 'adds up the series of each side',
      signals: [
        ...ups,
        ...shareOut(measure.of, parts, early.part, late.part),
        ...shareOut(measure.total, rests, inTotal(early), inTotal(late)),
      ],
      marks: [
        { scrape: last - 1, expect: 'silent', because: 'the most that is not enough, over several series' },
        { scrape: last + stage.pending, expect: 'firing', because: 'one more' },
        resolved,
      ],
      scrapes,
    },
  ];
}

/** The same growth, from 0 again at a scrape. */
function restartedAt(signal: Signal, reset: number): Signal {
  const lost = signal.at(reset - 1) ?? 0;
  return { ...signal, at: (k) => (k < reset ? signal.at(k) : (signal.at(k) ?? 0) - lost) };
}
