import { availableParallelism } from 'node:os';
import { type HelperThread, startHelper } from './helper-thread.ts';

/** The threads beside the main one, and the counter on which all of them claim their work. */
export interface Helpers {
  readonly threads: readonly HelperThread[];
  readonly counter: Int32Array;
}

/** Fewer alerts are generated before a thread has loaded what it needs. */
const alertsPerHelper = 300;
/** Each has a model of its own. */
const mostHelpers = 3;

/** Sources in TypeScript run only under a loader, which worker threads do not have. */
const canStart = !import.meta.url.endsWith('.ts');

/** Starts the threads that a document is worth: none for most. */
export function startHelpers(document: unknown): Helpers {
  const counter = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const wanted = Math.floor(alertsIn(document) / alertsPerHelper);
  const count = canStart ? Math.min(availableParallelism() - 1, mostHelpers, wanted) : 0;
  const threads: HelperThread[] = [];
  try {
    while (threads.length < count) threads.push(startHelper({ document, counter }));
  } catch {
    // A document of a program may hold what cannot be handed over; it is for `resolve` to say what is wrong with it.
  }
  return { threads, counter };
}

function alertsIn(document: unknown): number {
  if (typeof document !== 'object' || document === null || !('alerts' in document)) return 0;
  return Array.isArray(document.alerts) ? document.alerts.length : 0;
}
