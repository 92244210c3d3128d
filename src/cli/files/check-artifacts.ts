import { conventions } from '../../model/conventions.ts';
import { isSafePath } from './safe-path.ts';

/** Throws for a path that leaves the output folder: before anything is done with it. */
export function checkPath(path: string): void {
  if (!isSafePath(path)) throw new Error(`a generator made the unsafe path ${JSON.stringify(path)}`);
}

/**
 * Throws when the generators break their promise: paths are safe, distinct, not reserved, and none is a folder of
 * another.
 */
export function checkArtifacts(artifacts: readonly { readonly path: string }[]): void {
  const paths = new Set<string>();
  for (const { path } of artifacts) {
    checkPath(path);
    if (paths.has(path)) throw new Error(`two generators made ${path}`);
    if (path === conventions.manifestPath) throw new Error(`a generator made ${path}`);
    paths.add(path);
  }
  for (const path of paths) {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      if (paths.has(folder)) throw new Error(`${folder} is both a generated file and the folder of ${path}`);
    }
  }
}
