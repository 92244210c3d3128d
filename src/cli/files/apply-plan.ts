import { rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { conventions } from '../../model/conventions.ts';
import { atomicWrite } from './atomic-write.ts';
import { errnoOf, fault } from './fault.ts';
import { type Journal, journalName, serialiseJournal } from './journal.ts';
import { folderMaker } from './make-folders.ts';
import { type Manifest, serialiseManifest } from './manifest.ts';
import type { FileAction, Plan } from './plan-writes.ts';
import { folderOf } from './safe-path.ts';

/**
 * Waiting for the disk costs up to milliseconds per file: affordable for the usual run, not for tens of thousands of
 * files.
 */
const durableUpTo = 200;

/** What {@link applyPlan} works on. */
export interface ApplyInput {
  /** The output folder, absolute, without links; made when it is missing. */
  readonly root: string;
  /** Without refusals. */
  readonly plan: Plan;
  /** Of the last run. */
  readonly manifest: Manifest;
  /** Of an interrupted run. */
  readonly journal: Journal;
  /** Whether the journal's file exists, even if it makes no sense. */
  readonly journalExists: boolean;
  /** What `manifest.json` contains; `undefined` when it is missing. */
  readonly manifestText: string | undefined;
  /** Temporary files of killed runs. */
  readonly leftovers: readonly string[];
  readonly inScope: (path: string) => boolean;
  /** Writes what the plan creates and updates; `durable`: so that it survives a power failure. */
  readonly install: (durable: boolean) => Promise<void>;
}

type Write = Extract<FileAction, { readonly kind: 'create' | 'update' }>;

/**
 * The earlier journal and what is about to be written: an interrupted run may be followed by another interrupted one.
 */
function journalFor(journal: Journal, writes: readonly Write[]): Journal {
  const merged = new Map([...journal].map(([path, hashes]) => [path, new Set(hashes)]));
  for (const { path, sha256 } of writes) {
    const hashes = merged.get(path) ?? new Set();
    merged.set(path, hashes.add(sha256));
  }
  return merged;
}

function remove(root: string, path: string): void {
  try {
    rmSync(join(root, path), { force: true });
  } catch (error) {
    throw fault('remove', join(root, path), error);
  }
}

/** Removes the folders of the paths that are empty now, and those above that this empties in turn. */
function removeEmptyFolders(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
      try {
        rmdirSync(join(root, folder));
      } catch (error) {
        const errno = errnoOf(error);
        if (errno === undefined) throw error;
        // Already gone: the folder above may still be empty. Anything else means that the folder is in use, which is
        // fine.
        if (errno !== 'ENOENT') break;
      }
    }
  }
}

/** A writer of our own files, which names the file in every fault. */
function writerBelow(root: string, durable: boolean): (path: string, content: string, replaces: boolean) => void {
  const folders = folderMaker(root);
  return (path, content, replaces) => {
    try {
      folders.makeFor(path);
      atomicWrite(join(root, path), content, { durable, replaces });
    } catch (error) {
      throw fault('write', join(root, path), error);
    }
  };
}

/**
 * Does what the plan says: journal, files, removals, manifest, in this order, so that a run killed at any moment
 * leaves every file old or new and the next run knows which files are ours. Unchanged files are not touched. Throws a
 * {@link CannotRunError}.
 */
export async function applyPlan(input: ApplyInput): Promise<void> {
  const { root, plan, journal, inScope } = input;
  const writes = plan.actions.filter((action): action is Write => action.kind === 'create' || action.kind === 'update');
  const removals = plan.actions.filter(({ kind }) => kind === 'remove').map(({ path }) => path);
  const manifestText = serialiseManifest(plan.manifest);
  const durable = writes.length <= durableUpTo;
  const write = writerBelow(root, durable);
  for (const path of input.leftovers) remove(root, path);
  if (writes.length > 0) write(journalName, serialiseJournal(journalFor(journal, writes)), false);
  await input.install(durable);
  for (const path of removals) remove(root, path);
  // Not only the folders of what was just removed: an earlier run may have been killed before it came to its folders.
  const gone = [...input.manifest.keys(), ...journal.keys()].filter(
    (path) => inScope(path) && !plan.manifest.files.has(path),
  );
  removeEmptyFolders(root, [...gone, ...input.leftovers]);
  if (manifestText !== input.manifestText)
    write(conventions.manifestPath, manifestText, input.manifestText !== undefined);
  const rest = [...journal].filter(([path]) => !inScope(path));
  if (rest.length > 0) write(journalName, serialiseJournal(new Map(rest)), false);
  else if (writes.length > 0 || input.journalExists) remove(root, journalName);
}
