import { createTwoFilesPatch, OMIT_HEADERS } from 'diff';
import type { Colors } from './colors.ts';
import { withoutControls } from './display-width.ts';

/** Beyond this many changed lines the search for the smallest diff takes seconds and nobody reads the result. */
const maxEdits = 1000;

/** One file as it is and as it should be; `undefined` stands for a file that is not there. At least one is there. */
export interface FileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n');

/** The hunks, as lines without the file header; `undefined` when the files differ too much to be compared. */
function hunks({ path, before, after }: FileChange): readonly string[] | undefined {
  if (before === undefined) return linesOf(after ?? '').map((line) => `+${line}`);
  if (after === undefined) return linesOf(before).map((line) => `-${line}`);
  const options = { context: 3, maxEditLength: maxEdits, headerOptions: OMIT_HEADERS };
  const patch = createTwoFilesPatch(path, path, before, after, undefined, undefined, options);
  return patch === undefined ? undefined : linesOf(patch);
}

function paint(line: string, colors: Colors): string {
  if (line.startsWith('@@')) return colors.cyan(line);
  if (line.startsWith('+')) return colors.green(line);
  if (line.startsWith('-')) return colors.red(line);
  return line;
}

/**
 * A unified diff of one file, every line ending in a newline, cut off after `maxLines` lines with a count of the rest.
 */
export function diffText(change: FileChange, colors: Colors, maxLines: number): string {
  const { path, before, after } = change;
  const from = before === undefined ? '/dev/null' : `${path} (on disk)`;
  const to = after === undefined ? '/dev/null' : `${path} (generated)`;
  const head = [`--- ${from}`, `+++ ${to}`].map((line) => colors.bold(line));
  const body = hunks(change);
  if (body === undefined) {
    const sizes = `${linesOf(before ?? '').length} lines become ${linesOf(after ?? '').length}`;
    return `${[...head, `... ${sizes}: too different to show`].join('\n')}\n`;
  }
  const shown = body.slice(0, maxLines).map((line) => paint(withoutControls(line), colors));
  const hidden = body.length - shown.length;
  return `${[...head, ...shown, ...(hidden > 0 ? [`... ${hidden} more lines`] : [])].join('\n')}\n`;
}
