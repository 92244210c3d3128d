import type { Effect, Variant } from '../../model/experiment.ts';

/** Something that happens, in milliseconds after the fault; before it the times are negative. */
export interface ScheduledEffect {
  readonly time: number;
  readonly effect: Effect;
  /** Whether it is ordinary work rather than the experiment. */
  readonly isLoad: boolean;
}

/** Everything that happens in a variant, in the order of time; what happens at the same time as it is written. */
export function schedule(variant: Variant): readonly ScheduledEffect[] {
  const { before, load, timeline, warmUp, lasts } = variant;
  const scheduled: ScheduledEffect[] = before.map((effect) => ({ time: -warmUp, effect, isLoad: true }));
  for (const { from, to, every, effects } of timeline) {
    for (let time = from; time <= to; time += every)
      for (const effect of effects) scheduled.push({ time, effect, isLoad: false });
  }
  for (const { every, effects } of load) {
    for (let time = every - warmUp; time <= lasts; time += every)
      for (const effect of effects) scheduled.push({ time, effect, isLoad: true });
  }
  return scheduled.toSorted((a, b) => a.time - b.time);
}
