/**
 * Whether a path names something inside the output folder on every operating system: relative, `/`-separated, without
 * empty, `.` or `..` segments, backslashes, colons and control characters.
 */
export function isSafePath(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (path === '' || /[\\:\x00-\x1f\x7f]/.test(path)) return false;
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

/** The folder of a path, `''` for the output folder itself. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last segment of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
