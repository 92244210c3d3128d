import type { Condition, Measure } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import type { Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { type Stage, siblingLabels, subjectLabels, upSignal } from '../subject.ts';
import { firingCount } from './count-stories.ts';
import { type Actor, pathStories, shareBulk } from './path-stories.ts';
import { lowCount } from './slope-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Sum = Extract<Measure, { kind: 'plus' | 'minus' }>;

const settle = 4;

const same = (actor: Actor): Actor => actor;
const quietly = (actor: Actor): Actor => ({ ...actor, last: 0 });

/** Stories of a sum or difference of two counts in which both sides have events; none for other measures. */
export function sumStories(stage: Stage, condition: Compare, measure: Sum): readonly Story[] {
  const { kind, left, right } = measure;
  if (left.kind === 'rate' && right.kind === 'rate') return rateSumStories(stage, condition, measure, left, right);
  const isUpward = condition.op === 'above' || condition.op === 'atLeast';
  if (left.kind !== 'count' || right.kind !== 'count' || left.window !== right.window) return [];
  if (left.newborn !== 'count' || right.newborn !== 'count') return [];
  const [leftLabels, rightLabels] = [subjectLabels(stage, left.of), subjectLabels(stage, right.of)];
  // The count that holds, or the first that does not.
  const firing = isUpward ? firingCount(condition) : lowCount(condition) + 1;
  const window = Math.round(left.window / stage.model.scrapeInterval);
  if (leftLabels === undefined || rightLabels === undefined || firing < 2) return [];
  const lasting = stage.pending + 12 >= window;
  if (!isUpward && lasting) return [];
  const quiet = firing - 1;
  // Of a difference, the right side takes away what the left has more of.
  const [bulkLeft, bulkRight] = kind === 'plus' ? [quiet - Math.ceil(quiet / 2), Math.ceil(quiet / 2)] : [quiet + 3, 3];
  const sign = kind === 'plus' ? 'and' : 'less';
  const paths = pathStories(stage, {
    actors: [
      ...shareBulk(stage, left.of, left.by, bulkLeft).map(kind === 'plus' ? quietly : same),
      ...shareBulk(stage, right.of, right.by, bulkRight).map(kind === 'plus' ? same : quietly),
    ],
    window,
    turns: isUpward ? 'on' : 'off',
    before: `${bulkLeft} ${sign} ${bulkRight}`,
    after: kind === 'plus' ? 'one more on the right' : 'one more on the left',
  });
  const jobs = [...new Set([left.of.metric.job, right.of.metric.job])];
  const scrapes = settle + window + stage.pending + stage.keeps + 14;
  const late = settle + window - 6 - stage.pending;
  const alone = (name: string, side: 'left' | 'right'): Story => {
    const [of, labels] = side === 'left' ? [left.of, leftLabels] : [right.of, rightLabels];
    const events = { [settle]: quiet, [late]: 1 };
    const marks: readonly Mark[] = [
      { scrape: late - 1, because: `${quiet} on the ${side} alone` },
      { scrape: late + stage.pending, because: 'one more' },
      { scrape: settle + window + stage.keeps + 3, because: 'the first have left the window' },
    ];
    const signals = [
      ...jobs.map((job) => upSignal(stage, job)),
      ...eventSignals(of, labels, { start: 3, events }, scrapes),
    ];
    return { name, signals, marks, scrapes };
  };
  return lasting
    ? paths
    : [
        ...paths.map((story) => ({ ...story, name: `both sides: ${story.name}` })),
        ...(kind === 'plus' ? [alone('a side that does not exist counts 0', 'right')] : []),
        alone('the left side alone counts', 'left'),
      ];
}

type Rate = Extract<Measure, { kind: 'rate' }>;

/** Stories of two flows that make up a sum or difference together, and of either alone. */
function rateSumStories(
  stage: Stage,
  { op, threshold }: Compare,
  { kind }: Sum,
  left: Rate,
  right: Rate,
): readonly Story[] {
  const { scrapeInterval } = stage.model;
  const window = Math.ceil(Math.max(left.window, right.window) / scrapeInterval);
  const turn = window + stage.pending + stage.keeps + 4;
  const scrapes = 2 * turn;
  const isHigh = op === 'above' || op === 'atLeast';
  const flow = ({ of, by }: Rate, early: number, late: number): readonly Signal[] =>
    siblingLabels(stage, of, by, 2).flatMap((labels, i, all) => {
      const events: Record<number, number> = {};
      for (let k = 0; k < scrapes; k++)
        events[k] = Number((((k < turn ? early : late) * scrapeInterval) / 1000 / all.length).toPrecision(9));
      return eventSignals(of, labels, { start: 1_000_000 + i, events }, scrapes);
    });
  const [less, more] = isHigh ? [0.97, 1.03] : [1.03, 0.97];
  const t = threshold.value;
  const story = (name: string, signals: readonly Signal[]): Story => ({
    name,
    phase: Math.round(scrapeInterval / 3),
    signals,
    marks: [
      { scrape: turn - 1, because: 'at first' },
      { scrape: scrapes - 2, because: 'after the change' },
    ],
    scrapes,
  });
  const both =
    kind === 'plus'
      ? [...flow(left, 0.5 * t, 0.5 * t), ...flow(right, (less - 0.5) * t, (more - 0.5) * t)]
      : [...flow(left, 1.5 * t, 1.5 * t), ...flow(right, (1.5 - less) * t, (1.5 - more) * t)];
  return [
    story('both sides count', both),
    story('the left side alone counts', flow(left, less * t, more * t)),
    ...(kind === 'plus' ? [story('the right side alone counts', flow(right, less * t, more * t))] : []),
  ];
}
