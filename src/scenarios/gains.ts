import type { SampledSeries } from './signal.ts';
import { lookback, type Point, type World } from './world.ts';

/** The series of another metric on the same target. */
function onTarget(world: World, name: string, series: SampledSeries): SampledSeries | undefined {
  return world.series
    .get(name)
    ?.find(({ labels }) => world.targetLabels.every((label) => labels[label] === series.labels[label]));
}

/** Walks a series forward in time; `before(t)` is its last real sample before `t`, `t` never decreasing. */
function walker(series: SampledSeries | undefined): (t: number) => Point | undefined {
  let next = 0;
  let last: Point | undefined;
  return (t) => {
    while (series !== undefined && next < series.times.length) {
      const [time = 0, value] = [series.times[next], series.values[next]];
      if (time >= t) break;
      if (value !== undefined) last = { time, value };
      next++;
    }
    return last !== undefined && t - last.time <= lookback ? last : undefined;
  };
}

/**
 * How many events each scrape of a counter brought to light, by the meaning of `count`: the growth since the scrape
 * before; the whole value after a restart or a reset, and for a series that was not there although its target was up, or
 * whose process is younger than `window`; nothing for an old counter that merely became visible. `step` is the length in
 * milliseconds of the steps in which events are counted.
 */
export function gains(world: World, series: SampledSeries, window: number, step: number): readonly Point[] {
  const up = onTarget(world, 'up', series);
  const upBefore = walker(up);
  const goodScrapes: SampledSeries | undefined = up && {
    ...up,
    values: up.values.map((value) => (value === 1 ? value : undefined)),
  };
  const goodScrapeBefore = walker(goodScrapes);
  const startedUntil = walker(onTarget(world, 'process_start_time_seconds', series));
  const ownBefore = walker(series);
  const found: Point[] = [];
  /** The step in which an old acquaintance comes back shows its value alone, whatever it gains within that step. */
  let seenFrom = Number.NEGATIVE_INFINITY;
  series.times.forEach((time, i) => {
    const value = series.values[i];
    if (value === undefined) return;
    const processStart = startedUntil(time + 1)?.value;
    const stepStart = Math.ceil(time / step) * step - step;
    const young = processStart !== undefined && processStart > (stepStart - window) / 1000;
    const previousUp = upBefore(time);
    const before = ownBefore(time);
    const goneBefore = before !== undefined && previousUp?.value === 1 && previousUp.time > before.time;
    if (before === undefined || goneBefore) {
      // An old acquaintance that came back counts 0 from the next step of the count on.
      if (goodScrapeBefore(time) !== undefined || young) found.push({ time, value });
      else {
        seenFrom = Math.ceil(time / step) * step;
        found.push({ time: seenFrom, value: 0 });
      }
      return;
    }
    if (time <= seenFrom) return;
    const restarted = processStart !== undefined && processStart * 1000 > before.time;
    // Of a step in which the counter begins again, what it shows at the end is all that is seen.
    if (restarted || value < before.value) while ((found.at(-1)?.time ?? stepStart) > stepStart) found.pop();
    found.push({ time, value: restarted || value < before.value ? value : value - before.value });
  });
  return found;
}
