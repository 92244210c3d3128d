import { isMetricEffect, type MetricEffect } from '../experiments/timeline/process.ts';
import { createMetrics } from '../instrumentation/create-metrics.ts';
import type { CounterInstrument, GaugeInstrument, HistogramInstrument } from '../instrumentation/instruments.ts';
import { type DeclaredMetric, declaration } from '../language/declaration.ts';
import type { Spec } from '../language/spec.ts';
import type { SpecDocument } from '../model/document.ts';
import type { Effect } from '../model/experiment.ts';
import { type LoopbackServer, serve } from './server.ts';

/** A process of a job whose metrics an experiment moves, made with `createMetrics` as the real one is. */
export interface Exporter {
  readonly port: number;
  apply(effect: Effect): Promise<void>;
  stop(): Promise<void>;
}

interface Running {
  readonly server: LoopbackServer;
  readonly move: (effect: MetricEffect) => void;
}

/** Starts a process of the job; it keeps its port when it stops and starts again. */
export async function startExporter(document: SpecDocument, job: string): Promise<Exporter> {
  const spec = specOf(document);
  const { Gauge } = await import('prom-client');
  const start = async (port?: number): Promise<Running> => {
    const { registry, ...instruments } = createMetrics(spec, { jobs: [job], processStartTime: false });
    const help = 'Start time of the process since unix epoch in seconds.';
    new Gauge({ name: 'process_start_time_seconds', help, registers: [registry] }).set(Date.now() / 1000);
    const server = await serve(() => registry.metrics(), port);
    return { server, move: (effect) => move(instruments, effect) };
  };
  let running: Running | undefined = await start();
  const { port } = running.server;
  const stop = async (): Promise<void> => {
    const stopping = running;
    running = undefined;
    await stopping?.server.stop();
  };
  return {
    port,
    stop,
    apply: async (effect) => {
      if (isMetricEffect(effect)) running?.move(effect);
      else if (effect.kind === 'stops') await stop();
      else running ??= await start(port);
    },
  };
}

/** The spec whose metrics are found under their own names, which a document knows no others for. */
function specOf(document: SpecDocument): Spec<Readonly<Record<string, DeclaredMetric>>> {
  const metrics = document.metrics.map((metric, order): [string, DeclaredMetric] => [
    metric.name,
    { [declaration]: { kind: 'metric', document: metric, order } },
  ]);
  return { document, sources: new Map(), metrics: Object.fromEntries(metrics) };
}

/** Does with an instrument what the effect says; which one it is follows from the kind of the effect. */
function move(instruments: Readonly<Record<string, unknown>>, effect: MetricEffect): void {
  const instrument = instruments[effect.metric.name];
  const labels = effect.metric.labels.length === 0 ? [] : [effect.labels];
  const call = (method: (...args: readonly unknown[]) => void, value: unknown): void => method(...labels, value);
  switch (effect.kind) {
    case 'gains':
      call((instrument as CounterInstrument<unknown>).inc as never, effect.count);
      return;
    case 'becomes':
      call((instrument as GaugeInstrument<unknown>).set as never, effect.value);
      return;
    case 'turns':
      call((instrument as GaugeInstrument<unknown>).set as never, effect.state.name);
      return;
    case 'observes':
      for (let i = 0; i < effect.times; i++)
        call((instrument as HistogramInstrument<unknown>).observe as never, effect.value);
      return;
  }
}
