import type { Measure } from '../model/model.ts';
import { flow } from './event-flow.ts';
import type { Signal } from './signal.ts';
import { quantileAt } from './stories/bucket-flow.ts';
import { type Stage, subjectLabels } from './subject.ts';

/** A measure that has the same value all the time. */
interface Steady {
  readonly value: number;
  readonly signals: (scrapes: number) => readonly Signal[];
}

/** Series that keep a measure at a value which suits; undefined when no such value is known. */
export function steadyMeasure(stage: Stage, measure: Measure, suits: (value: number) => boolean): Steady | undefined {
  switch (measure.kind) {
    case 'count':
    case 'rate':
      return { value: 0, signals: (scrapes) => flow(stage, measure.of, 0, 1, scrapes) ?? [] };
    case 'value': {
      const labels = subjectLabels(stage, measure.of);
      return labels && { value: 0, signals: () => [{ name: measure.of.metric.name, labels, at: () => 0 }] };
    }
    case 'share': {
      // The part is counted in the total, where both are of one metric: as many again make it a half.
      const isSame = measure.of.metric.name === measure.total.metric.name;
      if (isSame) return undefined;
      return [0.5, 0.1, 0.9].filter(suits).map((value) => ({
        value,
        signals: (scrapes: number) => [
          ...(flow(stage, measure.of, 10 * value, 1, scrapes) ?? []),
          ...(flow(stage, measure.total, 10, 1, scrapes) ?? []),
        ],
      }))[0];
    }
    case 'quantile': {
      const labels = subjectLabels(stage, measure.of);
      const last = measure.of.metric.buckets.at(-1)?.value ?? 0;
      return [0.5, 0.25, 0.75, 0.1, 0.9]
        .map((portion) => portion * last)
        .filter(suits)
        .flatMap((value) => {
          const signals = labels && quantileAt(measure, labels, value);
          return signals === undefined ? [] : [{ value, signals: () => signals }];
        })[0];
    }
    case 'plus':
    case 'minus': {
      const sides = [steadyMeasure(stage, measure.left, () => true), steadyMeasure(stage, measure.right, () => true)];
      const [left, right] = sides;
      if (left === undefined || right === undefined) return undefined;
      const value = measure.kind === 'plus' ? left.value + right.value : left.value - right.value;
      return { value, signals: (scrapes) => [...left.signals(scrapes), ...right.signals(scrapes)] };
    }
    default:
      return undefined;
  }
}
