import type { Condition, Measure } from '../../model/model.ts';
import { eventSignals } from '../event-series.ts';
import type { Mark, Story } from '../story.ts';
import { type Stage, subjectLabels, upSignal } from '../subject.ts';
import { firingCount } from './count-stories.ts';
import { type Actor, pathStories, shareBulk } from './path-stories.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Sum = Extract<Measure, { kind: 'plus' | 'minus' }>;

const settle = 4;

const same = (actor: Actor): Actor => actor;
const quietly = (actor: Actor): Actor => ({ ...actor, last: 0 });

/** Stories of a sum or difference of two counts in which both sides have events; none for other measures. */
export function sumStories(stage: Stage, condition: Compare, { kind, left, right }: Sum): readonly Story[] {
  const isUpward = condition.op === 'above' || condition.op === 'atLeast';
  if (left.kind !== 'count' || right.kind !== 'count' || !isUpward || left.window !== right.window) return [];
  if (left.newborn !== 'count' || right.newborn !== 'count') return [];
  const [leftLabels, rightLabels] = [subjectLabels(stage, left.of), subjectLabels(stage, right.of)];
  const firing = firingCount(condition);
  const window = Math.round(left.window / stage.model.scrapeInterval);
  if (leftLabels === undefined || rightLabels === undefined || firing < 2 || stage.pending + 12 >= window) return [];
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
    turns: 'on',
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
  return [
    ...paths.map((story) => ({ ...story, name: `both sides: ${story.name}` })),
    ...(kind === 'plus' ? [alone('a side that does not exist counts 0', 'right')] : []),
    alone('the left side alone counts', 'left'),
  ];
}
