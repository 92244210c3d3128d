import { parentPort, workerData } from 'node:worker_threads';
import { CannotRunError } from '../cannot-run-error.ts';
import { realDependencies } from '../dependencies.ts';
import { claimsOn } from './claims.ts';
import type { HelperCall, HelperData, HelperReply } from './helper-thread.ts';
import { partsOf } from './parts-of.ts';
import { createShare, type Share } from './share.ts';

// The inside of a helper thread: resolves the document that it was given, and then does what it is told. It could be given
// the model, but only when the main thread has resolved the document: by then it is ready this way.

async function createOwnShare({ document, counter }: HelperData): Promise<Share> {
  const model = await realDependencies.resolve(document);
  if (!model.ok) throw new Error('the spec does not resolve in a helper thread');
  return createShare({
    dependencies: realDependencies,
    model: model.value,
    parts: partsOf(realDependencies, model.value),
    claims: claimsOn(counter),
  });
}

const share = createOwnShare(workerData as HelperData);
// Whoever calls hears about it.
share.catch(() => {});

async function answer({ method, order }: HelperCall): Promise<HelperReply> {
  try {
    const work = (await share)[method] as (order: unknown) => Promise<unknown>;
    return { ok: true, value: await work(order) };
  } catch (error) {
    if (error instanceof CannotRunError) return { ok: false, diagnostic: error.diagnostic };
    return { ok: false, error };
  }
}

parentPort?.on('message', async (call: HelperCall) => parentPort?.postMessage(await answer(call)));
