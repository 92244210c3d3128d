import { isAbsolute, join, relative, sep } from 'node:path';

/** An absolute path as the user would write it: relative to the working directory when it is inside, `/`-separated. */
export function displayPath(cwd: string, path: string): string {
  const short = relative(cwd, path);
  if (short === '') return '.';
  if (short === '..' || short.startsWith(`..${sep}`) || isAbsolute(short)) return path;
  return short.split(sep).join('/');
}

/** Shows a path of the output folder as the user would write it. */
export type DisplayPath = (path: string) => string;

/** A function that shows paths of the folder `out`. */
export const displayBelow =
  (cwd: string, out: string): DisplayPath =>
  (path) =>
    displayPath(cwd, join(out, path));
