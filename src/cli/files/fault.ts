import { CannotRunError } from '../cannot-run-error.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is larger than allowed here',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it exists already',
  ENOENT: 'it does not exist',
  ENAMETOOLONG: 'the name is too long for the file system',
  ELOOP: 'it is a circle of links',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  EIO: 'input/output error of the device',
  EBUSY: 'it is in use',
};

const helps: Readonly<Record<string, string>> = {
  EACCES: 'allow this user to read and write there, or choose another folder',
  EPERM: 'allow this user to read and write there, or choose another folder',
  EROFS: 'choose a folder that can be written',
  ENOSPC: 'free some space and run the command again: files already written are whole, the others are as they were',
  EDQUOT: 'free some space and run the command again: files already written are whole, the others are as they were',
  ENOTDIR: 'choose another folder, or move the file out of the way',
};

/** The operating system's code of a failed file operation (`ENOSPC`), when the error is one. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a failed file operation into a {@link CannotRunError} that names the file; rethrows any other error. */
export function fault(verb: 'read' | 'write' | 'remove', file: string, error: unknown): CannotRunError {
  const errno = errnoOf(error);
  if (errno === undefined) throw error;
  return new CannotRunError(
    `cli/cannot-${verb}`,
    `cannot ${verb} \`${file}\`: ${reasons[errno] ?? errno}`,
    helps[errno] ?? 'remove the cause and run the command again',
  );
}
