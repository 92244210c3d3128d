import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { DisplayPath } from '../display-path.ts';
import type { Refusal } from './plan-writes.ts';

const error = (code: string, message: string, help: string): Diagnostic => ({ code, severity: 'error', message, help });

/** What the user reads when a path is left alone, and the whole run with it. */
export function refusalFinding({ path, reason }: Refusal, display: DisplayPath): Diagnostic {
  const file = `\`${display(path)}\``;
  switch (reason.kind) {
    case 'edited':
      return error(
        'output/edited',
        `${file} was edited after it was generated`,
        'move the change into the spec, or discard it with `--force`',
      );
    case 'edited-and-gone':
      return error(
        'output/edited',
        `${file} was edited after it was generated, and the spec no longer generates it`,
        'delete it or move it out of the output folder; `--force` leaves it there and forgets it',
      );
    case 'foreign':
      return error(
        'output/foreign',
        `${file} is in the way: it exists, and Tocsin did not generate it`,
        'move it out of the output folder, or overwrite it with `--force`',
      );
    case 'not-a-file':
      return reason.what === 'link'
        ? error(
            'output/not-a-file',
            `${file} is a symbolic link, and Tocsin writes regular files only`,
            'remove the link, or replace it with `--force` (what it points to is left alone)',
          )
        : error(
            'output/not-a-file',
            `${file} is ${reason.what === 'folder' ? 'a folder' : 'a special file'}, where a file has to be written`,
            'move it out of the output folder',
          );
    case 'blocked':
      return error(
        'output/not-a-folder',
        `\`${display(reason.by)}\` is not a folder, and Tocsin does not write through links`,
        'move it out of the output folder',
      );
    case 'collision':
      return error(
        'output/collision',
        `${file} and \`${display(reason.other)}\` are one file where upper and lower case are not told apart`,
        'rename one of the two spec items',
      );
    default:
      return assertNever(reason);
  }
}

/** The manifest cannot be used, so generated files cannot be told from edited ones. */
export const manifestFinding = (problem: string, manifest: string): Diagnostic =>
  error(
    'output/manifest',
    `\`${manifest}\` cannot be used: ${problem}`,
    'restore it from version control, or replace all generated files with `tocsin generate --force`',
  );

/** A file that `--force` leaves to whoever edited it. */
export const releasedFinding = (path: string, display: DisplayPath): Diagnostic => ({
  code: 'output/edited',
  severity: 'warning',
  message: `\`${display(path)}\` was edited and is no longer generated: it stays where it is`,
  help: 'delete it, or move it out of the output folder',
});

/** A file beside the generated ones: whatever loads the folder loads it as well, unproven. */
export const strangerFinding = (path: string, display: DisplayPath, severity: 'error' | 'warning'): Diagnostic => ({
  code: 'output/foreign',
  severity,
  message: `\`${display(path)}\` was not generated, but lies among generated files`,
  help: 'describe in the spec what it is for, or move it out of the output folder',
});
