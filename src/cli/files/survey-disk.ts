import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryOwner } from './atomic-write.ts';
import { errnoOf, fault } from './fault.ts';
import type { DiskEntry } from './plan-writes.ts';
import { folderOf, nameOf } from './safe-path.ts';
import { sha256 } from './sha256.ts';

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

type Folder =
  | { readonly kind: 'folder'; readonly children: ReadonlyMap<string, Dirent> }
  | { readonly kind: 'absent' }
  | { readonly kind: 'blocked'; readonly by: string };

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

/** Whether a temporary file was left behind: its run is over, or it is ours, which has not written anything yet. */
function isLeftover(root: string, path: string, pid: number): boolean {
  if (pid === process.pid || !isRunning(pid)) return true;
  const written = lstatSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && Date.now() - written > abandonedAfterMs;
}

function readFolder(root: string, path: string): Folder {
  try {
    const children = readdirSync(join(root, path), { withFileTypes: true });
    return { kind: 'folder', children: new Map(children.map((child) => [child.name, child])) };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { kind: 'absent' };
    throw fault('read', join(root, path), error);
  }
}

/** A lister of folders that reads each one once and reaches it through real folders only. */
function folderReader(root: string): (path: string) => Folder {
  const known = new Map<string, Folder>([['', readFolder(root, '')]]);
  const read = (path: string): Folder => {
    const parent = list(folderOf(path));
    if (parent.kind !== 'folder') return parent;
    const entry = parent.children.get(nameOf(path));
    if (entry === undefined) return { kind: 'absent' };
    return entry.isDirectory() ? readFolder(root, path) : { kind: 'blocked', by: path };
  };
  const list = (path: string): Folder => {
    const folder = known.get(path) ?? read(path);
    known.set(path, folder);
    return folder;
  };
  return list;
}

function entryAt(root: string, path: string, entry: Dirent): DiskEntry | undefined {
  if (entry.isSymbolicLink()) return { kind: 'link' };
  if (entry.isDirectory()) return { kind: 'folder' };
  if (!entry.isFile()) return { kind: 'other' };
  try {
    return { kind: 'file', sha256: sha256(readFileSync(join(root, path))) };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw fault('read', join(root, path), error);
  }
}

/**
 * Looks at `wanted` paths (safe, `/`-separated) below `root`, and at what lies beside them.
 * Throws a {@link CannotRunError} when `root` is not a folder, or something cannot be read.
 */
export function surveyDisk(root: string, wanted: ReadonlySet<string>): Survey {
  const list = folderReader(root);
  const entries = new Map<string, DiskEntry>();
  for (const path of wanted) {
    const folder = list(folderOf(path));
    if (folder.kind === 'blocked') entries.set(path, folder);
    if (folder.kind !== 'folder') continue;
    const child = folder.children.get(nameOf(path));
    const entry = child === undefined ? undefined : entryAt(root, path, child);
    if (entry !== undefined) entries.set(path, entry);
  }
  const leftovers: string[] = [];
  const strangers: string[] = [];
  for (const path of new Set(['', ...[...wanted].map(folderOf)])) {
    const folder = list(path);
    if (folder.kind !== 'folder') continue;
    for (const [name, child] of folder.children) {
      const full = path === '' ? name : `${path}/${name}`;
      const owner = temporaryOwner(name);
      if (owner !== undefined && child.isFile()) {
        if (isLeftover(root, full, owner)) leftovers.push(full);
      } else if (path !== '' && !child.isDirectory() && !name.startsWith('.') && !wanted.has(full))
        strangers.push(full);
    }
  }
  return { entries, leftovers: leftovers.sort(), strangers: strangers.sort() };
}
