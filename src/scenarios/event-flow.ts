import type { Events } from '../model/model.ts';
import { eventSignals } from './event-series.ts';
import type { Signal } from './signal.ts';
import { type Stage, subjectLabels, upSignal } from './subject.ts';

/** Events for ever: `count` of them every `every` scrapes; undefined when the labels leave no series. */
export function flow(
  stage: Stage,
  events: Events,
  count: number,
  every: number,
  scrapes: number,
): readonly Signal[] | undefined {
  const labels = subjectLabels(stage, events);
  if (labels === undefined) return undefined;
  const bursts: Record<number, number> = {};
  for (let k = 1; k < scrapes && count > 0; k += every) bursts[k] = count;
  return [upSignal(stage, events.metric.job), ...eventSignals(events, labels, { start: 0, events: bursts }, scrapes)];
}
