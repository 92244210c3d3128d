import type { Condition, Measure } from '../../model/model.ts';
import type { Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { type Stage, upSignal } from '../subject.ts';
import { crossings } from './level-stories.ts';
import { type Cast, pathStories } from './path-stories.ts';
import { decoyStories, edgeStory, noneStory, siblingStory } from './share-side-stories.ts';
import {
  fineness,
  fraction,
  merged,
  percentText,
  played,
  playedShare,
  type Share,
  type Sides,
  type Step,
  settle,
  sidesOf,
} from './share-sides.ts';
import { steadyShareStories } from './steady-share-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

/** Stories of a share against a threshold that a fraction of few events can meet exactly. */
export function shareStories(
  stage: Stage,
  condition: Compare,
  share: Extract<Measure, { kind: 'share' }>,
): readonly Story[] {
  const measure = playedShare(share);
  const stories = storiesOf(stage, condition, measure);
  return measure.of.only === undefined ? stories : stories.map(merged);
}

function storiesOf(stage: Stage, condition: Compare, measure: Share): readonly Story[] {
  const { threshold, op } = condition;
  const interval = stage.model.scrapeInterval;
  const window = Math.round(measure.window / interval);
  const exact = fraction(threshold.value);
  const sides = sidesOf(stage, measure);
  if (exact === undefined || sides === undefined || threshold.value > 1) return [];
  if (threshold.value < 0 || (threshold.value === 0 && op !== 'above')) return [];
  const fine = fineness(exact);
  const times = Math.max(1, fine, Math.ceil(measure.floor / exact.denominator));
  const total = exact.denominator * times;
  const atThreshold = exact.numerator * times;
  const toThreshold = Math.min(1, atThreshold);
  const low = op === 'below' || op === 'atMost';
  const jobs = [...new Set([measure.of.metric.job, measure.total.metric.job])];
  const ups = jobs.map((job) => upSignal(stage, job));
  const last = settle + 8 + (low ? stage.pending : 0);
  const scrapes = last + stage.pending + stage.keeps + window + 8;
  const lasting = stage.pending + 12 >= window;
  const holds = (part: number, all: number): boolean => {
    if (all < measure.floor) return false;
    const value = part / all;
    return {
      above: value > threshold.value,
      atLeast: value >= threshold.value,
      below: value < threshold.value,
      atMost: value <= threshold.value,
    }[op];
  };
  const paths = [...pathStories(stage, castOf(condition, measure, sides, total, atThreshold, window))];
  if (lasting) return [...steadyShareStories(stage, condition, measure, sides, exact), ...paths];

  /** Steps one event at a time across the threshold, upward or downward, and what each must give. */
  const walk: readonly Step[] = low
    ? [
        { scrape: settle, part: atThreshold + 1, rest: total - atThreshold - 1 },
        { scrape: settle + 4, part: 0, rest: Math.ceil(total / Math.max(1, atThreshold)) },
        { scrape: last, part: 0, rest: total },
      ]
    : [
        { scrape: settle, part: atThreshold - toThreshold, rest: total - atThreshold },
        { scrape: settle + 4, part: toThreshold, rest: 1 - toThreshold },
        { scrape: last, part: 1, rest: 0 },
        // Where any is too much, the value that the alert shows is of all of them.
        ...(atThreshold === 0 ? [{ scrape: last + 2, part: 1, rest: 0 }] : []),
      ];
  const marksOf = (steps: readonly Step[]): readonly Mark[] => {
    let [part, all] = [0, 0];
    return steps.map((step, i) => {
      part += step.part;
      all += step.part + step.rest;
      const firing = holds(part, all);
      const isLast = i === steps.length - 1;
      return {
        scrape: isLast && firing ? step.scrape + stage.pending : (steps[i + 1]?.scrape ?? step.scrape + 2) - 1,
        expect:
          firing && (isLast || (steps[i + 1]?.scrape ?? 0) - 1 - step.scrape >= stage.pending) ? 'firing' : 'silent',
        because:
          percentText(part, all) + (all < measure.floor ? `, and ${all} are below the floor of ${measure.floor}` : ''),
      };
    });
  };
  const resolved: Mark = {
    scrape: last + stage.pending + stage.keeps + window + 4,
    expect: 'silent',
    because: 'the window has passed',
  };
  const still: Mark = { scrape: last + window - 3, expect: 'firing', because: 'the window still holds it' };
  const withEnd = (marks: readonly Mark[]): readonly Mark[] => [
    ...marks,
    ...(atThreshold === 0 ? [still] : []),
    resolved,
  ];
  const story = (
    name: string,
    steps: readonly Step[],
    phase = 0,
    newborn = false,
    extra: readonly Signal[] = [],
  ): Story => ({
    name,
    phase,
    signals: [...ups, ...played(measure, sides, steps, scrapes, newborn), ...extra],
    marks: withEnd(marksOf(steps)),
    scrapes,
  });
  const crossing = crossings[op](threshold.written);
  const stories: Story[] = [
    story(crossing, walk),
    story(`${crossing}, scraped a third of an interval off`, walk, Math.round(interval / 3)),
    story(`${crossing}, scraped two thirds of an interval off`, walk, Math.round((2 * interval) / 3)),
  ];
  const edges = edgeStory(stage, condition, measure, sides, ups, total, atThreshold);
  if (edges !== undefined) stories.push(edges);
  if (measure.floor >= 1) {
    const few: readonly Step[] = low
      ? [
          { scrape: settle, part: 0, rest: measure.floor - 1 },
          { scrape: last, part: 0, rest: 1 },
        ]
      : [
          { scrape: settle, part: measure.floor - 1, rest: 0 },
          { scrape: last, part: 1, rest: 0 },
        ];
    stories.push(story(`stays silent below ${measure.floor}, whatever the share`, few));
  }
  if (low) {
    stories.push(noneStory(stage, measure, sides, ups, total));
    // Where the threshold itself is enough, one event more of the part is the least that is too much.
    const part = op === 'atMost' ? atThreshold + 1 : atThreshold;
    const more = op === 'atMost' ? Math.ceil(part / threshold.value) - total : 1;
    const [early, late] = [
      { part, rest: total - part },
      { part: 0, rest: more },
    ];
    stories.push(...siblingStory(stage, measure, sides, ups, early, late, last, scrapes, resolved));
  }
  if (!low) {
    const sudden: readonly Step[] = [
      { scrape: settle, part: 0, rest: total - atThreshold - 1 },
      { scrape: last, part: atThreshold + 1, rest: 0 },
    ];
    // A bucket and a count are born together.
    if (measure.of.only === undefined)
      stories.push(story('counts the first value of a series born inside the window', sudden, 0, true));
    // Where the threshold itself is enough, one event less is the most that is not.
    const atOnce = op === 'atLeast' ? 1 : 0;
    const early = { part: atThreshold - atOnce, rest: total - atThreshold };
    stories.push(...siblingStory(stage, measure, sides, ups, early, { part: 1, rest: 0 }, last, scrapes, resolved));
    stories.push(...decoyStories(stage, measure, sides, ups, total, atThreshold, last, scrapes, resolved));
  }
  return [...stories, ...paths];
}

/** Events of both sides with which the share does not hold yet, and does with one more. */
function castOf(
  { op, threshold }: Compare,
  measure: Share,
  sides: Sides,
  total: number,
  atThreshold: number,
  window: number,
): Cast {
  const low = op === 'below' || op === 'atMost';
  const holdsAt = op === 'atLeast' || op === 'atMost';
  if (threshold.value === 0) return castOfAny(measure, sides, window);
  const part = !holdsAt ? atThreshold : low ? atThreshold + 1 : atThreshold - 1;
  const rest = total - part - (holdsAt && !low ? 1 : 0);
  // So many more of the rest that the share is at the threshold again, or below.
  const more = holdsAt ? Math.ceil(part / threshold.value) - part - rest : 1;
  return {
    actors: [
      { of: measure.of, labels: sides.part, bulk: part, last: low ? 0 : 1 },
      {
        of: measure.total,
        labels: sides.rest,
        bulk: rest + (sides.counted ? 0 : part),
        last: low ? more : sides.counted ? 0 : 1,
      },
    ],
    window,
    turns: 'on',
    before: percentText(part, part + rest),
    after: low ? 'more of the rest' : 'one more',
  };
}

/** Where any share is too much, the first event of the part takes the path. */
const castOfAny = (measure: Share, sides: Sides, window: number): Cast => ({
  actors: [
    { of: measure.of, labels: sides.part, bulk: 0, last: 1 },
    {
      of: measure.total,
      labels: sides.rest,
      bulk: 0,
      last: Math.max(0, Math.ceil(measure.floor) - 1) + (sides.counted ? 0 : 1),
    },
  ],
  window,
  turns: 'on',
  before: 'none of the part',
  after: 'one of the part',
});
