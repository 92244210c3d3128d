import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../shared/sha256.ts';
import { errnoOf, fault } from './fault.ts';
import type { DiskEntry } from './plan-writes.ts';
import { folderOf, nameOf } from './safe-path.ts';

/** A folder as it was when it was first looked at. */
export type Folder =
  | { readonly kind: 'folder'; readonly children: ReadonlyMap<string, Dirent> }
  | { readonly kind: 'absent' }
  | { readonly kind: 'blocked'; readonly by: string };

/** Looks below a folder; links are never followed. Throws a {@link CannotRunError} when something cannot be read. */
export interface DiskView {
  readonly folder: (path: string) => Folder;
  /** What is at a safe path; undefined when nothing is. */
  readonly entry: (path: string) => DiskEntry | undefined;
}

/** A view of what is below `root`, in which every folder is read once. */
export function viewDisk(root: string): DiskView {
  const folder = folderReader(root);
  return {
    folder,
    entry(path) {
      const parent = folder(folderOf(path));
      if (parent.kind === 'blocked') return parent;
      const child = parent.kind === 'folder' ? parent.children.get(nameOf(path)) : undefined;
      return child === undefined ? undefined : entryAt(root, path, child);
    },
  };
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
