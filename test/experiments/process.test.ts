import { describe, expect, it } from 'vitest';
import { isMetricEffect, startProcess } from '../../src/experiments/timeline/process.ts';
import { schedule } from '../../src/experiments/timeline/schedule.ts';
import { createMetrics } from '../../src/instrumentation/create-metrics.ts';
import spec from '../../src/spec/index.ts';
import { betcodeModel } from '../support/betcode.ts';

const model = betcodeModel();

/** What prom-client exposes, in the form of a scrape. */
async function exposed(
  registry: ReturnType<typeof createMetrics>['registry'],
): Promise<Readonly<Record<string, number>>> {
  const metrics = await registry.getMetricsAsJSON();
  return Object.fromEntries(
    metrics.flatMap((metric) =>
      (metric.values as readonly { metricName?: string; labels: object; value: number }[]).map((one) => [
        key(one.metricName ?? metric.name, one.labels),
        one.value,
      ]),
    ),
  );
}

const key = (name: string, labels: object): string =>
  name +
  JSON.stringify(
    Object.entries(labels)
      .map(([label, value]) => [label, String(value)])
      .toSorted(),
  );

const variants = model.experiments.flatMap((experiment) => experiment.variants);

describe('startProcess', () => {
  it.each(model.jobs.map(({ name }) => name))('exposes for %s what createMetrics does', async (job) => {
    const metrics = model.metrics.filter((metric) => metric.job === job);
    const names = new Map(
      Object.entries(spec.metrics).map(([name, handle]) => [JSON.parse(JSON.stringify(handle)).metric ?? name, name]),
    );
    let compared = 0;
    for (const variant of variants) {
      const simulated = startProcess(metrics, 17);
      const { registry, ...instruments } = createMetrics(spec, {
        jobs: [job as 'betcode-daemon'],
        processStartTime: false,
      });
      const real = instruments as unknown as Readonly<
        Record<string, Readonly<Record<string, (...args: unknown[]) => void>>>
      >;
      expect(names.size).toBeGreaterThan(0);
      const instrumentOf = (metric: string) => {
        const found = Object.entries(spec.metrics).find(([, handle]) => nameOf(handle) === metric);
        return found === undefined ? undefined : real[found[0]];
      };
      for (const { effect } of schedule(variant)) {
        if (!isMetricEffect(effect) || effect.metric.job !== job) continue;
        simulated.apply(effect);
        const labels = effect.metric.labels.length === 0 ? [] : [effect.labels];
        const instrument = instrumentOf(effect.metric.name);
        if (effect.kind === 'gains') instrument?.['inc']?.(...labels, effect.count);
        else if (effect.kind === 'turns') instrument?.['set']?.(...labels, effect.state.name);
        else if (effect.kind === 'becomes') instrument?.['set']?.(...labels, effect.value);
        else for (let i = 0; i < effect.times; i++) instrument?.['observe']?.(...labels, effect.value);
      }
      const ours = Object.fromEntries(simulated.expose().map(({ name, labels, value }) => [key(name, labels), value]));
      const { [key('process_start_time_seconds', {})]: start, ...rest } = ours;
      expect(start).toBe(17);
      const theirs = await exposed(registry);
      expect(Object.keys(rest).toSorted()).toEqual(Object.keys(theirs).toSorted());
      for (const [series, value] of Object.entries(theirs)) expect(rest[series]).toBeCloseTo(value, 9);
      compared += Object.keys(rest).length;
    }
    expect(compared).toBeGreaterThan(100);
  });
});

/** The name under which a handle's metric is declared. */
function nameOf(handle: object): string | undefined {
  const [symbol] = Object.getOwnPropertySymbols(handle).filter((one) => one.description === 'tocsin.declaration');
  const declared = symbol && (handle as Record<symbol, { document: { name: string } }>)[symbol];
  return declared?.document.name;
}
