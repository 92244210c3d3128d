import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../../formats/artifact.ts';
import type { Model } from '../../model/model.ts';
import { sha256 } from '../../shared/sha256.ts';
import type { CheckedFile } from '../../validators/output/check-file.ts';
import type { FileFacts } from '../../validators/output/file-facts.ts';
import type { OutputFile } from '../../validators/output/output-file.ts';
import type { Validation } from '../../validators/validation.ts';
import { type Area, scopeOf } from '../areas.ts';
import type { Dependencies } from '../dependencies.ts';
import { checkPath } from '../files/check-artifacts.ts';
import { type ContentStore, contentStore } from '../files/content-store.ts';
import { fault } from '../files/fault.ts';
import type { DiskEntry, HashedArtifact } from '../files/plan-writes.ts';
import { viewDisk } from '../files/view-disk.ts';
import type { Claims } from './claims.ts';

/** An artifact that was generated and compared with the disk, and then let go. */
export interface StagedFile extends HashedArtifact {
  /** The number of the part that makes it; absent when the manifest told of it. */
  readonly part?: number;
  readonly onDisk?: DiskEntry;
}

/** What to generate, and whether it will be written. */
export interface StageOrder {
  /** The output folder, absolute, without links. */
  readonly root: string;
  readonly only?: readonly Area[];
  /** Whether to keep what differs from the disk, for {@link Share.install}. */
  readonly keeps: boolean;
}

/** What one share staged. */
export interface Staged {
  readonly files: readonly StagedFile[];
  /** Temporary files that wait for {@link Share.install}, below the root. */
  readonly temporaries: readonly string[];
}

/** Files below a root. */
export interface FilesOrder {
  readonly root: string;
  readonly paths: readonly string[];
}

/**
 * One thread's share of the work on an output, all of it plain data in and out. Pieces of work are claimed one by one, so
 * that the threads end together; which thread does what changes nothing about the result.
 */
export interface Share {
  /** Generates parts, compares them with the disk. Throws a {@link CannotRunError}. */
  readonly stage: (order: StageOrder) => Promise<Staged>;
  /** Writes what {@link stage} kept. Throws a {@link CannotRunError}. */
  readonly install: (durable: boolean) => Promise<void>;
  /** Forgets what {@link stage} kept. */
  readonly discard: () => Promise<void>;
  /** What is at the paths that are claimed here. Throws a {@link CannotRunError}. */
  readonly look: (order: FilesOrder) => Promise<readonly (readonly [path: string, entry: DiskEntry])[]>;
  /** What the checks of other files have to know of these. */
  readonly collectFacts: (order: FilesOrder) => Promise<readonly FileFacts[]>;
  readonly checkFiles: (
    order: FilesOrder & { readonly facts: readonly FileFacts[] },
  ) => Promise<readonly CheckedFile[]>;
}

/** What a share works with. */
export interface ShareInput {
  readonly dependencies: Pick<Dependencies, 'factsOf' | 'openValidation'>;
  readonly model: Model;
  /** The generators, with which only some commands have to do. */
  readonly parts: () => Promise<readonly Part[]>;
  readonly claims: Claims;
}

/** The share of the thread that calls this. */
export function createShare({ dependencies, model, parts, claims }: ShareInput): Share {
  let store: ContentStore | undefined;
  return {
    async stage({ root, only, keeps }) {
      const inScope = scopeOf(only);
      const disk = viewDisk(root);
      const all = await parts();
      const files: StagedFile[] = [];
      store = contentStore(root);
      for (const part of claims.each(all.length)) {
        for (const { path, content, from } of all[part]?.() ?? []) {
          checkPath(path);
          const hash = sha256(content);
          const onDisk = inScope(path) ? disk.entry(path) : undefined;
          files.push({ path, from, sha256: hash, part, ...(onDisk === undefined ? {} : { onDisk }) });
          const isCurrent = onDisk?.kind === 'file' && onDisk.sha256 === hash;
          if (keeps && !isCurrent && inScope(path)) store.keep(path, content, onDisk);
        }
      }
      return { files, temporaries: store.temporaries() };
    },
    install: async (durable) => store?.install(durable),
    discard: async () => store?.discard(),
    async look({ root, paths }) {
      const disk = viewDisk(root);
      return claimed(paths, claims, (path) => {
        const entry = disk.entry(path);
        return entry === undefined ? undefined : ([path, entry] as const);
      });
    },
    async collectFacts({ root, paths }) {
      const factsOf = await dependencies.factsOf();
      const files = lazyFiles(root, paths);
      return claimed(files, claims, factsOf);
    },
    async checkFiles({ root, paths, facts }) {
      const files = lazyFiles(root, paths);
      return checkClaimed(await dependencies.openValidation({ files, facts, model }), files, claims);
    },
  };
}

/** Checks files as they are claimed. */
export const checkClaimed = (
  validation: Validation,
  files: readonly OutputFile[],
  claims: Claims,
): readonly CheckedFile[] => claimed(files, claims, validation.check);

/** What comes of those that are claimed here; each is claimed when the one before is done. */
function claimed<F, T>(files: readonly F[], claims: Claims, work: (file: F) => T | undefined): T[] {
  const results: T[] = [];
  for (const i of claims.each(files.length)) {
    const file = files[i];
    const result = file === undefined ? undefined : work(file);
    if (result !== undefined) results.push(result);
  }
  return results;
}

/** Files whose contents are read whenever they are asked for. */
export const lazyFiles = (root: string, paths: readonly string[]): readonly OutputFile[] =>
  paths.map((path) => ({
    path,
    get content() {
      return readText(join(root, path));
    },
  }));

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fault('read', file, error);
  }
}
