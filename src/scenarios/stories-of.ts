import type { Alert, Condition, Measure, Model, Quantity } from '../model/model.ts';
import { possibleValues, verdict } from '../model/possible-values.ts';
import { assertNever } from '../shared/assert-never.ts';
import { commonLabels } from './common-labels.ts';
import { delayed } from './delayed.ts';
import { hold, settleTime } from './hold.ts';
import { jointStories } from './joint/joint-stories.ts';
import { onlyWanted } from './pick-labels.ts';
import { showsValue } from './shows-value.ts';
import type { Signal } from './signal.ts';
import { steadyMeasure } from './steady-measure.ts';
import { countStories } from './stories/count-stories.ts';
import { levelStories } from './stories/level-stories.ts';
import { absentStories, downStories } from './stories/presence-stories.ts';
import { quantileStories } from './stories/quantile-stories.ts';
import { rawStories } from './stories/raw-stories.ts';
import { shareStories } from './stories/share-stories.ts';
import { rateStories } from './stories/slope-stories.ts';
import { stateStories } from './stories/state-stories.ts';
import { sumStories } from './stories/sum-stories.ts';
import type { Story } from './story.ts';
import { type Stage, seriesKey, targetLabels } from './subject.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

function compareStories(stage: Stage, condition: Compare, measure: Measure): readonly Story[] {
  switch (measure.kind) {
    case 'count': {
      const upward = condition.op === 'above' || condition.op === 'atLeast';
      return measure.newborn === 'count' && upward
        ? countStories(stage, condition, measure)
        : rateStories(stage, condition, measure);
    }
    case 'rate':
      return rateStories(stage, condition, measure);
    case 'share':
      return shareStories(stage, condition, measure);
    case 'quantile':
      return quantileStories(stage, condition, measure);
    case 'value':
      return levelStories(stage, condition, measure);
    case 'plus':
    case 'minus':
      return [...sideOfSumStories(stage, condition, measure), ...sumStories(stage, condition, measure)];
    case 'promql':
      return rawStories(stage, condition, measure);
    case 'states':
    case 'up':
      return [];
    default:
      return assertNever(measure);
  }
}

const opposite = { above: 'below', atLeast: 'atMost', below: 'above', atMost: 'atLeast' } as const;

/** Stories of each side of a sum or difference while the other side has a value that leaves the threshold to it. */
function sideOfSumStories(
  stage: Stage,
  condition: Compare,
  { kind, left, right }: Extract<Measure, { kind: 'plus' | 'minus' }>,
): readonly Story[] {
  const { op, threshold } = condition;
  const against = (value: number): Quantity => {
    const rounded = Number(value.toPrecision(12));
    return { value: rounded, written: rounded === threshold.value ? threshold.written : String(rounded) };
  };
  const beside = (varied: Measure, other: Measure, compared: Compare['op'], left: (value: number) => number) => {
    const only = onlyOf(varied, other);
    // In a group that the other side leaves out, it is 0.
    const none = { value: 0, signals: () => [] };
    const apart = varied.by.some((label) => only?.[label] !== undefined);
    const steady = apart ? none : steadyMeasure(stage, other, (value) => isOpen(varied, compared, left(value)));
    if (steady === undefined) return [];
    const own = only === undefined ? stage : { ...stage, common: { ...stage.common, ...only }, target: only };
    const side: Compare = { ...condition, op: compared, measure: varied, threshold: against(left(steady.value)) };
    return compareStories(own, side, varied).map((story) =>
      loosened(withSignals(story, steady.signals(story.scrapes))),
    );
  };
  const sign = kind === 'plus' ? 1 : -1;
  // Where both sides read the same series, they can only be moved together.
  if (kind === 'plus' && left.kind === 'value' && right.kind === 'value' && left.of.metric === right.of.metric) {
    const half: Compare = { ...condition, measure: left, threshold: against(threshold.value / 2) };
    const together = [left, right].flatMap((side) => compareStories(stage, { ...half, measure: side }, side));
    return together.map((story) => ({ ...loosened(story), name: `both sides: ${story.name}` }));
  }
  const ofLeft = beside(left, right, op, (value) => threshold.value - sign * value);
  if (areAlike(left, right)) return ofLeft;
  const ofRight =
    kind === 'plus'
      ? beside(right, left, op, (value) => threshold.value - value)
      : beside(right, left, opposite[op], (value) => value - threshold.value);
  return [...ofLeft, ...ofRight.map((story) => ({ ...story, name: `right side: ${story.name}` }))];
}

/** Whether stories of both sides would be the same: two flows, or exact counts of the same window. */
const areAlike = (left: Measure, right: Measure): boolean =>
  (left.kind === 'rate' && right.kind === 'rate') ||
  (left.kind === 'count' &&
    right.kind === 'count' &&
    left.newborn === right.newborn &&
    (left.newborn === 'ignore' || left.window === right.window));

/** Labels of what moves one side of a sum of counts and not the other, where they read the same metric and such series exist. */
function onlyOf(varied: Measure, other: Measure): Readonly<Record<string, string>> | undefined {
  if (varied.kind !== 'count' || other.kind !== 'count' || varied.of.metric !== other.of.metric) return undefined;
  return onlyWanted(varied.of, other.of);
}

const isOpen = (measure: Measure, op: Compare['op'], threshold: number): boolean =>
  verdict(possibleValues(measure), op, threshold) === 'open';

/** The story with more series; a series that it has already stays as it is. */
function withSignals(story: Story, more: readonly Signal[]): Story {
  const known = new Set(story.signals.map(seriesKey));
  const added = more.filter((signal) => {
    const key = seriesKey(signal);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  return { ...story, signals: [...story.signals, ...added] };
}

/** What a part of a condition promised need not hold for the whole: the meaning of the whole decides. */
const loosened = (story: Story): Story => ({
  ...story,
  marks: story.marks.map(({ expect: _, ...mark }) => mark),
});

/** Stories of one side of a compound condition while the other side is held as it must be for the first to matter. */
function sideStories(
  stage: Stage,
  varied: Condition,
  held: Condition,
  truth: boolean,
  which: string,
): readonly Story[] {
  const heldStage: Stage = { ...stage, host: stage.host + 100 };
  const shares = sharesHost(held, varied);
  const wait = truth ? settleTime(stage, held) : 0;
  return conditionStories(stage, varied).flatMap((story) => {
    const late = delayed(story, wait, stage.model);
    const other = hold(shares ? stage : heldStage, held, truth, late.scrapes);
    if (other === undefined) return [];
    const everywhere = shares ? [...other, ...onOtherTargets(stage, story, other)] : other;
    return [loosened(withSignals({ ...late, name: `${which}: ${story.name}` }, everywhere))];
  });
}

/** The other side on each further target of a story: what is played there must be decided by that alone, too. */
function onOtherTargets(stage: Stage, { signals }: Story, held: readonly Signal[]): readonly Signal[] {
  const own = targetLabels(stage, '', stage.host)['instance'];
  const instances = new Set(signals.flatMap(({ labels }) => labels['instance'] ?? []));
  return [...instances]
    .filter((instance) => instance !== own)
    .flatMap((instance) =>
      held
        .filter(({ labels }) => labels['instance'] === own)
        .map((signal) => ({ ...signal, labels: { ...signal.labels, instance } })),
    );
}

const labelsOfGroup = (condition: Condition): readonly string[] => {
  switch (condition.kind) {
    case 'compare':
      return condition.measure.by;
    case 'is':
      return condition.by;
    case 'down':
      return ['instance'];
    case 'and':
    case 'or':
    case 'unless':
      return labelsOfGroup(condition.left);
    default:
      return [];
  }
};

/** Sides that are grouped by instance must speak of the same one. */
const sharesHost = (a: Condition, b: Condition): boolean =>
  labelsOfGroup(a).includes('instance') || labelsOfGroup(b).includes('instance');

function conditionStories(stage: Stage, condition: Condition): readonly Story[] {
  switch (condition.kind) {
    case 'compare':
      return compareStories(stage, condition, condition.measure);
    case 'is':
      return stateStories(stage, condition);
    case 'absent':
      return absentStories(stage, condition);
    case 'down':
      return downStories(stage, condition);
    case 'always':
      return [
        {
          name: 'always fires',
          signals: [],
          marks: [{ scrape: stage.pending, expect: 'firing', because: 'it always does' }],
          scrapes: stage.pending + 4,
        },
      ];
    case 'and':
    case 'or':
    case 'unless': {
      const { left, right, kind } = condition;
      return [
        ...sideStories(stage, left, right, kind === 'and', 'left side'),
        ...sideStories(kind === 'unless' ? turnedAround(stage) : stage, right, left, kind !== 'or', 'right side'),
      ];
    }
    default:
      return assertNever(condition);
  }
}

/** What the right side of `unless` makes true ends the alert, and what it makes false begins it. */
const turnedAround = (stage: Stage): Stage =>
  stage.keeps === 0 ? stage : { ...stage, pending: Math.max(stage.pending, stage.keeps) };

/** The stories that show what an alert does, from the meaning of its condition. */
export function storiesOf(model: Model, alert: Alert): readonly Story[] {
  const inScrapes = (ms: number): number => Math.ceil(ms / model.scrapeInterval);
  const slack = Math.ceil(model.evaluationInterval / model.scrapeInterval);
  const stage: Stage = {
    model,
    host: 1,
    pending: alert.for === 0 ? 0 : inScrapes(alert.for) + slack,
    shy: inScrapes(alert.for),
    keeps: alert.keepFiringFor === 0 ? 0 : inScrapes(alert.keepFiringFor) + slack,
    common: commonLabels(alert),
  };
  const stories = [...conditionStories(stage, alert.when), ...jointStories(stage, alert.when, showsValue(alert))];
  return hasSides(alert.when) && countsExactly(alert.when)
    ? stories.map((story) => onKnownTargets(stage, story))
    : stories;
}

const hasSides = (condition: Condition): boolean =>
  'left' in condition || (condition.kind === 'compare' && 'left' in condition.measure);

function countsExactly(of: Condition | Measure): boolean {
  if ('left' in of) return countsExactly(of.left) || countsExactly(of.right);
  if (of.kind === 'compare') return countsExactly(of.measure);
  return of.kind === 'share' || (of.kind === 'count' && of.newborn === 'count');
}

/** Where one part counts exactly, all that another part plays is on targets that are up, as a scraped series is. */
function onKnownTargets({ model }: Stage, story: Story): Story {
  const jobs = new Set(model.jobs.map(({ name }) => name));
  const ups = story.signals.flatMap(({ labels, missed }): readonly Signal[] => {
    if (!jobs.has(labels['job'] ?? '')) return [];
    const target = Object.fromEntries(model.targetLabels.map((label) => [label, labels[label] ?? '']));
    return [{ name: 'up', labels: target, at: () => 1, ...(missed === undefined ? {} : { missed }) }];
  });
  return withSignals(story, ups);
}
