import type { FileReport, FileStatus } from '../command-result.ts';
import type { Colors } from './colors.ts';
import { diffText, type FileChange } from './diff-text.ts';
import { withoutControls } from './display-width.ts';

/** The diffs of so many files are shown. */
export const maxDiffs = 10;
const maxLines = { changed: 60, whole: 12 } as const;
const maxListed = 20;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/**
 * The diffs of the first files that changed, each cut off when it is long, the others counted.
 * @param total how many files changed.
 */
export function diffList(changes: readonly FileChange[], total: number, colors: Colors): string {
  const shown = changes.map((change) => {
    const whole = change.before === undefined || change.after === undefined;
    return diffText(change, colors, whole ? maxLines.whole : maxLines.changed);
  });
  const hidden = total - shown.length;
  const more = hidden > 0 ? [`... and ${counted(hidden, 'more file')} (all of them with --json)\n`] : [];
  return [...shown, ...more].map((text) => `${text}\n`).join('');
}

/** One line per file that was written or removed, the files beyond the first twenty counted. */
export function fileList(files: readonly FileReport[], colors: Colors): string {
  const signs: Partial<Record<FileStatus, string>> = {
    created: colors.green('+'),
    updated: colors.yellow('~'),
    removed: colors.red('-'),
  };
  const changed = files.flatMap(({ path, status }) => {
    const sign = signs[status];
    return sign === undefined ? [] : `  ${sign} ${withoutControls(path)}\n`;
  });
  const hidden = changed.length - maxListed;
  const more = hidden > 0 ? `  ... and ${hidden} more\n` : '';
  return `${changed.slice(0, maxListed).join('')}${more}`;
}

/** `3 created, 1 removed, 38 unchanged`: the statuses that occur, with how often. */
export function statusCounts(files: readonly FileReport[]): string {
  const counts = new Map<FileStatus, number>();
  for (const { status } of files) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
}
