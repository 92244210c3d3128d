import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Changes come in bursts: editors write, rename and touch. */
const settleMs = 100;

/** Times of files lag behind the clock by a tick of the kernel. */
const clockStepMs = 20;

/**
 * Resolves after the next change of one of the files, at once when one has changed since a moment (milliseconds since 1970). Folders are watched,
 * since editors replace files.
 */
export function nextChange(files: readonly string[], since: number): Promise<void> {
  const wanted = new Set(files);
  const folders = new Set(files.map((file) => dirname(file)));
  return new Promise((resolve) => {
    const watchers: FSWatcher[] = [];
    let timer: NodeJS.Timeout | undefined;
    const changed = (folder: string, name: string | null): void => {
      if (name !== null && !wanted.has(`${folder}/${name}`)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const watcher of watchers) watcher.close();
        resolve();
      }, settleMs);
    };
    for (const folder of folders) {
      try {
        watchers.push(watch(folder, (_, name) => changed(folder, name)));
      } catch {
        // A folder that is gone changes no more; the run has said so.
      }
    }
    const missed = files.find(
      (file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since - clockStepMs,
    );
    if (missed !== undefined) changed(dirname(missed), basename(missed));
  });
}
