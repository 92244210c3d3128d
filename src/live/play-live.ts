import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overlayAlertmanager } from '../experiments/overlay/overlay-alertmanager.ts';
import { overlayPrometheus } from '../experiments/overlay/overlay-prometheus.ts';
import { scaledRules } from '../experiments/overlay/scaled-rules.ts';
import type { Observed } from '../experiments/play/observed.ts';
import { schedule } from '../experiments/timeline/schedule.ts';
import type { Artifact } from '../formats/artifact.ts';
import { conventions } from '../model/conventions.ts';
import type { SpecDocument } from '../model/document.ts';
import type { Variant } from '../model/experiment.ts';
import type { Model } from '../model/model.ts';
import { type Exporter, startExporter } from './exporter.ts';
import { startNotificationSink } from './notification-sink.ts';
import { observe } from './observe.ts';
import { prometheusApi } from './prometheus-api.ts';
import { freePort } from './server.ts';
import { startProgram } from './start-program.ts';

/** What a live run needs. */
export interface LivePlan {
  readonly document: SpecDocument;
  readonly model: Model;
  readonly artifacts: readonly Artifact[];
  readonly variant: Variant;
  /** How many times as fast as in real life; divides every time of the variant and of the generated files. */
  readonly speed: number;
  /** The programs. */
  readonly prometheus: string;
  readonly alertmanager: string;
}

/** What Prometheus takes for these when nothing is said; both are divided, too. Milliseconds. */
const lookback = 300_000;
const resendDelay = 60_000;

/** Plays a variant for real on loopback: exporters, Prometheus, Alertmanager and a receiver, all of them stopped afterwards. */
export async function playLive(plan: LivePlan): Promise<Observed> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-live-'));
  const stops: (() => Promise<void>)[] = [];
  try {
    return await play(plan, folder, stops);
  } finally {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(plan: LivePlan, folder: string, stops: (() => Promise<void>)[]): Promise<Observed> {
  const { model, document, variant, speed } = plan;
  const sink = await startNotificationSink();
  stops.push(sink.stop);
  const exporters = new Map<string, Exporter>();
  for (const { name, targets } of model.jobs) {
    for (const instance of targets) {
      const exporter = await startExporter(document, name);
      stops.push(exporter.stop);
      exporters.set(`${name} ${instance}`, exporter);
    }
  }
  const [alertmanagerPort, prometheusPort] = [await freePort(), await freePort()];
  writeFiles(plan, folder, {
    sink: `http://127.0.0.1:${sink.port}`,
    alertmanager: alertmanagerPort,
    target: (job, instance) => exporters.get(`${job} ${instance}`)?.port ?? 0,
  });
  const address = `http://127.0.0.1:${prometheusPort}`;
  const alertmanager = await startProgram(
    plan.alertmanager,
    [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'alertmanager-data')}`,
      `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    `http://127.0.0.1:${alertmanagerPort}/-/ready`,
  );
  stops.push(alertmanager.stop);
  const prometheus = await startProgram(
    plan.prometheus,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'prometheus-data')}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
      `--query.lookback-delta=${Math.ceil(lookback / speed)}ms`,
      `--rules.alert.resend-delay=${Math.ceil(resendDelay / speed)}ms`,
      '--log.level=error',
    ],
    `${address}/-/ready`,
  );
  stops.push(prometheus.stop);

  const begun = Date.now();
  const fault = begun + variant.warmUp / speed;
  for (const { time, effect } of schedule(variant)) {
    await until(fault + time / speed);
    const [job, instance] = 'job' in effect ? [effect.job.name, effect.instance] : [effect.metric.job, effect.instance];
    await exporters.get(`${job} ${instance}`)?.apply(effect);
  }
  await until(fault + (variant.lasts + model.evaluationInterval) / speed);
  return observe({ model, variant, speed, begun, fault, received: sink.received, api: prometheusApi(address) });
}

async function until(time: number): Promise<void> {
  const wait = time - Date.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}

interface Ports {
  readonly sink: string;
  readonly alertmanager: number;
  readonly target: (job: string, instance: string) => number;
}

function writeFiles({ model, artifacts, speed }: LivePlan, folder: string, ports: Ports): void {
  mkdirSync(join(folder, 'rules'));
  for (const artifact of artifacts) {
    const { path, content } = artifact;
    const [, rules] = /^prometheus\/(rules\/[^/]+\.rules\.yml)$/.exec(path) ?? [];
    if (rules !== undefined) writeFileSync(join(folder, rules), scaledRules(artifact, speed));
    if (path === conventions.prometheusPath)
      writeFileSync(join(folder, 'prometheus.yml'), overlayPrometheus(content, model, ports, speed));
    if (path === conventions.alertmanagerPath)
      writeFileSync(join(folder, 'alertmanager.yml'), overlayAlertmanager(content, ports.sink, speed));
  }
}
