import type { Condition, Events, Measure } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import { unwantedValue } from '../pick-labels.ts';
import type { CounterPlan, Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import {
  otherGroupLabels,
  type SeriesLabels,
  type Stage,
  siblingLabels,
  subjectLabels,
  turned,
  upSignal,
  upSignals,
} from '../subject.ts';
import { counted, ordinal, singular } from '../words.ts';
import { type Cast, pathStories } from './path-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Count = Extract<Measure, { kind: 'count' }>;

/** Scrapes before the first event: enough for a series to be an old acquaintance. */
const settle = 4;

/** The smallest count of events at which `above` or `atLeast` holds. */
export function firingCount({ op, threshold }: Compare): number {
  return op === 'above' ? Math.floor(threshold.value) + 1 : Math.ceil(threshold.value);
}

/** Spreads events over scrapes from `from` on: one in each while they fit into `room`, more in each otherwise. */
export function spread(
  count: number,
  from: number,
  room: number,
): { readonly events: Record<number, number>; readonly end: number } {
  const events: Record<number, number> = {};
  const used = Math.max(1, Math.min(count, room));
  for (let i = 0; i < count; i++) {
    const k = from + Math.floor((i * used) / Math.max(1, count));
    events[k] = (events[k] ?? 0) + 1;
  }
  return { events, end: count === 0 ? from : from + used };
}

/**
 * Stories of "at least F events in the window" (`above` and `atLeast`): the boundary, however the events are spread over
 * series, born, reset, scraped or missed.
 */
export function countStories(stage: Stage, condition: Compare, measure: Count): readonly Story[] {
  const { of, by } = measure;
  const interval = stage.model.scrapeInterval;
  const window = Math.round(measure.window / interval);
  const firing = firingCount(condition);
  const quiet = firing - 1;
  const subject = subjectLabels(stage, of);
  if (subject === undefined || firing < 1) return [];
  const { job } = of.metric;
  if (stage.pending + 6 >= window)
    return [
      ...steadyStories(stage, measure, subject, firing, window),
      ...(quiet === 0 && window >= 8 ? [howMany(stage, measure, subject, window)] : []),
      ...pathStories(stage, castOf(subject, of, quiet, window, 'events')),
    ];
  const unit = of.view.kind === 'counter' && of.metric.type === 'counter' ? of.metric.unit : 'events';
  const room = Math.max(1, Math.min(8, Math.floor(window / 4)));
  const reach = spread(quiet, settle, room);
  const last = reach.end + 2;
  const scrapes = last + stage.pending + stage.keeps + window + 8;
  const up = upSignal(stage, job);
  const series = (labels: SeriesLabels, plan: CounterPlan): readonly Signal[] =>
    eventSignals(of, labels, plan, scrapes);
  const exactly: Mark = { scrape: last - 1, expect: 'silent', because: `${counted(quiet, unit)} in the window` };
  const over = (because = `${counted(firing, unit)} in the window`): Mark => ({
    scrape: last + stage.pending,
    expect: 'firing',
    because,
  });
  const resolved: Mark = {
    scrape: last + stage.pending + stage.keeps + window + 4,
    expect: 'silent',
    because: 'the window has passed',
  };
  const oneMore = { ...reach.events, [last]: (reach.events[last] ?? 0) + 1 };
  const under: readonly Mark[] =
    quiet >= 2 && reach.end - settle === quiet
      ? [{ scrape: reach.end - 2, expect: 'silent', because: `${counted(quiet - 1, unit)} in the window` }]
      : [];

  const still: Mark = {
    scrape: last + window - 3,
    expect: 'firing',
    because: 'the window still holds it',
  };
  // As many in another group: they do not add up.
  const other = quiet === 0 ? undefined : otherGroupLabels(stage, of, by);
  const otherGroup =
    other === undefined
      ? []
      : [
          ...(by.includes('instance') ? [upSignal(stage, job, stage.host + 10)] : []),
          ...series(other, { start: 3, events: reach.events }),
        ];
  const boundary = (phase: number, name: string): Story => ({
    name,
    phase,
    signals: [
      up,
      ...series(turned(of, subject, phase === 0 ? 0 : 1), { start: 3, events: oneMore }),
      ...(phase === 0 ? otherGroup : []),
    ],
    marks: [...under, exactly, over(), ...(quiet === 0 ? [still] : []), resolved],
    scrapes,
  });
  const crossing = `fires at the ${ordinal(firing)} ${singular(unit)}`;
  const stories: Story[] = [
    boundary(0, crossing),
    boundary(Math.round(interval / 3), `${crossing}, scraped a third of an interval off`),
    boundary(Math.round((2 * interval) / 3), `${crossing}, scraped two thirds of an interval off`),
  ];

  const siblings = siblingLabels(stage, of, by, Math.min(firing, 12));
  if (siblings.length > 1 && quiet > 0) {
    const bornAt = (i: number): number =>
      i === siblings.length - 1 ? last : settle + Math.floor((i * (reach.end - settle)) / siblings.length);
    const share = (i: number): number =>
      i === siblings.length - 1
        ? 1
        : Math.floor(((i + 1) * quiet) / (siblings.length - 1)) - Math.floor((i * quiet) / (siblings.length - 1));
    stories.push({
      name: `${crossing}, counted over ${siblings.length} series born in the window`,
      signals: [
        ...upSignals(stage, siblings),
        ...siblings.flatMap((labels, i) => series(labels, { born: bornAt(i), events: { [bornAt(i)]: share(i) } })),
      ],
      marks: [exactly, over(), resolved],
      scrapes,
    });
  }
  stories.push({
    name: `${crossing}, born in the window`,
    signals: [
      up,
      ...series(subject, { born: quiet === 0 ? last : settle, events: oneMoreAtOnce(quiet, settle, last) }),
    ],
    marks: [exactly, over(), resolved],
    scrapes,
  });
  const late = settle + window - stage.pending - 6;
  if (quiet > 0 && late > last) {
    const gone = settle + window + stage.keeps + 3;
    const again = gone + 2;
    const events = addUp([settle, quiet], [late, 1], [again, quiet]);
    const isStill = late + window > again + stage.pending + 2;
    stories.push({
      name: 'counts events from one end of the window to the other',
      signals: [up, ...eventSignals(of, subject, { start: 3, events }, late + scrapes)],
      marks: [
        { scrape: late - 1, expect: 'silent', because: `${counted(quiet, unit)} at the far end of the window` },
        { scrape: late + stage.pending, expect: 'firing', because: `${counted(firing, unit)}, nearly a window apart` },
        { scrape: gone, expect: 'silent', because: 'the first of them have left the window' },
        ...(isStill
          ? [
              {
                scrape: again + stage.pending,
                expect: 'firing',
                because: `as many again, and the last of before`,
              } as const,
            ]
          : []),
      ],
      scrapes: again + stage.pending + 4,
    });
  }
  const half = Math.floor(quiet / 2);
  const resetAt = settle + 2;
  stories.push({
    name: 'counts across a counter reset, and does not count the reset itself',
    signals: [
      up,
      ...series(subject, {
        start: 100,
        resets: [resetAt],
        events: addUp([settle, half], [resetAt, 0], [resetAt + 1, quiet - half], [last, 1]),
      }),
    ],
    marks: [exactly, over(), resolved],
    scrapes,
  });

  const decoy = of.where.flatMap((test) => {
    const value = unwantedValue(of, test.label);
    return value === undefined ? [] : [{ ...subject, [test.label]: value }];
  });
  if (decoy.length > 0) {
    stories.push({
      name: 'other label values do not trip it',
      signals: [
        up,
        ...decoy.flatMap((labels) => series(labels, { start: 3, events: { [settle]: firing + 5 } })),
        ...series(subject, { start: 3, events: { [last]: firing } }),
      ],
      marks: [{ ...exactly, because: `${counted(firing + 5, unit)} under other label values` }, over(), resolved],
      scrapes,
    });
  }

  stories.push({
    name: 'stays silent without any data',
    signals: [up, ...series(subject, { born: last, events: { [last]: firing } })],
    marks: [{ ...exactly, because: 'no such series exists' }, over(`a series born at ${firing}`), resolved],
    scrapes,
  });
  return [
    ...stories,
    ...(quiet === 0 ? [howMany(stage, measure, subject, window)] : []),
    ...pathStories(stage, castOf(subject, of, quiet, window, unit)),
  ];
}

const castOf = (labels: SeriesLabels, of: Events, quiet: number, window: number, unit: string): Cast => ({
  actors: [{ of, labels, bulk: quiet, last: 1 }],
  window,
  turns: 'on',
  before: counted(quiet, unit),
  after: counted(quiet + 1, unit),
});

/** Where one event is enough, the value that the alert shows still is the number of them. */
function howMany(stage: Stage, { of, by }: Count, subject: SeriesLabels, window: number): Story {
  // Where `for` is as long as the window, it fires by events before the gap, one in each window.
  const before = stage.pending + 6 >= window ? stage.pending : 0;
  const gap = Math.max(1, Math.min(12, window - (before > 0 ? 5 : stage.pending + 10)));
  const [from, to] = [settle + 2 + before, settle + 2 + before + gap];
  const seen = to + 2 + stage.pending - before;
  const scrapes = seen + 4;
  const every = Math.max(1, window - 3);
  const steady = Array.from({ length: Math.ceil(before / every) }, (_, i) => [from - 1 - i * every, 1] as const);
  const inGap = (k: number): boolean => k >= from && k < to;
  const sibling = siblingLabels(stage, of, by, 2)[1];
  const events = addUp([from - 1, 2], [from, 1], ...steady);
  const first = { start: 500, resets: [from - 2], events, missing: inGap };
  const second = { start: 3, events: { [to + 1]: 1 }, missing: inGap };
  return {
    name: 'shows how many there are, in two series and across failed scrapes',
    signals: [
      ...upSignals(stage, sibling === undefined ? [subject] : [subject, sibling]).map((up) => ({
        ...up,
        at: (k: number) => (inGap(k) ? 0 : 1),
      })),
      ...eventSignals(of, subject, first, scrapes),
      ...(sibling === undefined ? [] : eventSignals(of, sibling, second, scrapes)),
    ],
    marks: [
      { scrape: settle - 1, expect: 'silent', because: 'nothing has happened yet' },
      { scrape: seen, expect: 'firing', because: 'what failed scrapes hid counts, too' },
    ],
    scrapes,
  };
}

const addUp = (...pairs: readonly (readonly [number, number])[]): Record<number, number> => {
  const events: Record<number, number> = {};
  for (const [k, count] of pairs) events[k] = (events[k] ?? 0) + count;
  return events;
};

const oneMoreAtOnce = (quiet: number, at: number, last: number): Record<number, number> =>
  quiet === 0 ? { [last]: 1 } : { [at]: quiet, [last]: 1 };

/** Stories for a `for` as long as the window: what counts is how many events each window holds, again and again. */
function steadyStories(
  stage: Stage,
  { of, by }: Count,
  subject: SeriesLabels,
  firing: number,
  window: number,
): readonly Story[] {
  const calm = 2 * window + stage.pending + 4;
  const turn = settle + calm;
  const scrapes = turn + 2 * window + stage.pending + 8;
  /** Events that come together, again and again. */
  const bursts = (count: number, from: number, to: number, every: number): readonly (readonly [number, number])[] =>
    Array.from({ length: Math.max(0, Math.ceil((to - from) / every)) }, (_, i) => [from + i * every, count]);
  // Of events that always are a window apart there is always one in the window, and two only while one leaves it.
  const apart = stage.pending > 0 ? window : window + 1;
  const often = Math.max(1, window - 1);
  const last = scrapes - 5;
  const busy = addUp(...bursts(firing, turn, scrapes, often));
  const many = addUp(...bursts(firing, turn, scrapes, Math.ceil(window / 2)));
  const series = siblingLabels(stage, of, by, 2);
  const resolved = last + window + stage.keeps + 3;
  const story = (name: string, because: string, signals: readonly Signal[]): Story => ({
    name,
    signals: [...upSignals(stage, series), ...signals],
    marks: [
      { scrape: turn - 4, because },
      { scrape: last, because: `${firing} in every window since` },
      ...(stage.keeps > 0 ? [{ scrape: resolved, because: 'the last of them have left the window' }] : []),
    ],
    scrapes: stage.keeps > 0 ? resolved + 2 : scrapes,
  });
  const flow = (labels: SeriesLabels, plan: CounterPlan): readonly Signal[] =>
    eventSignals(of, labels, plan, resolved + 2);
  const almost = addUp(...bursts(firing - 1, settle, turn, apart), ...bursts(firing, turn, scrapes, often));
  const decoys = of.where.flatMap((test) => {
    const value = unwantedValue(of, test.label);
    return value === undefined ? [] : [{ ...subject, [test.label]: value }];
  });
  const flood = addUp(...bursts(firing * 2, settle, scrapes, often));
  const shared = (which: number): Record<number, number> =>
    Object.fromEntries(
      Object.entries(almost).map(([k, count]) => [k, which === 0 ? Math.ceil(count / 2) : Math.floor(count / 2)]),
    );
  return [
    ...(series.length < 2 || firing < 2
      ? []
      : [
          story(
            'adds up the series of a group',
            `${firing - 1} in every window until now, in two series`,
            series.flatMap((labels, i) => flow(labels, { start: 3, events: shared(i) })),
          ),
        ]),
    story(
      `a steady ${firing - 1} in each window is not enough`,
      `${firing - 1} in every window until now`,
      flow(subject, { start: 3, events: almost }),
    ),
    // Where one event is enough, the value that the alert shows is the number of them all.
    story(
      'stays silent without any data',
      'no such series exists',
      (firing > 1 ? [subject] : series).flatMap((labels) =>
        flow(labels, { born: turn, events: firing > 1 ? busy : many }),
      ),
    ),
    story(
      'a counter reset is no event',
      'only a reset',
      flow(subject, { start: 500, resets: [settle + 2], events: busy }),
    ),
    ...(decoys.length === 0
      ? []
      : [
          story('other label values do not trip it', 'only other label values', [
            ...decoys.flatMap((labels) => flow(labels, { start: 3, events: flood })),
            ...flow(subject, { start: 3, events: busy }),
          ]),
        ]),
  ];
}
