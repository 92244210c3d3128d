import { createTestFileRunner, type FileResult, type RunSettings } from './test-file-runner.ts';

/** A worker thread costs as much as many small files: none is started before the work has shown to be long. */
const patienceMs = 1500;
const fewestFiles = 8;

/** Runs test files, results in the order of the files. Long runs go on in worker threads. */
export async function runTestFiles(
  files: readonly string[],
  settings: RunSettings,
  now: () => number,
  onProgress: (done: number) => void,
): Promise<readonly FileResult[]> {
  const run = createTestFileRunner(settings);
  const results: FileResult[] = [];
  const started = now();
  for (const file of files) {
    const rest = files.length - results.length;
    if (now() - started > patienceMs && rest >= fewestFiles && canStartWorkers) {
      // Loaded where they are needed: few runs are long.
      const { availableParallelism } = await import('node:os');
      const offset = results.length;
      const done = (count: number): void => onProgress(offset + count);
      if (availableParallelism() > 1)
        return [...results, ...(await runInWorkers(files.slice(offset), settings, availableParallelism(), done))];
    }
    results.push(await run(file));
    onProgress(results.length);
    // Lets progress be shown.
    if (results.length % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return results;
}

/** Sources in TypeScript run only under a loader, which worker threads do not have. */
const canStartWorkers = !import.meta.url.endsWith('.ts');

async function runInWorkers(
  files: readonly string[],
  settings: RunSettings,
  cores: number,
  onProgress: (done: number) => void,
): Promise<readonly FileResult[]> {
  const { Worker } = await import('node:worker_threads');
  const count = Math.min(cores, 8, Math.ceil(files.length / 4));
  const results: FileResult[] = [];
  let next = 0;
  let done = 0;
  return new Promise((resolve, reject) => {
    const workers = Array.from({ length: count }, () => {
      return new Worker(new URL('./test-worker.js', import.meta.url), { workerData: settings });
    });
    const stop = (): void => {
      for (const worker of workers) void worker.terminate();
    };
    for (const worker of workers) {
      let index = -1;
      const give = (): void => {
        index = next++;
        if (index < files.length) worker.postMessage(files[index]);
      };
      worker.on('error', (error) => {
        stop();
        reject(error);
      });
      worker.on('message', (result: FileResult) => {
        results[index] = result;
        onProgress(++done);
        if (done === files.length) {
          stop();
          resolve(results);
        } else give();
      });
      give();
    }
  });
}
