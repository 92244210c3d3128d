import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ProjectSource } from '../../src/cli/mutation/project-source.ts';
import type { RuleReport } from '../../src/mutants/report.ts';

/** Threads run what is built, not the sources: without it, a crew fails. */
const built = new URL('../../dist/cli/mutation-worker.js', import.meta.url);

/** Mutates the first rules of projects, each in a thread of its own, so many at a time. */
export function mutationCrew(size: number): (source: ProjectSource, rules: number) => Promise<readonly RuleReport[]> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (source, rules) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const worker = new Worker(built, { workerData: source });
    try {
      const reports: RuleReport[] = [];
      for (let at = 0; at < rules; at++) {
        worker.postMessage(at);
        const [report] = await once(worker, 'message');
        if (report !== undefined) reports.push(report);
      }
      return reports;
    } finally {
      await worker.terminate();
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
