import { conditionUnit } from '../../model/condition-unit.ts';
import type { Condition, Job } from '../../model/model.ts';
import { createRandom } from '../../shared/random.ts';
import { countingStep } from '../counted.ts';
import { settleTime, windowsOf } from '../hold.ts';
import { shownValue } from '../run-alert.ts';
import type { Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { type SeriesLabels, type Stage, targetLabels, upSignals } from '../subject.ts';
import type { Actor } from './actor.ts';
import { actorsOf } from './actors-of.ts';
import { type Cast, castsOf } from './casts-of.ts';
import { drawChanges, drawStates, type JointMoment, jointMoments, type Moment, readerOf } from './joint-moments.ts';
import { type Use, usesOf } from './uses-of.ts';
import { type Siblings, timedVariantsOf, variantsOf } from './variants-of.ts';

/**
 * Stories of a condition whose parts read the same series, so that no part can be moved while another is held: states of
 * all series together, each as long as it takes, in which the condition decides otherwise than one with a small change would.
 */
export function jointStories(stage: Stage, condition: Condition, showsValue: boolean): readonly Story[] {
  const uses = usesOf(condition);
  if (uses === undefined || !isJoint(uses, condition)) return [];
  const { scrapeInterval } = stage.model;
  const casts = castsOf(stage, uses);
  const targets = new Map(
    casts.flatMap(({ base, others }) => [base, ...others]).map((labels) => [labels['instance'] ?? '', labels]),
  );
  const down = jobsOf(condition).flatMap((job) => [...targets.values()].map((labels) => upActor(stage, job, labels)));
  const actors = [...casts.flatMap((cast) => actorsOf(cast, uses, scrapeInterval)), ...down];
  // Only exact counts ask whether their targets are up.
  const counts = uses.some(({ kind }) => kind === 'count' || kind === 'share');
  const always = down.length > 0 || !counts ? [] : upSignals(stage, [...targets.values()]);
  const windows = windowsOf(condition).map((window) => window / scrapeInterval);
  const settled = Math.max(settleTime(stage, condition), ...windows.map((window) => Math.ceil(window) + 3)) + 2;
  const phase = Math.round(scrapeInterval / 3);
  const unit = conditionUnit(condition);
  const shown = showsValue ? (value: number) => shownValue(unit, value) : undefined;
  const around = { model: stage.model, actors, always, settled, phase, shown };
  const random = createRandom(seed);
  const waits = stage.pending + stage.keeps > 0;
  const steady = jointMoments(
    around,
    condition,
    variantsOf(condition, siblingsOf(casts)),
    drawStates(actors, random),
    waits,
  );
  const since = changesOf(windows);
  const drawChange = drawChanges(
    actors,
    random,
    since,
    steady.moments.filter(({ fires }) => fires).map(({ now }) => now),
  );
  // What an alert that waits does some scrapes after a change shows only if it fired before.
  const suits = (moment: Moment): boolean =>
    stage.pending === 0 || readerOf(around, { ...moment, now: moment.before, since: 0 })(condition, 'open') !== '';
  const changes = jointMoments(
    around,
    condition,
    [...timedVariantsOf(condition), ...steady.untold],
    () => {
      const moment = drawChange();
      return moment !== undefined && suits(moment) ? moment : undefined;
    },
    false,
  );
  const stay = settled + stage.pending + stage.keeps;
  // What a process counts before it restarts within one step of a count is lost to that, so steps must be single scrapes.
  const isFine = windows.every((window) => countingStep(scrapeInterval, window * scrapeInterval) === scrapeInterval);
  const restart = windows.length > 0 && isFine ? Math.max(2, Math.floor(Math.min(...windows) / 2)) : undefined;
  return [
    ...storyOf(
      { name: 'what its parts read of the same series decides together', stay, restart, phase, actors, always },
      alternating(steady.moments),
    ),
    ...storyOf(
      {
        name: 'what its parts read while the same series change decides',
        stay,
        restart: undefined,
        phase,
        actors,
        always,
      },
      changes.moments,
    ),
  ];
}

/** For each metric, how to leave out the sibling of its base. */
const siblingsOf = (casts: readonly Cast[]): Siblings =>
  new Map(
    casts.flatMap(({ metric, base, siblings: [sibling] }) => {
      const label = Object.keys(sibling ?? {}).find((name) => sibling?.[name] !== base[name]);
      if (label === undefined) return [];
      return [[metric.name, { label, kind: 'not-in', values: [sibling?.[label] ?? ''] }] as const];
    }),
  );

interface Setting {
  readonly name: string;
  /** Scrapes that each state lasts. */
  readonly stay: number;
  /** Scrapes before the end of each state in which every process starts again; undefined where none does. */
  readonly restart: number | undefined;
  readonly phase: number;
  readonly actors: readonly Actor[];
  readonly always: readonly Signal[];
}

/** Scrapes of a story. With waits of hours, not everything that could be told is. */
const longest = 3000;

/** One moment after the other. */
function storyOf(
  { name, stay, restart, phase, actors, always }: Setting,
  all: readonly JointMoment[],
): readonly Story[] {
  const moments = all.slice(0, Math.max(2, Math.floor(longest / stay)));
  if (moments.length < 2) return [];
  const states = moments.flatMap(({ before, now, since }) => [
    ...Array.from({ length: stay }, () => before),
    ...Array.from({ length: since }, () => now),
  ]);
  const scrapes = states.length;
  const resets = restart === undefined ? [] : moments.map((_, i) => (i + 1) * stay - 1 - restart);
  const signals = actors.flatMap(({ isBase, signals: of }, i) =>
    isBase || states.some((state) => (state[i] ?? 0) > 0) ? of((k) => states[k]?.[i] ?? 0, scrapes, resets) : [],
  );
  const marks: Mark[] = [];
  let end = 0;
  for (const { since } of moments) {
    end += stay;
    if (since > 0) marks.push({ scrape: end - 1, because: 'before the change' });
    end += since;
    marks.push({ scrape: end - 1, because: since > 0 ? `${since} scrapes after the change` : 'so it stands' });
  }
  return [{ name, signals: [...signals, ...always], marks, scrapes, phase }];
}

/** Scrapes after a change at which windows of such lengths (in scrapes) can be told from others. */
const changesOf = (windows: readonly number[]): readonly number[] =>
  [...new Set(windows.flatMap((window) => [1, 0.4 * window, 0.75 * window, window + 2, 1.5 * window]))]
    .map((scrapes) => Math.max(1, Math.floor(scrapes)))
    .filter((scrapes, i, all) => all.indexOf(scrapes) === i);

/** Any number will do: the same conditions get the same stories. */
const seed = 20_261_130;

/** Whether two parts read one metric, or one of several leaves out some of the groups. */
function isJoint(uses: readonly Use[], condition: Condition): boolean {
  const parts = new Set(uses.map(({ part }) => part)).size;
  const several = parts + jobsOf(condition).length > 1;
  return uses.some((one) => {
    const others = uses.filter(({ part }) => part !== one.part);
    const leavesOut = several && one.of.where.some(({ label }) => one.by.includes(label));
    return (
      leavesOut ||
      others.some(
        (other) => other.of.metric.name === one.of.metric.name && !(parts === 2 && areTwoStates(one, other, condition)),
      )
    );
  });
}

/** One state unless another one of the same series: nothing is in both, and each side can be moved alone. */
const areTwoStates = (a: Use, b: Use, condition: Condition): boolean =>
  condition.kind === 'unless' &&
  a.kind === 'state' &&
  b.kind === 'state' &&
  JSON.stringify([a.of.where, a.by]) === JSON.stringify([b.of.where, b.by]);

function jobsOf(condition: Condition): readonly Job[] {
  if (condition.kind === 'down') return [condition.job];
  return 'left' in condition ? [...jobsOf(condition.left), ...jobsOf(condition.right)] : [];
}

/** A target that is up, down, or not known. */
function upActor(stage: Stage, job: Job, labels: SeriesLabels): Actor {
  const target = { ...targetLabels(stage, job.name, stage.host), instance: labels['instance'] ?? '' };
  const values = [1, 0, undefined] as const;
  return {
    levels: values.length,
    isBase: true,
    signals: (levelAt) => [{ name: 'up', labels: target, at: (k) => values[levelAt(k)] }],
  };
}

/** Silent states and firing ones in turn, a silent one first: each change is seen. */
function alternating(moments: readonly JointMoment[]): readonly JointMoment[] {
  const silent = moments.filter(({ fires }) => !fires);
  const firing = moments.filter(({ fires }) => fires);
  const turns = Array.from({ length: Math.max(silent.length, firing.length) }, (_, i) => [silent[i], firing[i]]);
  return turns.flat().flatMap((moment) => moment ?? []);
}
