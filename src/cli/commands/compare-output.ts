import { conventions } from '../../model/conventions.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { compare } from '../../shared/compare.ts';
import type { FileReport } from '../command-result.ts';
import { journalName } from '../files/journal.ts';
import { serialiseManifest } from '../files/manifest.ts';
import { type FileAction, planWrites, type Refusal } from '../files/plan-writes.ts';
import type { StagedOutput } from './stage-output.ts';

/** How the output folder differs from what the spec generates. */
export interface Comparison {
  /** Every file, sorted by path, with its status `current`, `stale`, `missing` or `extra`. */
  readonly files: readonly FileReport[];
  /** The files that are not current, without the manifest. */
  readonly changes: readonly FileAction[];
  /** What `generate` refuses even with `--force`. */
  readonly obstacles: readonly Refusal[];
  /** Paths of the files that `generate` would refuse to overwrite without `--force`. */
  readonly needForce: readonly string[];
}

function isObstacle({ reason }: Refusal): boolean {
  switch (reason.kind) {
    case 'edited':
    case 'foreign':
      return false;
    case 'not-a-file':
      return reason.what !== 'link';
    case 'edited-and-gone':
    case 'blocked':
    case 'collision':
      return true;
    default:
      return assertNever(reason);
  }
}

function reportOf({ kind, path, from }: FileAction): FileReport {
  const status = { create: 'missing', update: 'stale', keep: 'current', remove: 'extra' } as const;
  return { path, status: status[kind], ...(from === '' ? {} : { from }) };
}

/** The state of our own files: the manifest, and what an interrupted run left behind. */
function ownFiles(output: StagedOutput, manifest: string): readonly FileReport[] {
  const { manifestText, journalExists, survey } = output;
  const status = manifestText === undefined ? 'missing' : manifestText === manifest ? 'current' : 'stale';
  const debris = [...survey.leftovers, ...(journalExists ? [journalName] : [])];
  return [
    { path: conventions.manifestPath, status, from: 'spec' },
    ...debris.map((path) => ({ path, status: 'extra' }) as const),
  ];
}

/** Compares the output folder with what the spec generates, and writes nothing. */
export function compareOutput(output: StagedOutput, inScope: (path: string) => boolean): Comparison {
  const { artifacts, survey } = output;
  const input = { ...output, disk: survey.entries, inScope };
  const cautious = planWrites({ ...input, force: false });
  const forced = planWrites({ ...input, force: true });
  const obstacles = cautious.refusals.filter(isObstacle);
  const unwritable = new Set(forced.refusals.map(({ path }) => path));
  const absent = artifacts
    .filter(({ path }) => unwritable.has(path) && survey.entries.get(path)?.kind !== 'file')
    .map(({ path, from }) => ({ path, status: 'missing', from }) as const);
  const files = [
    ...forced.actions.map(reportOf),
    ...forced.released.map((path) => ({ path, status: 'extra' }) as const),
    ...absent,
    ...ownFiles(output, serialiseManifest(forced.manifest)),
  ];
  const changes = forced.actions.filter(({ kind }) => kind !== 'keep');
  return {
    files: files.toSorted((a, b) => compare(a.path, b.path)),
    changes,
    obstacles,
    needForce: cautious.refusals.filter((refusal) => !isObstacle(refusal)).map(({ path }) => path),
  };
}
