import type { Model } from '../../model/model.ts';
import type { SeriesAppender, Storage } from '../../promql/storage/storage.ts';
import { isMetricEffect, type SimulatedProcess, startProcess } from '../timeline/process.ts';
import type { ScheduledEffect } from '../timeline/schedule.ts';

/** The processes of an experiment, and what Prometheus stores of them. */
export interface ScrapedWorld {
  /** Lets everything happen until then, scrapes included. Milliseconds since 1970. */
  advance(until: number): void;
}

interface Target {
  readonly job: string;
  readonly instance: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly up: SeriesAppender;
  /** Absent while it is down. */
  process: SimulatedProcess | undefined;
  exposed: Map<string, SeriesAppender>;
}

/** When scrapes and effects happen; milliseconds since 1970. */
export interface ScrapeTimes {
  /** When all processes start. */
  readonly start: number;
  /** When the fault happens. */
  readonly fault: number;
  readonly firstScrape: number;
}

/** Starts all targets of a model, and scrapes them as Prometheus does. */
export function startWorld(
  model: Model,
  storage: Storage,
  effects: readonly ScheduledEffect[],
  { start, fault, firstScrape }: ScrapeTimes,
): ScrapedWorld {
  const metricsOf = new Map(model.jobs.map(({ name }) => [name, model.metrics.filter(({ job }) => job === name)]));
  const begin = (job: string, time: number): SimulatedProcess => startProcess(metricsOf.get(job) ?? [], time / 1000);
  const targets = model.jobs.flatMap(({ name: job, targets: instances }) =>
    instances.map((instance): Target => {
      const labels = targetLabels(model, job, instance);
      const up = storage.appender({ ...labels, ['__name__']: 'up' });
      return { job, instance, labels, up, process: begin(job, start), exposed: new Map() };
    }),
  );
  const find = (job: string, instance: string): Target | undefined =>
    targets.find((target) => target.job === job && target.instance === instance);

  function happen({ time, effect }: ScheduledEffect): void {
    if (!isMetricEffect(effect)) {
      const target = find(effect.job.name, effect.instance);
      if (target !== undefined) target.process = effect.kind === 'stops' ? undefined : begin(target.job, fault + time);
      return;
    }
    // A process that does not run measures nothing.
    find(effect.metric.job, effect.instance)?.process?.apply(effect);
  }

  function scrape(target: Target, time: number): void {
    const before = target.exposed;
    const now = new Map<string, SeriesAppender>();
    for (const { name, labels, value } of target.process?.expose() ?? []) {
      const key = name + JSON.stringify(labels);
      const appender = before.get(key) ?? storage.appender({ ...target.labels, ...labels, ['__name__']: name });
      appender.append(time, value);
      now.set(key, appender);
    }
    for (const [key, appender] of before) if (!now.has(key)) appender.append(time, 'stale');
    target.exposed = now;
    target.up.append(time, target.process === undefined ? 0 : 1);
  }

  let next = 0;
  let scrapeTime = firstScrape;
  return {
    advance(until) {
      for (;;) {
        const effect = effects[next];
        const effectTime = effect === undefined ? Number.POSITIVE_INFINITY : fault + effect.time;
        if (Math.min(effectTime, scrapeTime) > until) return;
        // A scrape at the very moment of an effect sees it.
        if (effect !== undefined && effectTime <= scrapeTime) {
          happen(effect);
          next++;
        } else {
          for (const target of targets) scrape(target, scrapeTime);
          scrapeTime += model.scrapeInterval;
        }
      }
    },
  };
}

function targetLabels(model: Model, job: string, instance: string): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> = { job, instance };
  // What the other labels say depends on the installation.
  return Object.fromEntries(model.targetLabels.map((label) => [label, known[label] ?? label]));
}
