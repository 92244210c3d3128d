import { mkdirSync, rmdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { errnoOf } from './fault.ts';
import { folderOf } from './safe-path.ts';

/** Makes folders below a root, each once, and remembers which were not there. */
export interface FolderMaker {
  /** Makes the folder of a path. Throws what the operating system reports. */
  readonly makeFor: (path: string) => void;
  /** Removes the folders that were made, as far as they are empty. */
  readonly unmake: () => void;
}

/** A maker of folders below `root`, which is made, too. */
export function folderMaker(root: string): FolderMaker {
  const present = new Set<string>();
  /** Absolute; with each, all that are below it. */
  const made: { readonly first: string; readonly last: string }[] = [];
  return {
    makeFor(path) {
      const folder = folderOf(path);
      if (present.has(folder)) return;
      const last = join(root, folder);
      const first = mkdirSync(last, { recursive: true });
      if (first !== undefined) made.push({ first, last });
      present.add(folder);
    },
    unmake() {
      for (const { first, last } of made.reverse())
        for (let folder = last; !relative(first, folder).startsWith('..'); folder = join(folder, '..'))
          if (!removed(folder)) break;
      made.length = 0;
      present.clear();
    },
  };
}

function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    // Gone already: the one above may still be empty.
    return errno === 'ENOENT';
  }
}
