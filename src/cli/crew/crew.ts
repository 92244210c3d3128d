import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Artifact } from '../../formats/artifact.ts';
import type { Model } from '../../model/model.ts';
import { compare } from '../../shared/compare.ts';
import type { Validation } from '../../validators/validation.ts';
import type { CommandContext } from '../command-context.ts';
import type { DiskEntry } from '../files/plan-writes.ts';
import { claimsOn } from './claims.ts';
import type { Helpers } from './helpers.ts';
import { partsOf } from './parts-of.ts';
import {
  checkClaimed,
  createShare,
  type FilesOrder,
  lazyFiles,
  type Share,
  type Staged,
  type StageOrder,
} from './share.ts';

/** The threads that work on an output together; none but the main one for most specs. */
export interface Crew {
  /** Everything that the spec stands for, sorted by path. Throws a {@link CannotRunError}. */
  readonly stage: (order: StageOrder) => Promise<Staged>;
  /** Writes what was staged and differs from the disk. Throws a {@link CannotRunError}. */
  readonly install: (durable: boolean) => Promise<void>;
  /** What is at some paths, without those where nothing is. Throws a {@link CannotRunError}. */
  readonly look: (order: FilesOrder) => Promise<ReadonlyMap<string, DiskEntry>>;
  /** The artifacts of a part, once more. */
  readonly make: (part: number) => Promise<readonly Artifact[]>;
  /** Everything that is wrong with the files. */
  readonly validate: (order: FilesOrder) => Promise<readonly Diagnostic[]>;
  /** Forgets what was staged and not written, and ends the threads. */
  readonly close: () => Promise<void>;
}

/** What a crew works with. */
export interface CrewInput {
  readonly model: Model;
  readonly helpers: Helpers;
}

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => compare(a.path, b.path);

/** Puts a crew together. */
export function openCrew({ model, helpers }: CrewInput, { dependencies, progress }: CommandContext): Crew {
  let step = '';
  let hasStaged = false;
  const claims = claimsOn(helpers.counter, (number, count) => progress.step(step, number, count));
  const parts = partsOf(dependencies, model);
  const own = createShare({ dependencies, model, parts, claims });

  /** Lets all work at once; fails with the first failure when all have ended. */
  async function all<T>(what: string, work: (share: Share) => Promise<T>): Promise<readonly T[]> {
    step = what;
    claims.reset();
    const stopping = async (share: Share): Promise<T> => {
      try {
        return await work(share);
      } catch (error) {
        claims.stop();
        throw error;
      }
    };
    // The main thread comes last: it works from here on, and the others should have begun.
    const results = await Promise.allSettled([...helpers.threads, own].map(stopping));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  return {
    async stage(order) {
      hasStaged = true;
      const staged = await all('generating', (share) => share.stage(order));
      return {
        files: staged.flatMap(({ files }) => files).sort(byPath),
        temporaries: staged.flatMap(({ temporaries }) => temporaries),
      };
    },
    async install(durable) {
      await all('writing files', (share) => share.install(durable));
    },
    async look(order) {
      const found = await all('reading files', (share) => share.look(order));
      return new Map(found.flat());
    },
    make: async (part) => (await parts())[part]?.() ?? [],
    async validate(order) {
      const found = await all('reading files', (share) => share.collectFacts(order));
      const facts = found.flat().sort(byPath);
      const files = lazyFiles(order.root, order.paths);
      const conclusions: Validation['conclude'][] = [];
      const checked = await all('checking files', async (share) => {
        if (share !== own) return share.checkFiles({ ...order, facts });
        // The other threads have begun with this by now.
        const validation = await dependencies.openValidation({ files, facts, model });
        conclusions.push(validation.conclude);
        return checkClaimed(validation, files, claims);
      });
      const sorted = checked.flat().sort(byPath);
      return conclusions.flatMap((conclude) => conclude(sorted));
    },
    async close() {
      // Without that, the threads may still be busy with their models.
      if (hasStaged) await Promise.allSettled([...helpers.threads, own].map((share) => share.discard()));
      for (const { stop } of helpers.threads) stop();
    },
  };
}
