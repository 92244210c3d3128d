import type { Condition, Measure } from '../model/model.ts';
import { possibleValues, verdict } from '../model/possible-values.ts';
import { assertNever } from '../shared/assert-never.ts';
import { flow } from './event-flow.ts';
import type { Signal } from './signal.ts';
import { steadyMeasure } from './steady-measure.ts';
import { around } from './stories/level-stories.ts';
import { steadyQuantile } from './stories/quantile-stories.ts';
import { holdRaw, settleRaw } from './stories/raw-stories.ts';
import { type Stage, subjectLabels, upSignal } from './subject.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

/** The windows of all parts of a measure or a condition, and how long what is gone counts, in milliseconds. */
export function windowsOf(of: Measure | Condition): readonly number[] {
  if ('left' in of) return [...windowsOf(of.left), ...windowsOf(of.right)];
  if (of.kind === 'compare') return windowsOf(of.measure);
  if (of.kind === 'is') return of.goneWithin === undefined ? [] : [of.goneWithin];
  return 'window' in of && of.window !== undefined ? [of.window] : [];
}

/** Scrapes after which a condition that is held true reads true. */
export function settleTime(stage: Stage, condition: Condition): number {
  const inScrapes = (ms: number): number => Math.ceil(ms / stage.model.scrapeInterval) + 3;
  switch (condition.kind) {
    case 'compare': {
      const { measure } = condition;
      if (measure.kind === 'promql') return settleRaw(stage, measure);
      return Math.max(3, ...windowsOf(measure).map(inScrapes));
    }
    case 'absent':
      return inScrapes(condition.window);
    case 'and':
    case 'or':
    case 'unless':
      return Math.max(settleTime(stage, condition.left), settleTime(stage, condition.right));
    default:
      return 3;
  }
}

function holdCompare(stage: Stage, condition: Compare, truth: boolean, scrapes: number): readonly Signal[] | undefined {
  const { measure, op, threshold } = condition;
  const upward = op === 'above' || op === 'atLeast';
  const { scrapeInterval } = stage.model;
  // Bursts a little closer than the window: it always holds one, and its edges rarely touch one.
  const apart =
    'window' in measure && measure.window ? Math.max(1, Math.floor(measure.window / scrapeInterval) - 3) : 1;
  switch (measure.kind) {
    case 'count':
      if (!truth && upward) return [];
      return flow(stage, measure.of, upward === truth ? Math.ceil(threshold.value) + 1 : 0, apart, scrapes);
    case 'rate':
      if (!truth && upward) return [];
      return flow(
        stage,
        measure.of,
        upward === truth ? Math.ceil((2 * threshold.value * scrapeInterval) / 1000) + 1 : 0,
        1,
        scrapes,
      );
    case 'share': {
      if (!truth) return [];
      const enough = Math.max(1, measure.floor) + 1;
      const total = flow(stage, measure.total, enough, apart, scrapes);
      const part = upward ? flow(stage, measure.of, enough, apart, scrapes) : [];
      return total === undefined || part === undefined ? undefined : [...total, ...part];
    }
    case 'value': {
      const labels = subjectLabels(stage, measure.of);
      const { holds } = around(condition);
      if (!truth) return [];
      return labels === undefined ? undefined : [{ name: measure.of.metric.name, labels, at: () => holds }];
    }
    case 'quantile':
      return truth ? steadyQuantile(stage, condition, measure) : [];
    case 'promql':
      return holdRaw(stage, measure, truth, scrapes);
    case 'plus':
    case 'minus': {
      if (!truth) return [];
      const { left, right, kind } = measure;
      const leaves = (value: number): number => threshold.value - (kind === 'plus' ? value : -value);
      const steady = steadyMeasure(
        stage,
        right,
        (value) => verdict(possibleValues(left), op, leaves(value)) === 'open',
      );
      if (steady === undefined) return undefined;
      const rest = { value: leaves(steady.value), written: threshold.written };
      const held = holdCompare(stage, { ...condition, measure: left, threshold: rest }, truth, scrapes);
      return held && [...held, ...steady.signals(scrapes)];
    }
    default:
      return undefined;
  }
}

/**
 * Series that keep a condition true (or not true) all the time.
 * Undefined when there is no way to do that: the stories that need it are left out.
 */
export function hold(
  stage: Stage,
  condition: Condition,
  truth: boolean,
  scrapes: number,
): readonly Signal[] | undefined {
  const both = (left: boolean, right: boolean): readonly Signal[] | undefined => {
    if (!('left' in condition)) return undefined;
    const signals = [hold(stage, condition.left, left, scrapes), hold(stage, condition.right, right, scrapes)];
    return signals[0] === undefined || signals[1] === undefined ? undefined : [...signals[0], ...signals[1]];
  };
  switch (condition.kind) {
    case 'compare':
      return holdCompare(stage, condition, truth, scrapes);
    case 'is': {
      const labels = subjectLabels(stage, condition.of);
      if (!truth) return [];
      return labels && [{ name: condition.of.metric.name, labels, at: () => condition.state.value }];
    }
    case 'absent': {
      const labels = subjectLabels(stage, condition.of);
      const { metric } = condition.of;
      const name = metric.type === 'histogram' ? `${metric.name}_count` : metric.name;
      if (truth) return [];
      return labels && [{ name, labels, at: () => 1 }];
    }
    case 'down':
      return [upSignal(stage, condition.job.name, stage.host, () => (truth ? 0 : 1))];
    case 'always':
      return truth ? [] : undefined;
    case 'and':
      return both(truth, true);
    case 'or':
      return both(truth, false);
    case 'unless':
      return both(truth, false);
    default:
      return assertNever(condition);
  }
}
