import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { conventions } from '../../model/conventions.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import { errnoOf, fault } from './fault.ts';
import { type Journal, journalName, parseJournal } from './journal.ts';
import { type Manifest, type ManifestFile, parseManifest } from './manifest.ts';

/** What earlier runs say about the output folder. */
export interface Output {
  /** Absolute, without links. */
  readonly root: string;
  readonly manifest: Manifest;
  /** The digest of the spec that all of it was made from, if the manifest says so. */
  readonly madeFrom: string | undefined;
  /** `undefined` when `manifest.json` is missing. */
  readonly manifestText: string | undefined;
  readonly journal: Journal;
  readonly journalExists: boolean;
}

/**
 * The folder with links resolved: the user may link the output folder itself, only what is inside it is not followed.
 */
function realRoot(out: string): string {
  try {
    const root = realpathSync(out);
    if (statSync(root).isDirectory()) return root;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return out;
    throw fault('write', out, error);
  }
  throw new CannotRunError(
    'output/not-a-folder',
    `cannot write into \`${out}\`: it is a file, not a folder`,
    'choose another folder with `--out`, or move the file out of the way',
  );
}

function readOwn(file: string): string | undefined {
  try {
    const entry = lstatSync(file, { throwIfNoEntry: false });
    if (entry === undefined) return undefined;
    if (entry.isFile()) return readFileSync(file, 'utf8');
  } catch (error) {
    throw fault('read', file, error);
  }
  throw new CannotRunError('output/not-a-file', `\`${file}\` is not a regular file`, 'move it out of the way');
}

function manifestOf(text: string | undefined, force: boolean): Result<ManifestFile, string> {
  const empty = ok({ files: new Map() });
  if (text === undefined) return empty;
  const manifest = parseManifest(text);
  // `--force` overwrites what cannot be told from an edited file: without a manifest, that is everything.
  return !manifest.ok && force ? empty : manifest;
}

/**
 * Reads what earlier runs say about the output folder.
 * @param force takes an unreadable manifest for an empty one.
 * @returns as errors, in words, what is wrong with the manifest. Throws a {@link CannotRunError} when the folder
 * cannot be read.
 */
export function openOutput(out: string, force: boolean): Result<Output, string> {
  const root = realRoot(out);
  const manifestText = readOwn(join(root, conventions.manifestPath));
  const manifest = manifestOf(manifestText, force);
  if (!manifest.ok) return fail(...manifest.errors);
  const journalText = readOwn(join(root, journalName));
  const journal = parseJournal(journalText ?? '{}');
  const { files, spec } = manifest.value;
  const journalExists = journalText !== undefined;
  return ok({ root, manifest: files, madeFrom: spec, manifestText, journal, journalExists });
}
