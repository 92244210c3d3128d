import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotRunError } from '../cannot-run-error.ts';
import { errnoOf, fault } from './fault.ts';

/** The names under which a config is found in the working directory. */
export const configNames = ['ts', 'mts', 'js', 'mjs', 'yaml', 'yml', 'json'].map((ending) => `tocsin.config.${ending}`);

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return false;
    throw fault('read', path, error);
  }
}

/**
 * The absolute path of the config: the named one, or the only one of the default names. Throws a {@link
 * CannotRunError}.
 */
export function findConfig(cwd: string, named: string | undefined): string {
  if (named !== undefined) {
    const path = resolve(cwd, named);
    if (isFile(path)) return path;
    throw new CannotRunError('cli/no-config', `there is no file \`${path}\``, 'check the path given to `--config`');
  }
  const found = configNames.filter((name) => isFile(resolve(cwd, name)));
  const [only, second] = found;
  if (only === undefined)
    throw new CannotRunError(
      'cli/no-config',
      `there is no config in \`${cwd}\`: none of ${configNames.map((name) => `\`${name}\``).join(', ')}`,
      'run `tocsin init` to start with a small spec, or name a file with `--config`',
    );
  if (second !== undefined)
    throw new CannotRunError(
      'cli/many-configs',
      `there are several configs in \`${cwd}\`: ${found.map((name) => `\`${name}\``).join(', ')}`,
      'name one of them with `--config`, or delete the others',
    );
  return resolve(cwd, only);
}

/** Whether there is a config: the named one, or any of the default names. */
export const hasConfig = (cwd: string, named: string | undefined): boolean =>
  named !== undefined || configNames.some((name) => isFile(resolve(cwd, name)));
