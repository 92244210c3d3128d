import { chmodSync, closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { errnoOf } from './fault.ts';

// The write-file-atomic package is not used: with a full disk it installs a cut-off file and reports success (it
// ignores short writes), it follows links out of the output folder, and its temporary files cannot be told from the
// user's.

/** No two threads of a process use a number. */
let count = threadId;
const mostThreads = 1024;

/** `.tocsin-<pid>-<n>.tmp`: hidden, so that a glob such as `rules/*.yml` never loads one. */
const temporaryName = /^\.tocsin-(\d+)-\d+\.tmp$/;

/** The process that made a temporary file of this name; `undefined` for any other file. */
export function temporaryOwner(name: string): number | undefined {
  const pid = temporaryName.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/**
 * Writes a text into a new temporary file beside `path`, whose folder must exist. Throws what the operating system
 * reports, and leaves nothing behind then.
 * @param durable whether it must have reached the disk, so that not even a power failure leaves an empty file.
 * @returns the temporary file.
 */
export function writeTemporary(path: string, content: string, durable: boolean): string {
  for (;;) {
    count += mostThreads;
    const temporary = join(dirname(path), `.tocsin-${process.pid}-${count}.tmp`);
    let file: number;
    try {
      file = openSync(temporary, 'wx');
    } catch (error) {
      // Left behind by a killed process that had our id.
      if (errnoOf(error) === 'EEXIST') continue;
      throw error;
    }
    try {
      try {
        writeFileSync(file, content);
        if (durable) fsyncSync(file);
      } finally {
        closeSync(file);
      }
      return temporary;
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
}

/** Waits until a file has reached the disk. */
export function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Puts a temporary file in its place. A link at the path is replaced, not followed. Throws what the operating system
 * reports.
 * @param replaces whether to take over the permissions of the file that is there.
 */
export function installTemporary(temporary: string, path: string, replaces: boolean): void {
  if (replaces) {
    const present = lstatSync(path, { throwIfNoEntry: false });
    if (present?.isFile()) chmodSync(temporary, present.mode & 0o777);
  }
  renameSync(temporary, path);
}

/** How to write a file. */
export interface AtomicWriteOptions {
  /** Reach the disk before the rename, so that not even a power failure leaves an empty file. */
  readonly durable: boolean;
  /** Take over the permissions of the file that is there. */
  readonly replaces: boolean;
}

/**
 * Writes a file so that at every moment, even when the process is killed, its path has either the old content or the
 * whole new one. A link at the path is replaced, not followed. Its folder must exist. Throws what the operating system
 * reports.
 */
export function atomicWrite(path: string, content: string, { durable, replaces }: AtomicWriteOptions): void {
  const temporary = writeTemporary(path, content, durable);
  try {
    installTemporary(temporary, path, replaces);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
