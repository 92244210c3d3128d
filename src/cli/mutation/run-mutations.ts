import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { mutate } from '../../mutants/mutate.ts';
import type { RuleReport } from '../../mutants/report.ts';
import type { ProjectSource } from './project-source.ts';
import type { ReadProject } from './read-project.ts';

/** How many threads, and who is told how many rules are done. */
export interface RunMutationsOptions {
  readonly jobs?: number;
  /** Positions of the rules to mutate; all when absent. */
  readonly only?: readonly number[];
  readonly onProgress: (done: number, all: number) => void;
}

/** Sources in TypeScript run only under a loader, which worker threads do not have. */
const canStartWorkers = !import.meta.url.endsWith('.ts');

/** Mutates every rule of a project. The reports are in the order of its rules, and the same for any number of threads. */
export async function runMutations(
  source: ProjectSource,
  { index, items }: ReadProject,
  { jobs = availableParallelism(), onProgress, only = items.map((_, at) => at) }: RunMutationsOptions,
): Promise<readonly RuleReport[]> {
  const threads = Math.min(jobs, only.length);
  if (threads > 1 && canStartWorkers) return runInWorkers(source, only, threads, onProgress);
  const reports: RuleReport[] = [];
  for (const at of only) {
    const item = items[at];
    const report = item && mutate(item, index, { charts: source.charts });
    if (report !== undefined) reports.push(report);
    onProgress(reports.length, only.length);
    // Lets progress be shown.
    await setImmediate();
  }
  return reports;
}

function runInWorkers(
  source: ProjectSource,
  only: readonly number[],
  threads: number,
  onProgress: RunMutationsOptions['onProgress'],
): Promise<readonly RuleReport[]> {
  const reports: (RuleReport | undefined)[] = [];
  let next = 0;
  let done = 0;
  return new Promise((resolve, reject) => {
    const workers = Array.from(
      { length: threads },
      () => new Worker(new URL('./mutation-worker.js', import.meta.url), { workerData: source }),
    );
    const stop = (): void => {
      for (const worker of workers) void worker.terminate();
    };
    for (const worker of workers) {
      let at = -1;
      const give = (): void => {
        at = next++;
        if (at < only.length) worker.postMessage(only[at]);
      };
      worker.on('error', (error) => {
        stop();
        reject(error);
      });
      worker.on('message', (report: RuleReport | undefined) => {
        reports[at] = report;
        onProgress(++done, only.length);
        if (done === only.length) {
          stop();
          resolve(reports.flatMap((one) => one ?? []));
        } else give();
      });
      give();
    }
  });
}
