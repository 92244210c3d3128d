import { parentPort, workerData } from 'node:worker_threads';
import { mutate } from '../../mutants/mutate.ts';
import type { ProjectSource } from './project-source.ts';
import { readProject } from './read-project.ts';

const source = workerData as ProjectSource;
const project = readProject(source);

parentPort?.on('message', async (at: number) => {
  const { index, items } = await project;
  const item = items[at];
  parentPort?.postMessage(item === undefined ? undefined : mutate(item, index, { charts: source.charts }));
});
