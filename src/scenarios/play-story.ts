import { conditionUnit } from '../model/condition-unit.ts';
import type { Alert, Model } from '../model/model.ts';
import { readCondition } from './read-condition.ts';
import { type Firing, type Firings, runAlert, shownValue } from './run-alert.ts';
import { showsValue } from './shows-value.ts';
import { type Clock, notation, type Signal, sample, scrapeTime } from './signal.ts';
import type { Story } from './story.ts';
import { seriesKey } from './subject.ts';
import { worldOf } from './world.ts';

/** What a story comes to: its input in promtool's notation, and what fires when. Times are milliseconds. */
export interface PlayedStory {
  readonly name: string;
  readonly interval: number;
  readonly inputs: readonly {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly values: string;
  }[];
  readonly checks: readonly { readonly at: number; readonly firing: readonly Firing[]; readonly because: string }[];
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** Same alerts, whatever their order; values matter only as far as a text shows them. */
function sameAlerts(alert: Alert, a: readonly Firing[], b: readonly Firing[], withValues: boolean): boolean {
  if (a.length !== b.length) return false;
  const values = new Map(a.map(({ key, value }) => [key, value]));
  const unit = conditionUnit(alert.when);
  return b.every(({ key, value }) => {
    const other = values.get(key);
    if (other === undefined) return false;
    return !withValues || Object.is(other, value) || shownValue(unit, other) === shownValue(unit, value);
  });
}

/** What fires at an evaluation, if that does not depend on a window's edge. */
type Agreed = (tick: number) => readonly Firing[] | undefined;

/** The first evaluation from `tick` on whose outcome does not depend on a window's edge, if there is one soon. */
function clearTick(agreed: Agreed, tick: number, ticks: number): number {
  for (let later = tick; later < Math.min(tick + 4, ticks); later++) if (agreed(later) !== undefined) return later;
  return tick;
}

/** The evaluation at which silence turns into firing, or firing into silence, between one of each. */
function turnBetween(closed: Firings, before: number, after: number): number {
  const turned = closed(after).length > 0;
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (closed(middle).length > 0 === turned) high = middle;
    else low = middle;
  }
  return high;
}

/** The nearest of a few evaluations in one direction of which both readings say that the alert fires, or does not. */
function nearest(agreed: Agreed, from: number, direction: 1 | -1, fires: boolean): number | undefined {
  return [0, 1, 2]
    .map((steps) => from + direction * steps)
    .find((tick) => {
      const alerts = agreed(tick);
      return alerts !== undefined && alerts.length > 0 === fires;
    });
}

/** A series is listed once: what a story is about comes before what stands beside it. */
function oneOfEach(signals: readonly Signal[]): readonly Signal[] {
  const known = new Map<string, Signal>();
  for (const signal of signals) {
    const key = seriesKey(signal);
    if (!known.has(key)) known.set(key, signal);
  }
  return [...known.values()];
}

/** Plays a story in both readings of window edges and keeps what holds in both. */
export function playStory(model: Model, alert: Alert, story: Story): PlayedStory | { readonly why: string } {
  const phase = story.phase ?? 0;
  const { scrapeInterval, evaluationInterval } = model;
  const clock: Clock = { scrapeInterval, evaluationInterval, phase, scrapes: story.scrapes };
  const sampled = oneOfEach(story.signals).map((signal) => sample(signal, clock));
  const world = worldOf(scrapeInterval, model.targetLabels, sampled);
  const ticks = Math.ceil(scrapeTime(clock, story.scrapes - 1) / evaluationInterval) + 1;
  const closed = runAlert(alert, world, evaluationInterval, ticks, 'closed');
  const open = runAlert(alert, world, evaluationInterval, ticks, 'open');
  const withValues = showsValue(alert);
  const agreed: Agreed = (tick) => (sameAlerts(alert, closed(tick), open(tick), withValues) ? closed(tick) : undefined);

  const checks = new Map<number, string>();
  let silentBefore: number | undefined;
  let firingBefore: number | undefined;
  for (const mark of story.marks) {
    const seen = Math.ceil(scrapeTime(clock, mark.scrape) / evaluationInterval);
    const tick = clearTick(agreed, seen, ticks);
    const alerts = agreed(tick);
    if (alerts === undefined) {
      if (mark.expect !== undefined) return { why: `at the ${tick}th evaluation it depends on a window's edge` };
      continue;
    }
    const firing = alerts.length > 0 ? 'firing' : 'silent';
    if (mark.expect !== undefined && mark.expect !== firing) {
      return { why: `${mark.because}: expected ${mark.expect}, is ${firing}` };
    }
    if (firing === 'firing' && silentBefore !== undefined) {
      const turn = turnBetween(closed, silentBefore, tick);
      if (agreed(turn - 1) !== undefined && agreed(turn) !== undefined) {
        if (!checks.has(turn - 1)) checks.set(turn - 1, 'one evaluation before it fires');
        checks.set(turn, alert.for > 0 ? 'it has held for long enough' : 'the first evaluation that sees it');
      } else if (alert.for > 0) {
        // Where the condition begins to hold at a window's edge, `for` still is asked for as nearly as can be told.
        const before = nearest(agreed, turn - 1, -1, false);
        const after = nearest(agreed, turn, 1, true);
        if (before !== undefined && before > silentBefore && after !== undefined && after <= tick) {
          if (!checks.has(before)) checks.set(before, 'it has not held for long enough');
          checks.set(after, 'now it has');
        }
      }
    }
    if (firing === 'silent' && firingBefore !== undefined && alert.keepFiringFor > 0) {
      const turn = turnBetween(closed, firingBefore, tick);
      // Where exactly the window ends may depend on its edge; what is kept is much longer.
      const kept = [turn - 1, turn - 2, turn - 3].find((one) => (agreed(one)?.length ?? 0) > 0);
      if (kept !== undefined && kept > firingBefore && !checks.has(kept)) checks.set(kept, 'it is still kept firing');
      const ended = nearest(agreed, turn, 1, false);
      if (ended !== undefined && ended < tick && !checks.has(ended)) checks.set(ended, 'it is kept no longer');
    }
    silentBefore = firing === 'silent' ? tick : undefined;
    firingBefore = firing === 'firing' ? tick : undefined;
    checks.set(tick, mark.because);
  }
  const canFail = ([tick]: readonly [number, string]): boolean =>
    tick * evaluationInterval >= alert.for || (agreed(tick)?.length ?? 0) > 0 || isPending(tick);
  const isPending = (tick: number): boolean =>
    alert.for > 0 && readCondition(world, alert.when, tick * evaluationInterval, 'open').size > 0;
  const listed = [...checks]
    .filter(canFail)
    .toSorted(([a], [b]) => a - b)
    .map(([tick, because]) => ({
      at: tick * evaluationInterval,
      firing: agreed(tick) ?? [],
      because,
    }));
  const fires = listed.some(({ firing }) => firing.length > 0);
  const rests = listed.some(({ firing }) => firing.length === 0);
  if (!fires || (!rests && story.signals.length > 0))
    return { why: fires ? 'it never falls silent' : 'it never fires' };

  const end = listed.at(-1)?.at ?? 0;
  const interval = phase === 0 ? scrapeInterval : greatestCommonDivisor(scrapeInterval, phase);
  const inputs = sampled.map((series) => {
    const until = series.times.filter((time) => time <= end).length;
    const kept = { ...series, times: series.times.slice(0, until), values: series.values.slice(0, until) };
    return { name: series.name, labels: series.labels, values: notation(kept, interval) };
  });
  return { name: story.name, interval, inputs: inputs.filter(({ values }) => values !== ''), checks: listed };
}
