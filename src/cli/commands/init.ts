import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult, FileReport } from '../command-result.ts';
import { displayBelow, displayPath } from '../display-path.ts';
import { atomicWrite } from '../files/atomic-write.ts';
import { fault } from '../files/fault.ts';
import { configNames } from '../files/find-config.ts';
import { nextSteps } from '../init/next-steps.ts';
import type { ScaffoldFile } from '../init/scaffold-file.ts';
import { fileList } from '../reporters/change-list.ts';

/** The options of `tocsin init`. */
export interface InitOptions {
  readonly dir: string;
  readonly yaml: boolean;
  readonly force: boolean;
}

type Present = 'nothing' | 'file' | 'other';

function presentAt(path: string): Present {
  try {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    return entry === undefined ? 'nothing' : entry.isFile() ? 'file' : 'other';
  } catch (error) {
    throw fault('read', path, error);
  }
}

const exists = (file: string, help: string): Diagnostic => ({
  code: 'init/exists',
  severity: 'error',
  message: `\`${file}\` exists already`,
  help,
});

/** What stands in the way: files that would be overwritten, and configs that would compete with the new one. */
function obstacles(root: string, files: readonly ScaffoldFile[], force: boolean, cwd: string): readonly Diagnostic[] {
  const display = displayBelow(cwd, root);
  const overwritten = files.flatMap(({ path }) => {
    const present = presentAt(join(root, path));
    if (present === 'nothing' || (present === 'file' && force)) return [];
    const help = 'choose another folder, or overwrite it with `--force`';
    return [exists(display(path), present === 'file' ? help : 'it is not a regular file: move it out of the way')];
  });
  const competing = configNames
    .filter((name) => !files.some(({ path }) => path === name) && presentAt(join(root, name)) !== 'nothing')
    .map((name) => exists(display(name), 'choose another folder: one folder has one config'));
  return [...overwritten, ...competing];
}

function write(root: string, { path, content }: ScaffoldFile): FileReport {
  const full = join(root, path);
  const replaces = presentAt(full) !== 'nothing';
  try {
    mkdirSync(dirname(full), { recursive: true });
    atomicWrite(full, content, { durable: true, replaces });
  } catch (error) {
    throw fault('write', full, error);
  }
  return { path, status: replaces ? 'updated' : 'created' };
}

function readPackageJson(root: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  } catch {
    // It only makes the hints better.
    return undefined;
  }
}

/**
 * `tocsin init`: writes a small spec to start from, and overwrites nothing unless told to. Throws a {@link
 * CannotRunError}.
 */
export async function init({ dir, yaml, force }: InitOptions, { io }: CommandContext): Promise<CommandResult> {
  const root = resolve(io.cwd, dir);
  const scaffold = yaml
    ? (await import('../init/yaml-scaffold.ts')).yamlScaffold
    : (await import('../init/typescript-scaffold.ts')).typescriptScaffold;
  const diagnostics = obstacles(root, scaffold, force, io.cwd);
  if (diagnostics.length > 0) return { diagnostics, files: [], text: () => '' };
  const files = scaffold.map((file) => write(root, file));
  const folder = displayPath(io.cwd, root);
  const packageJson = readPackageJson(root);
  return {
    diagnostics: [],
    out: root,
    files,
    text: (colors) =>
      `${colors.bold(`A small spec in ${folder}:`)}\n${fileList(files, colors)}\n${nextSteps({ folder, typescript: !yaml, packageJson }, colors)}`,
  };
}
