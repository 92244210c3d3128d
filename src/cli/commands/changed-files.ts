import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Crew } from '../crew/crew.ts';
import { fault } from '../files/fault.ts';
import type { DiskEntry, FileAction } from '../files/plan-writes.ts';
import type { FileChange } from '../reporters/diff-text.ts';
import type { StagedOutput } from './stage-output.ts';

/** Files with what they contain and should contain. */
export async function changedFiles(
  changes: readonly FileAction[],
  output: StagedOutput,
  crew: Crew,
): Promise<readonly FileChange[]> {
  const { root, survey, artifacts } = output;
  const parts = new Map(artifacts.map(({ path, part }) => [path, part]));
  const generated = async (path: string): Promise<string | undefined> => {
    const part = parts.get(path);
    const made = part === undefined ? [] : await crew.make(part);
    return made.find((artifact) => artifact.path === path)?.content;
  };
  return Promise.all(
    changes.map(async ({ kind, path }) => ({
      path,
      before: contentOf(root, path, survey.entries.get(path)),
      after: kind === 'remove' ? undefined : await generated(path),
    })),
  );
}

function contentOf(root: string, path: string, entry: DiskEntry | undefined): string | undefined {
  if (entry?.kind !== 'file') return undefined;
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    throw fault('read', join(root, path), error);
  }
}
