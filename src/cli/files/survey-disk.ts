import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryOwner } from './atomic-write.ts';
import { errnoOf } from './fault.ts';
import type { DiskEntry } from './plan-writes.ts';
import { folderOf } from './safe-path.ts';
import { viewDisk } from './view-disk.ts';

/**
 * The part of the output folder that a run is interested in. Nothing outside it is looked at, and links are never
 * followed.
 */
export interface Survey {
  /** What is at the wanted paths; without those where nothing is. */
  readonly entries: ReadonlyMap<string, DiskEntry>;
  /** Temporary files of runs that were killed. */
  readonly leftovers: readonly string[];
  /** Other files in the folders of wanted paths, except hidden ones and those of the output folder itself. */
  readonly strangers: readonly string[];
}

/** A process id is reused some day: a temporary file as old as this belongs to nobody. */
const abandonedAfterMs = 3_600_000;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return errnoOf(error) === 'EPERM';
  }
}

/** Whether a temporary file was left behind: its run is over, or it is ours, and not of this run. */
function isLeftover(root: string, path: string, pid: number): boolean {
  if (pid === process.pid || !isRunning(pid)) return true;
  const written = lstatSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && Date.now() - written > abandonedAfterMs;
}

/** What to look at. */
export interface SurveyInput {
  /** Safe, `/`-separated. */
  readonly wanted: ReadonlySet<string>;
  /** Wanted paths that were looked at already. */
  readonly known: ReadonlyMap<string, DiskEntry | undefined>;
  /** Temporary files of this very run. */
  readonly temporaries: ReadonlySet<string>;
}

/**
 * Looks at `wanted` paths below `root`, and at what lies beside them. Throws a {@link CannotRunError} when `root` is not a
 * folder, or something cannot be read.
 */
export function surveyDisk(root: string, { wanted, known, temporaries }: SurveyInput): Survey {
  const disk = viewDisk(root);
  const entries = new Map<string, DiskEntry>();
  for (const path of wanted) {
    const entry = known.has(path) ? known.get(path) : disk.entry(path);
    if (entry !== undefined) entries.set(path, entry);
  }
  const leftovers: string[] = [];
  const strangers: string[] = [];
  for (const path of new Set(['', ...[...wanted].map(folderOf)])) {
    const folder = disk.folder(path);
    if (folder.kind !== 'folder') continue;
    for (const [name, child] of folder.children) {
      const full = path === '' ? name : `${path}/${name}`;
      const owner = temporaryOwner(name);
      if (owner !== undefined && child.isFile()) {
        if (!temporaries.has(full) && isLeftover(root, full, owner)) leftovers.push(full);
      } else if (path !== '' && !child.isDirectory() && !name.startsWith('.') && !wanted.has(full))
        strangers.push(full);
    }
  }
  return { entries, leftovers: leftovers.sort(), strangers: strangers.sort() };
}
