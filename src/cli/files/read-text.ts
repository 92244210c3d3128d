import { readFileSync } from 'node:fs';
import { fault } from './fault.ts';

/** The text of a file. Throws a {@link CannotRunError} that names it. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fault('read', path, error);
  }
}
