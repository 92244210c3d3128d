import { posix } from 'node:path';

const found = new WeakMap<ReadonlySet<string>, Map<string, readonly string[]>>();

/** The files that a pattern in `file` means: relative to its folder, with `*` for anything but a slash. */
export function filesOf(pattern: string, file: string, paths: ReadonlySet<string>): readonly string[] {
  const path = posix.join(posix.dirname(file), pattern);
  if (!path.includes('*')) return paths.has(path) ? [path] : [];
  const known = found.get(paths) ?? new Map<string, readonly string[]>();
  found.set(paths, known);
  const files = known.get(path) ?? matching(path, paths);
  known.set(path, files);
  return files;
}

function matching(pattern: string, paths: ReadonlySet<string>): readonly string[] {
  const regex = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '[^/]*')}$`);
  return [...paths].filter((path) => regex.test(path));
}
