import { parentPort, workerData } from 'node:worker_threads';
import { createTestFileRunner, type RunSettings } from './test-file-runner.ts';

const run = createTestFileRunner(workerData as RunSettings);

parentPort?.on('message', async (file: string) => {
  parentPort?.postMessage(await run(file));
});
