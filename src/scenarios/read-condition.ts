import type { ComparisonOperator } from '../model/document.ts';
import type { Condition } from '../model/model.ts';
import { assertNever } from '../shared/assert-never.ts';
import { readMeasure } from './read-measure.ts';
import { grouped, groupKey, groupLabels, type Reading } from './reading.ts';
import { type Edges, instant, selected, type World, windowed } from './world.ts';

const compares: Readonly<Record<ComparisonOperator, (value: number, threshold: number) => boolean>> = {
  above: (value, threshold) => value > threshold,
  atLeast: (value, threshold) => value >= threshold,
  below: (value, threshold) => value < threshold,
  atMost: (value, threshold) => value <= threshold,
};

const presence = (): number => 1;

/** The groups in which a condition holds at `t`, with the value that the alert carries; `read` may remember measures, and gives a new map each time. */
export function readCondition(
  world: World,
  condition: Condition,
  t: number,
  edges: Edges,
  read: typeof readMeasure = readMeasure,
): Reading {
  switch (condition.kind) {
    case 'compare': {
      const { measure, op, threshold } = condition;
      const value = read(world, measure, t, edges);
      if (measure.kind === 'share') {
        const total = readMeasure(world, { ...measure, kind: 'count', of: measure.total, newborn: 'count' }, t, edges);
        if (op === 'below' || op === 'atMost') {
          for (const [key, { labels, value: all }] of total)
            if (!value.has(key)) value.set(key, { labels, value: 0 / all });
        }
        for (const key of value.keys()) if ((total.get(key)?.value ?? 0) < measure.floor) value.delete(key);
      }
      for (const [key, { value: number }] of value) if (!compares[op](number, threshold.value)) value.delete(key);
      return value;
    }
    case 'is': {
      const { by, state, goneWithin } = condition;
      const series = selected(world, condition.of.metric.name, condition.of.where);
      const now = series.flatMap((each) => {
        const value = instant(each, t, edges);
        return value === undefined ? [] : [[each.labels, value] as const];
      });
      const inState = grouped(
        by,
        now.filter(([, value]) => value === state.value),
        presence,
      );
      if (goneWithin === undefined) return inState;
      const present = new Set(now.map(([labels]) => groupKey(labels, by)));
      for (const each of series) {
        const key = groupKey(each.labels, by);
        if (present.has(key) || windowed(each, t, goneWithin, edges).length === 0) continue;
        inState.set(key, { labels: groupLabels(each.labels, by), value: 1 });
      }
      return inState;
    }
    case 'absent': {
      const { metric, where } = condition.of;
      const name = metric.type === 'histogram' ? `${metric.name}_count` : metric.name;
      const there = selected(world, name, where).some((each) => windowed(each, t, condition.window, edges).length > 0);
      return there ? new Map() : new Map([['[]', { labels: {}, value: 1 }]]);
    }
    case 'down': {
      const down = (world.series.get('up') ?? []).filter(
        (each) => each.labels['job'] === condition.job.name && instant(each, t, edges) === 0,
      );
      return new Map(
        down.map((each) => [groupKey(each.labels, world.targetLabels), { labels: each.labels, value: 0 }]),
      );
    }
    case 'always':
      return new Map([['[]', { labels: {}, value: 1 }]]);
    case 'and':
    case 'or':
    case 'unless': {
      const left = readCondition(world, condition.left, t, edges, read);
      const right = readCondition(world, condition.right, t, edges, read);
      if (condition.kind === 'or') return new Map([...right, ...left]);
      for (const key of left.keys()) if (right.has(key) !== (condition.kind === 'and')) left.delete(key);
      return left;
    }
    default:
      return assertNever(condition);
  }
}
