import { measureExpr } from '../../../generators/expressions/measure-expr.ts';
import { recordings } from '../../../generators/expressions/recordings.ts';
import { describeMeasure } from '../../../model/describe.ts';
import type { ComparisonOperator } from '../../../model/document.ts';
import { measuredUnit } from '../../../model/measured-unit.ts';
import type { Condition, Measure, Model } from '../../../model/model.ts';
import { evaluateRange } from '../../../promql/eval/prepare.ts';
import type { PlayedVariant } from '../../play/play-variant.ts';

/** A measure of an alert over time. */
export interface Picture {
  readonly alert: string;
  /** What is measured, in words. */
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly {
    /** What tells it from the other lines; empty when there is only one. */
    readonly name: string;
    /** Time in milliseconds after the fault, and value. */
    readonly points: readonly (readonly [time: number, value: number])[];
  }[];
  readonly threshold?: { readonly value: number; readonly written: string; readonly op: ComparisonOperator };
  /** Names of values, for a measure that is a state. */
  readonly names?: ReadonlyMap<number, string>;
}

/** What a condition compares, and with what; undefined for one that compares nothing. */
function compared(
  condition: Condition,
): (Pick<Picture, 'threshold' | 'names'> & { readonly measure: Measure }) | undefined {
  switch (condition.kind) {
    case 'compare': {
      const { measure, op, threshold } = condition;
      return { measure, threshold: { ...threshold, op } };
    }
    case 'is': {
      const { of, by, state } = condition;
      const names = new Map(of.metric.states.map(({ name, value }) => [value, name]));
      const threshold = { value: state.value, written: state.name, op: 'atLeast' } as const;
      return { measure: { kind: 'states', of, by }, names, threshold };
    }
    case 'down': {
      const names = new Map([
        [0, 'down'],
        [1, 'up'],
      ]);
      const threshold = { value: 0, written: 'down', op: 'atMost' } as const;
      return { measure: { kind: 'up', job: condition.job, by: ['instance'] }, names, threshold };
    }
    case 'and':
    case 'or':
    case 'unless':
      return compared(condition.left);
    case 'absent':
    case 'always':
      return undefined;
  }
}

/** The measure of an alert as it was while a variant was played; undefined for an alert that measures nothing. */
export function picture(
  model: Model,
  alert: Model['alerts'][number],
  { storage, fault }: PlayedVariant,
  [from, to]: readonly [number, number],
): Picture | undefined {
  const found = compared(alert.when);
  if (found === undefined) return undefined;
  const { measure, ...rest } = found;
  const { instead } = recordings(model);
  const step = model.evaluationInterval;
  const result = evaluateRange(measureExpr(model, measure, { instead }), storage, {
    start: fault + Math.ceil(from / step) * step,
    end: fault + to,
    step,
  });
  const matrix = result.ok && result.value.value.kind === 'matrix' ? result.value.value.series : [];
  const lines = matrix.map(({ labels, points }) => ({
    name: matrix.length < 2 ? '' : measure.by.map((label) => labels[label] ?? '').join(' '),
    points: points.flatMap(({ t, value }) =>
      typeof value === 'number' && Number.isFinite(value) ? [[t - fault, value] as const] : [],
    ),
  }));
  return { alert: alert.name, title: describeMeasure(measure), unit: measuredUnit(measure), lines, ...rest };
}
