import { chmodSync, closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// The write-file-atomic package is not used: with a full disk it installs a cut-off file and reports success (it
// ignores short writes), it follows links out of the output folder, and its temporary files cannot be told from the
// user's.

let count = 0;

/** `.tocsin-<pid>-<n>.tmp`: hidden, so that a glob such as `rules/*.yml` never loads one. */
const temporaryName = /^\.tocsin-(\d+)-\d+\.tmp$/;

/** The process that made a temporary file of this name; `undefined` for any other file. */
export function temporaryOwner(name: string): number | undefined {
  const pid = temporaryName.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
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
  count += 1;
  const temporary = join(dirname(path), `.tocsin-${process.pid}-${count}.tmp`);
  const file = openSync(temporary, 'wx');
  try {
    try {
      writeFileSync(file, content);
      if (durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (replaces) {
      const present = lstatSync(path, { throwIfNoEntry: false });
      if (present?.isFile()) chmodSync(temporary, present.mode & 0o777);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
