import { rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compare } from '../../shared/compare.ts';
import { atomicWrite, flush, installTemporary, writeTemporary } from './atomic-write.ts';
import { fault } from './fault.ts';
import { folderMaker } from './make-folders.ts';
import type { DiskEntry } from './plan-writes.ts';

/**
 * The contents of files that are to be written once it is decided that they may be. What does not fit into memory waits
 * in temporary files beside the places where it goes. Every method throws a {@link CannotRunError} when the operating
 * system refuses.
 */
export interface ContentStore {
  /**
   * Keeps the content of a file.
   * @param onDisk what is at the path now.
   */
  readonly keep: (path: string, content: string, onDisk: DiskEntry | undefined) => void;
  /** The temporary files, below the root and `/`-separated. */
  readonly temporaries: () => readonly string[];
  /** Writes everything that is kept, file by file, each of them old or new at every moment. */
  readonly install: (durable: boolean) => void;
  /** Forgets everything that is kept, and what was made for it on the disk. */
  readonly discard: () => void;
}

/** UTF-16 units that are kept in memory: what all but the largest specs generate. */
const usuallyHeld = 32 * 1024 * 1024;

type Kept = { readonly path: string; readonly replaces: boolean } & (
  | { readonly content: string }
  | { readonly temporary: string }
);

/** A store for files below `root`, which is absolute and made when it is missing. */
export function contentStore(root: string, mostHeld = usuallyHeld): ContentStore {
  const folders = folderMaker(root);
  let kept: Kept[] = [];
  let held = 0;

  function guarded<T>(path: string, write: () => T): T {
    try {
      folders.makeFor(path);
      return write();
    } catch (error) {
      throw fault('write', join(root, path), error);
    }
  }

  function install(one: Kept, durable: boolean): void {
    const path = join(root, one.path);
    if ('content' in one) {
      atomicWrite(path, one.content, { durable, replaces: one.replaces });
      return;
    }
    if (durable) flush(one.temporary);
    installTemporary(one.temporary, path, one.replaces);
  }

  return {
    keep(path, content, onDisk) {
      // Where no file can be put, nothing will be.
      if (onDisk !== undefined && onDisk.kind !== 'file' && onDisk.kind !== 'link') return;
      const replaces = onDisk !== undefined;
      if (held + content.length <= mostHeld) {
        held += content.length;
        kept.push({ path, replaces, content });
      } else {
        const temporary = guarded(path, () => writeTemporary(join(root, path), content, false));
        kept.push({ path, replaces, temporary });
      }
    },
    temporaries: () =>
      kept.flatMap((one) => ('temporary' in one ? [relative(root, one.temporary).replaceAll(sep, '/')] : [])),
    install(durable) {
      kept.sort((a, b) => compare(b.path, a.path));
      for (let one = kept.at(-1); one !== undefined; one = kept.at(-1)) {
        const file = one;
        guarded(file.path, () => install(file, durable));
        kept.pop();
      }
      held = 0;
    },
    discard() {
      for (const one of kept) if ('temporary' in one) rmSync(one.temporary, { force: true });
      kept = [];
      held = 0;
      folders.unmake();
    },
  };
}
