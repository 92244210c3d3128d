import { Worker } from 'node:worker_threads';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { Share } from './share.ts';

/** What a helper thread starts with. */
export interface HelperData {
  /** The document of the spec. */
  readonly document: unknown;
  /** For the claims. */
  readonly counter: Int32Array;
}

/** An order to a helper thread. */
export interface HelperCall {
  readonly method: keyof Share;
  readonly order: unknown;
}

/** What became of it. */
export type HelperReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly diagnostic: Diagnostic }
  | { readonly ok: false; readonly error: unknown };

/** A share that another thread works on. */
export interface HelperThread extends Share {
  readonly stop: () => void;
}

/**
 * Starts a thread with a share of its own. It takes one order at a time.
 * @throws DataCloneError when the document is not plain data.
 */
export function startHelper(data: HelperData): HelperThread {
  const worker = new Worker(new URL('./helper.js', import.meta.url), { workerData: data });
  // Nobody waits for a thread that has nothing to do.
  worker.unref();
  let failure: unknown;
  let settle: ((reply: HelperReply) => void) | undefined;
  worker.on('message', (reply: HelperReply) => settle?.(reply));
  worker.on('error', (error) => {
    failure = error;
    settle?.({ ok: false, error });
  });
  worker.on('exit', () => settle?.({ ok: false, error: failure ?? new Error('a helper thread ended early') }));

  async function call(method: keyof Share, order?: unknown): Promise<unknown> {
    if (failure !== undefined) throw failure;
    worker.ref();
    const reply = await new Promise<HelperReply>((resolve) => {
      settle = resolve;
      worker.postMessage({ method, order } satisfies HelperCall);
    });
    settle = undefined;
    worker.unref();
    if (reply.ok) return reply.value;
    if ('error' in reply) throw reply.error;
    const { code, message, help } = reply.diagnostic;
    throw new CannotRunError(code, message, help);
  }
  return {
    stage: (order) => call('stage', order) as ReturnType<Share['stage']>,
    install: (durable) => call('install', durable) as ReturnType<Share['install']>,
    discard: () => call('discard') as ReturnType<Share['discard']>,
    look: (order) => call('look', order) as ReturnType<Share['look']>,
    collectFacts: (order) => call('collectFacts', order) as ReturnType<Share['collectFacts']>,
    checkFiles: (order) => call('checkFiles', order) as ReturnType<Share['checkFiles']>,
    stop: () => void worker.terminate(),
  };
}
